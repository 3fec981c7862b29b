/** Business hours in Handover and Check Agent Availability: exits, results and the requests that they cost. */
import { bridgeInput, channelInput, sealed, useNodeLab } from "../../harness/nodeLab";
import { WEEKDAY_HOURS } from "../../sandbox/engage/domain/records";
import { addTimeSheet, changeTimeSheet, type TimeSheetChange } from "../../sandbox/engage/domain/timeSheets";

const lab = useNodeLab();

const DAY_MS = 86_400_000;
const dateIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const everyDay = (hours: string) => Object.fromEntries(WEEKDAY_HOURS.map((name) => [name, hours]));
const weekdayIn = (days: number) =>
  new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" }).format(Date.now() + days * DAY_MS);

/** The one sheet of the account; in UTC, so that a test knows what day it is. */
const setHours = (change: TimeSheetChange) =>
  changeTimeSheet(lab.engage.domain, lab.engage.seed.timeSheets.always, { timezone: "UTC", ...change });
/** Closed today and tomorrow, then open from 9:00 to 17:30. */
const closeUntilTheDayAfterTomorrow = (change: TimeSheetChange = {}) =>
  setHours({
    ...everyDay(""),
    [`${weekdayIn(2).toLowerCase()}_hours`]: "32400-63000",
    ...change,
  });
const opening = () => ({
  opensAt: `${dateIn(2)}T09:00:00+00:00`,
  opensAtText: `on ${weekdayIn(2)} at 9:00`,
  closesAt: `${dateIn(2)}T17:30:00+00:00`,
  timeZone: "UTC",
});
const SHEET = { id: "66a0000000000000007153e1", label: "Default" };
const READ_HOURS = (sourceId: string) => [`GET /content_sources/${sourceId}`, "GET /time_sheets"];

// A process remembers the time sheets.
const handOver = (config: Record<string, unknown>, input: Record<string, unknown> = channelInput(lab)) =>
  lab.run("handoverToRingCentral", config, { input, fresh: true });
const check = (config: Record<string, unknown>, input: Record<string, unknown> = channelInput(lab)) =>
  lab.run("checkEngageAgents", config, { input, fresh: true });

describe("Handover on route channel", () => {
  test("asks for no hours when the check is off, which it is unless chosen", async () => {
    closeUntilTheDayAfterTomorrow();
    const { nextNode, result } = await handOver({});
    expect(nextNode).toBe("onHandedOver");
    expect(result).not.toHaveProperty("hours");
    expect(lab.calls().filter((call) => /time_sheets|content_sources|timezones|settings/.test(call))).toEqual([]);
  });

  test("outside of the source's hours changes nothing, asks for no agents, and says when Engage opens", async () => {
    const { sources, categories, thread } = lab.engage.seed;
    closeUntilTheDayAfterTomorrow();
    const { nextNode, result, outputs } = await handOver({ businessHours: "source", acceptedMessage: "One moment." });
    expect(nextNode).toBe("onOutsideHours");
    expect(result).toEqual({
      status: "outsideHours",
      reason: "hours",
      ...opening(),
      sheet: SHEET,
      engageAutoReply: false,
      route: "channel",
      threadId: thread.id,
      agents: null,
      categoriesBefore: [categories.bot.id],
      categoriesAfter: [categories.bot.id],
      calls: 3,
    });
    expect(outputs).toEqual([]);
    expect(lab.calls()).toEqual([
      `GET /content_sources/${sources.messaging.id}`,
      `GET /content_threads/${thread.id}`,
      "GET /time_sheets",
    ]);
    expect(lab.sent()).toContainEqual({ call: "GET /time_sheets", query: { offset: "0", limit: "150" } });
  });

  test("within the hours hands over, and the result says until when", async () => {
    setHours({ ...everyDay("0-86400"), timezone: "Paris" });
    const { nextNode, result } = await handOver({ businessHours: "source" });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      hours: { status: "open", closesAt: null, timeZone: "Europe/Paris", sheet: SHEET },
      calls: 5,
    });
  });

  test("finds the source by the thread where the hub did not name it", async () => {
    closeUntilTheDayAfterTomorrow();
    const { sources, thread } = lab.engage.seed;
    const { nextNode } = await handOver({ businessHours: "source", threadId: thread.id }, {});
    expect(nextNode).toBe("onOutsideHours");
    expect(lab.calls()).toContain(`GET /content_sources/${sources.messaging.id}`);
  });

  test("does not call a conversation closed that agents have already", async () => {
    closeUntilTheDayAfterTomorrow();
    const { categories, thread } = lab.engage.seed;
    thread.thread_category_ids = [categories.agent.id];
    const { nextNode, result } = await handOver({ businessHours: "source" });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({ status: "alreadyHandedOver", calls: 3 });
  });

  test("does not call it closed that agents have under another category, and asks for no team then", async () => {
    closeUntilTheDayAfterTomorrow();
    const { categories, teams, thread } = lab.engage.seed;
    thread.thread_category_ids = [categories.billing.id];
    const { nextNode, result } = await handOver({ businessHours: "source", teamId: teams.support.id });
    expect(nextNode).toBe("onHandedOver");
    expect(result).not.toHaveProperty("routing");
    expect(lab.calls().filter((call) => /status|transfer/.test(call))).toEqual([]);
  });

  test("does not call it closed while the relay forwards to agents", async () => {
    closeUntilTheDayAfterTomorrow();
    const { nextNode } = await handOver({ businessHours: "source" }, bridgeInput(lab, "on"));
    expect(nextNode).not.toBe("onOutsideHours");
  });

  test("on a holiday says so", async () => {
    setHours({ ...everyDay("0-86400"), holidays: [{ name: "Today", date: dateIn(0) }] });
    const { result } = await handOver({ businessHours: "source" });
    expect(result).toMatchObject({
      status: "outsideHours",
      reason: "holiday",
      opensAt: `${dateIn(1)}T00:00:00+00:00`,
      opensAtText: "tomorrow at 0:00",
      closesAt: null,
    });
  });

  test("says the opening time in the Flow's language", async () => {
    closeUntilTheDayAfterTomorrow();
    const { result } = await handOver({ businessHours: "source" }, { ...channelInput(lab), language: "de-DE" });
    expect(result.opensAtText).toMatch(/^am \w+tag um 9:00 Uhr$|^am Mittwoch um 9:00 Uhr$/);
  });

  test("says when Engage answers customers itself outside of its hours", async () => {
    closeUntilTheDayAfterTomorrow();
    lab.engage.seed.sources.messaging.auto_response_trigger_enabled.out_of_office_hours_message = true;
    expect((await handOver({ businessHours: "source" })).result.engageAutoReply).toBe(true);
  });
});

describe("Handover on the other routes", () => {
  test("bridge: the hours are those of the Channel SDK source", async () => {
    const { sources } = lab.engage.seed;
    closeUntilTheDayAfterTomorrow({ source_ids: [sources.sdk.id] });
    const { nextNode, result, outputs } = await handOver({ businessHours: "source" }, bridgeInput(lab));
    expect(nextNode).toBe("onOutsideHours");
    expect(result).toMatchObject({
      status: "outsideHours",
      route: "bridge",
      threadId: null,
      agents: null,
      categoriesBefore: null,
      ...opening(),
      calls: 2,
    });
    expect(outputs).toEqual([]);
    expect(lab.calls()).toEqual(READ_HOURS(sources.sdk.id));
  });

  test("bridge: within the hours hands over", async () => {
    const { nextNode, result } = await handOver({ businessHours: "source" }, bridgeInput(lab));
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({ status: "handedOver", hours: { status: "open" } });
  });

  test("native: no source is known, but a chosen time sheet counts", async () => {
    closeUntilTheDayAfterTomorrow();
    const input = { endpointType: "ringCentralEngage" };
    const { timeSheets } = lab.engage.seed;
    const unknown = await handOver({ businessHours: "source", checkAvailability: false }, input);
    expect(unknown.nextNode).toBe("onHandedOver");
    expect(unknown.result).toMatchObject({ hours: { status: "unknown", reason: { code: "hours_unknown" } }, calls: 0 });
    const closed = await handOver({ businessHours: "sheet", timeSheetId: timeSheets.always.id }, input);
    expect(closed.nextNode).toBe("onOutsideHours");
    expect(closed.result).toMatchObject({ route: "native", agents: null, calls: 1 });
    expect(closed.outputs).toEqual([]);
  });
});

describe("Check Agent Availability", () => {
  test("outside of the hours leaves through Closed now", async () => {
    const { sources } = lab.engage.seed;
    closeUntilTheDayAfterTomorrow();
    const { nextNode, result } = await check({ businessHours: "source" });
    expect(nextNode).toBe("onClosedNow");
    expect(result).toEqual({
      status: "outsideHours",
      reason: "hours",
      ...opening(),
      sheet: SHEET,
      engageAutoReply: false,
      agents: null,
      calls: 2,
    });
    expect(lab.calls()).toEqual(READ_HOURS(sources.messaging.id));
  });

  test("within the hours reads the source once for both questions", async () => {
    const { sources } = lab.engage.seed;
    const { nextNode, result } = await check({ businessHours: "source" });
    expect(nextNode).toBe("onAgentsAvailable");
    expect(result).toMatchObject({ status: "available", hours: { status: "open" }, calls: 3 });
    expect(lab.calls()).toEqual([`GET /content_sources/${sources.messaging.id}`, "GET /status", "GET /time_sheets"]);
  });

  test("without a hub takes the Channel SDK source", async () => {
    const { sources } = lab.engage.seed;
    closeUntilTheDayAfterTomorrow({ source_ids: [sources.sdk.id] });
    expect((await check({ businessHours: "source" }, {})).nextNode).toBe("onClosedNow");
  });

  test("of several sources knows no common hours", async () => {
    const { result } = await check({ businessHours: "source", sourceIds: ["s1", "s2"], channelName: "Async" });
    expect(result).toMatchObject({ hours: { status: "unknown", reason: { code: "hours_unknown" } } });
  });
});

describe("A time sheet", () => {
  const chosen = (change: TimeSheetChange) =>
    addTimeSheet(lab.engage.domain, { label: "Support", timezone: "UTC", ...change });

  test("that is chosen counts instead of the source's, with one request", async () => {
    const { id } = chosen({});
    const { nextNode, result } = await check({ businessHours: "sheet", timeSheetId: id });
    expect(nextNode).toBe("onClosedNow");
    expect(result).toMatchObject({
      sheet: { id, label: "Support" },
      opensAt: null,
      opensAtText: null,
      engageAutoReply: null,
    });
    expect(lab.calls()).toEqual(["GET /time_sheets"]);
  });

  test("that the source names wins over one that lists the source", async () => {
    const { sources } = lab.engage.seed;
    const own = chosen({ label: "Own" });
    chosen({ label: "Listing", source_ids: [sources.messaging.id], ...everyDay("0-86400") });
    sources.messaging.time_sheet_ids = [own.id];
    expect((await check({ businessHours: "source" })).result).toMatchObject({ sheet: { label: "Own" } });
  });

  test.each<[string, () => Record<string, unknown>, RegExp]>([
    ["is gone", () => ({ businessHours: "sheet", timeSheetId: "gone" }), /no time sheet gone/],
    [
      "is switched off",
      () => ({ businessHours: "sheet", timeSheetId: chosen({ active: false }).id }),
      /Support is switched off/,
    ],
    [
      "is one of several for all sources",
      () => {
        chosen({});
        return { businessHours: "source" };
      },
      /Several time sheets .*: Default, Support/,
    ],
    [
      "has hours in another form",
      () => {
        lab.engage.seed.timeSheets.always.monday_hours = "9am-5pm";
        return { businessHours: "source" };
      },
      /hours of monday/,
    ],
  ])(
    "that %s leaves the hours unknown, which counts as open, or as closed if asked to",
    async (_, prepare, problem) => {
      const config = prepare();
      const open = await check(config);
      expect(open.nextNode).toBe("onAgentsAvailable");
      expect(open.result.hours).toEqual({
        status: "unknown",
        reason: {
          code: "hours_unknown",
          message: expect.stringMatching(problem),
          hint: expect.any(String),
          retryable: false,
        },
      });
      expect(open.logs).toContainEqual(
        expect.objectContaining({ level: "warn", message: expect.stringMatching(problem) }),
      );
      const closed = await check({ ...config, whenHoursUnknown: "closed" });
      expect(closed.nextNode).toBe("onClosedNow");
      expect(closed.result).toMatchObject({
        status: "outsideHours",
        reason: "unknown",
        opensAt: null,
        opensAtText: null,
        sheet: null,
        unknown: { code: "hours_unknown", message: expect.stringMatching(problem) },
      });
    },
  );

  test("must be chosen", async () => {
    const { nextNode, result } = await check({ businessHours: "sheet" });
    expect(nextNode).toBe("onAgentCheckError");
    expect(result).toMatchObject({
      error: { code: "configuration", hint: expect.stringContaining("Time sheet") },
      calls: 0,
    });
  });
});

describe("A refusal of Engage", () => {
  const refuse = (status: number, path = /time_sheets/) =>
    lab.engage.faults.inject(
      { kind: "status", status, body: { error: "refused", message: "Refused", status } },
      { path, times: 9 },
    );

  test.each([
    [403, "forbidden"],
    [404, "not_found"],
    [500, "server_error"],
  ])("with %s leaves the hours unknown, never closed", async (status, code) => {
    refuse(status);
    const { nextNode, result } = await handOver({ businessHours: "source" });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      hours: { status: "unknown", reason: { code, httpStatus: status } },
    });
  });

  test("of the token is an error of the node", async () => {
    refuse(401);
    const { nextNode, result } = await handOver({ businessHours: "source", whenHoursUnknown: "closed" });
    expect(nextNode).toBe("onHandoverError");
    expect(result).toMatchObject({ error: { code: "unauthorized" } });
  });

  test("to answer in time leaves the hours unknown, and time for the handover", async () => {
    lab.engage.faults.inject({ kind: "hang" }, { path: /time_sheets/, times: 9 });
    const { nextNode, result } = await handOver({ businessHours: "source" });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({ status: "handedOver", hours: { status: "unknown", reason: { code: "timeout" } } });
  });
});

describe("A time zone that the runtime does not know", () => {
  test("is taken by the offset that Engage lists, with a warning", async () => {
    lab.engage.domain.timeZones.push({ name: "Atlantis", utc_offset: 7_200 });
    setHours({ timezone: "Atlantis" });
    const { result, logs } = await check({ businessHours: "source" });
    expect(result).toMatchObject({
      hours: { status: "open", timeZone: "Atlantis", notes: [expect.stringMatching(/summer time/)] },
    });
    expect(logs).toContainEqual(
      expect.objectContaining({ level: "warn", message: expect.stringMatching(/summer time/) }),
    );
    expect(lab.calls()).toContain("GET /timezones");
    expect(lab.calls()).not.toContain("GET /settings");
  });

  test("or that Engage doesn't show gives way to the account's", async () => {
    setHours({ timezone: "Atlantis" });
    expect((await check({ businessHours: "source" })).result).toMatchObject({
      hours: { timeZone: "Europe/Paris", notes: [expect.stringMatching(/Atlantis, which isn't known; .*Paris/)] },
    });
    setHours({ timezone: null });
    expect((await check({ businessHours: "source" })).result).toMatchObject({
      hours: { timeZone: "Europe/Paris", notes: [expect.stringMatching(/shows no time zone; .*Paris/)] },
    });
  });

  test("leaves the hours unknown where the account has none either", async () => {
    setHours({ timezone: "Atlantis" });
    for (const account of lab.engage.domain.accounts.values()) {
      account.timezone = "Mu";
    }
    expect((await check({ businessHours: "source" })).result).toMatchObject({
      hours: { status: "unknown", reason: { code: "hours_unknown", message: expect.stringMatching(/Atlantis/) } },
    });
  });
});

describe("A holiday whose date may mean two days", () => {
  const setLocale = (locale: string) => {
    for (const account of lab.engage.domain.accounts.values()) {
      account.locale = locale;
    }
  };

  test("is read as the account's locale writes dates, for one request more", async () => {
    // The next date that can be read either way; closed until then.
    const days = Array.from({ length: 40 }, (_, index) => dateIn(index));
    const isAmbiguous = (date: string) => Number(date.slice(8)) <= 12 && date.slice(8) !== date.slice(5, 7);
    const next = days.findIndex((date, index) => index > 0 && isAmbiguous(date));
    const [year, month, day] = dateIn(next).split("-");
    const holidays = [...days.slice(0, next), `${day}/${month}/${year}`].map((date) => ({ name: "Closed", date }));
    setHours({ ...everyDay("0-86400"), holidays });
    setLocale("fr");
    expect((await check({ businessHours: "source" })).result).toMatchObject({
      reason: "holiday",
      opensAt: `${dateIn(next + 1)}T00:00:00+00:00`,
      calls: 3,
    });
    setLocale("en-US");
    expect((await check({ businessHours: "source" })).result).toMatchObject({
      opensAt: `${dateIn(next)}T00:00:00+00:00`,
      calls: 3,
    });
    setLocale("");
    expect((await check({ businessHours: "source" })).result).toMatchObject({
      hours: { status: "unknown", reason: { code: "hours_unknown", hint: expect.stringContaining("YYYY-MM-DD") } },
    });
  });

  test("costs no request where it makes no difference", async () => {
    setHours({ ...everyDay("0-86400"), holidays: [{ name: "Long ago", date: "03/04/2020" }] });
    expect((await check({ businessHours: "source" })).result).toMatchObject({ hours: { status: "open" }, calls: 3 });
    expect(lab.calls()).not.toContain("GET /settings");
  });
});

test("Seals decide which conversation's source is meant: a stranger's input.data.engage counts for nothing", async () => {
  const { sources, thread } = lab.engage.seed;
  closeUntilTheDayAfterTomorrow({ source_ids: [sources.messaging.id] });
  const forged = sealed("engage", "wrong", { threadId: thread.id, sourceId: sources.messaging.id });
  const { result } = await check({ businessHours: "source" }, { data: { engage: forged } });
  expect(lab.calls()).not.toContain(`GET /content_sources/${sources.messaging.id}`);
  expect(result).toMatchObject({ hours: { status: "unknown" } });
});
