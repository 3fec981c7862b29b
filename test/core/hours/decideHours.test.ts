import * as fc from "fast-check";
import { parseDayHours } from "../../../src/core/hours/dayHours";
import { decideHours, type HoursDecision } from "../../../src/core/hours/decideHours";
import type { DateOrder, Holiday } from "../../../src/core/hours/holidays";
import { dayOf, toInstants, toLocal, toLocalIso, weekdayOf } from "../../../src/core/hours/localTime";
import {
  findChosenSheet,
  findSourceSheet,
  type TimeSheet,
  WEEKDAYS,
  type Weekday,
} from "../../../src/core/hours/timeSheet";
import { findTimeZone, type TimeZone } from "../../../src/core/hours/timeZone";

const at = (iso: string) => Date.parse(iso) / 1_000;
const paris = zoneOf("Europe/Paris");

function zoneOf(name: string): TimeZone {
  const zone = findTimeZone(name);
  if (!zone) {
    throw new Error(`There is no zone ${name}`);
  }
  return zone;
}

/** Closed except on the given days. */
function aSheet(hours: Partial<Record<Weekday, string | null>>, holidays: Holiday[] = []): TimeSheet {
  const closed = Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, ""])) as Record<Weekday, string>;
  return {
    id: "s1",
    label: "Support",
    active: true,
    sourceIds: [],
    timeZone: "Europe/Paris",
    hours: { ...closed, ...hours },
    holidays,
  };
}

const everyDay = (hours: string, holidays: Holiday[] = []) =>
  aSheet(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, hours])), holidays);
const holiday = (date: string): Holiday => ({ name: "A holiday", date });

function summarise(decision: HoursDecision, zone = paris): string {
  const iso = (seconds: number | undefined) => (seconds === undefined ? "never" : toLocalIso(zone, seconds));
  switch (decision.state) {
    case "open":
      return `open until ${iso(decision.closesAt)}`;
    case "closed":
      return `${decision.reason}: ${iso(decision.opensAt)} to ${iso(decision.closesAt)}`;
    case "ambiguous":
      return "ambiguous";
    default:
      return `unreadable: ${decision.problem}`;
  }
}

const decide = (sheet: TimeSheet, localTime: string, order?: DateOrder) =>
  summarise(decideHours(sheet, paris, at(localTime), order));

describe("The hours of a day", () => {
  test.each([
    ["", []],
    [" ", []],
    ["32400-43200", [{ from: 32_400, to: 43_200 }]],
    [
      "46800-64800, 32400-43200",
      [
        { from: 32_400, to: 43_200 },
        { from: 46_800, to: 64_800 },
      ],
    ],
    ["0-86400", [{ from: 0, to: 86_400 }]],
    ["79200-21600", [{ from: 79_200, to: 108_000 }]],
    ["79200-0", [{ from: 79_200, to: 86_400 }]],
    ["79200-108000", [{ from: 79_200, to: 108_000 }]],
    ["32400-32400", []],
    ["32400-43200,", [{ from: 32_400, to: 43_200 }]],
  ])("%j", (text, intervals) => {
    expect(parseDayHours(text)).toEqual(intervals);
  });

  test.each(["9:00-18:00", "32400", "32400-", "-43200", "32400-43200,abc", "90000-91000", "0-999999", "1e3-2e3"])(
    "%j can't be read, not even in part",
    (text) => {
      expect(parseDayHours(text)).toBeUndefined();
    },
  );
});

describe("A time sheet in Paris", () => {
  const office = aSheet({ monday: "32400-43200,46800-64800", tuesday: "32400-64800" });

  // 30 November 2026 is a Monday.
  test.each([
    ["before opening", "2026-11-30T08:59:59+01:00", "hours: 2026-11-30T09:00:00+01:00 to 2026-11-30T12:00:00+01:00"],
    ["from the first second", "2026-11-30T09:00:00+01:00", "open until 2026-11-30T12:00:00+01:00"],
    ["until the last second", "2026-11-30T11:59:59+01:00", "open until 2026-11-30T12:00:00+01:00"],
    ["at noon", "2026-11-30T12:00:00+01:00", "hours: 2026-11-30T13:00:00+01:00 to 2026-11-30T18:00:00+01:00"],
    ["in the evening", "2026-11-30T20:00:00+01:00", "hours: 2026-12-01T09:00:00+01:00 to 2026-12-01T18:00:00+01:00"],
    [
      "for the rest of the week",
      "2026-12-01T18:00:00+01:00",
      "hours: 2026-12-07T09:00:00+01:00 to 2026-12-07T12:00:00+01:00",
    ],
    ["by its own clock", "2026-11-30T08:30:00Z", "open until 2026-11-30T12:00:00+01:00"],
  ])("%s", (_, moment, expected) => {
    expect(decide(office, moment)).toBe(expected);
  });

  test.each([
    ["round the clock never closes", everyDay("0-86400"), "2026-11-30T03:00:00+01:00", "open until never"],
    ["that is never open names no time", aSheet({}), "2026-11-30T03:00:00+01:00", "hours: never to never"],
    [
      "up to midnight joins the next day",
      aSheet({ monday: "72000-86400", tuesday: "0-7200" }),
      "2026-11-30T21:00:00+01:00",
      "open until 2026-12-01T02:00:00+01:00",
    ],
    [
      "with a night shift is open after midnight",
      aSheet({ monday: "79200-21600" }),
      "2026-12-01T05:00:00+01:00",
      "open until 2026-12-01T06:00:00+01:00",
    ],
    [
      "with intervals that touch is open through",
      aSheet({ monday: "32400-43200,43200-64800" }),
      "2026-11-30T10:00:00+01:00",
      "open until 2026-11-30T18:00:00+01:00",
    ],
    [
      "with intervals that overlap is open through",
      aSheet({ monday: "32400-64800,36000-39600" }),
      "2026-11-30T11:30:00+01:00",
      "open until 2026-11-30T18:00:00+01:00",
    ],
    [
      "that does not show a day is closed on it",
      aSheet({ monday: null, tuesday: "32400-64800" }),
      "2026-11-30T10:00:00+01:00",
      "hours: 2026-12-01T09:00:00+01:00 to 2026-12-01T18:00:00+01:00",
    ],
    [
      "that shows no day at all can't be read",
      aSheet(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, null]))),
      "2026-11-30T10:00:00+01:00",
      "unreadable: Engage does not show the hours of the time sheet.",
    ],
    [
      "with hours in another form can't be read",
      aSheet({ sunday: "9am-5pm", monday: "32400-64800" }),
      "2026-11-30T10:00:00+01:00",
      "unreadable: The hours of sunday have a form that is not known.",
    ],
  ])("%s", (_, sheet, moment, expected) => {
    expect(decide(sheet, moment)).toBe(expected);
  });
});

describe("When the clocks change", () => {
  test.each([
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    [
      "hours that begin in the gap begin at the jump",
      "9000-18000",
      "2026-03-29T00:30:00+01:00",
      "hours: 2026-03-29T03:00:00+02:00 to 2026-03-29T05:00:00+02:00",
    ],
    [
      "hours that end in the gap end at the jump",
      "0-9000",
      "2026-03-29T01:30:00+01:00",
      "open until 2026-03-29T03:00:00+02:00",
    ],
    [
      "hours within the gap do not take place",
      "7200-9000",
      "2026-03-29T00:30:00+01:00",
      "hours: 2026-03-30T02:00:00+02:00 to 2026-03-30T02:30:00+02:00",
    ],
    [
      "hours that begin in the doubled hour begin at its first time",
      "9000-18000",
      "2026-10-25T02:30:00+02:00",
      "open until 2026-10-25T05:00:00+01:00",
    ],
    [
      "hours that end in the doubled hour end at its last time",
      "0-9000",
      "2026-10-25T02:15:00+01:00",
      "open until 2026-10-25T02:30:00+01:00",
    ],
    [
      "hours of the day keep their place on the clock",
      "32400-64800",
      "2026-03-29T08:59:00+02:00",
      "hours: 2026-03-29T09:00:00+02:00 to 2026-03-29T18:00:00+02:00",
    ],
  ])("%s", (_, hours, moment, expected) => {
    expect(decide(everyDay(hours), moment)).toBe(expected);
  });
});

describe("Holidays", () => {
  const workday = "32400-64800";
  const monday = "2026-11-30T10:00:00+01:00";
  const closedOnMonday = "holiday: 2026-12-01T09:00:00+01:00 to 2026-12-01T18:00:00+01:00";
  const openOnMonday = "open until 2026-11-30T18:00:00+01:00";

  test.each([
    "2026-11-30",
    "2026/11/30",
    "2026-11-30T00:00:00Z",
    "2026-11-30T00:00:00.000+00:00",
    "30/11/2026",
    "11/30/2026",
    "30.11.2026",
    "30-11-2026",
    " 30/11/2026 ",
  ])("%j closes that day", (date) => {
    expect(decide(everyDay(workday, [holiday(date)]), monday)).toBe(closedOnMonday);
  });

  test.each(["2025-11-30", "2027-11-30"])(
    "%s closes no other year's day: whether holidays repeat isn't known",
    (date) => {
      expect(decide(everyDay(workday, [holiday(date)]), monday)).toBe(openOnMonday);
    },
  );

  test.each(["30/11", "November 30, 2026", "", "31/31/2026", "2026-02-31", "30/11/26", "2026-11-30T10:00:00Z"])(
    "%j is not read, so whether it is open isn't known; closed stays closed, with a note",
    (date) => {
      const sheet = everyDay(workday, [holiday(date)]);
      const problem = `The date of a holiday can't be read: A holiday: ${date}.`;
      expect(decide(sheet, monday)).toBe(`unreadable: ${problem}`);
      const atNight = decideHours(sheet, paris, at("2026-11-30T23:00:00+01:00"));
      expect(atNight).toMatchObject({ state: "closed", reason: "hours", notes: [problem] });
    },
  );

  test("without name and date are not read either", () => {
    expect(decideHours(everyDay(workday, [{ name: null, date: null }]), paris, at(monday))).toEqual({
      state: "unreadable",
      problem: "The date of a holiday can't be read: Holiday: no date.",
    });
  });

  test("end a night shift at midnight, and begin none", () => {
    const nights = everyDay("79200-21600", [holiday("2026-12-25")]);
    expect(decide(nights, "2026-12-24T23:00:00+01:00")).toBe("open until 2026-12-25T00:00:00+01:00");
    expect(decide(nights, "2026-12-25T23:00:00+01:00")).toBe(
      "holiday: 2026-12-26T22:00:00+01:00 to 2026-12-27T06:00:00+01:00",
    );
    expect(decide(nights, "2026-12-26T03:00:00+01:00")).toBe(
      "hours: 2026-12-26T22:00:00+01:00 to 2026-12-27T06:00:00+01:00",
    );
  });

  test("in a row are skipped", () => {
    const dates = ["2026-12-24", "2026-12-25", "2026-12-26"].map(holiday);
    expect(decide(everyDay(workday, dates), "2026-12-24T10:00:00+01:00")).toBe(
      "holiday: 2026-12-27T09:00:00+01:00 to 2026-12-27T18:00:00+01:00",
    );
  });

  describe("with a date that may mean two days", () => {
    const ambiguous = everyDay(workday, [holiday("07/12/2026")]);

    test.each<[DateOrder, string, string]>([
      ["dayFirst", "2026-12-07T10:00:00+01:00", "holiday: 2026-12-08T09:00:00+01:00 to 2026-12-08T18:00:00+01:00"],
      ["monthFirst", "2026-12-07T10:00:00+01:00", "open until 2026-12-07T18:00:00+01:00"],
      ["monthFirst", "2026-07-12T10:00:00+02:00", "holiday: 2026-07-13T09:00:00+02:00 to 2026-07-13T18:00:00+02:00"],
    ])("%s at %s", (order, moment, expected) => {
      expect(decide(ambiguous, moment, order)).toBe(expected);
    });

    test("is ambiguous only where it matters", () => {
      expect(decide(ambiguous, "2026-12-07T10:00:00+01:00")).toBe("ambiguous");
      expect(decide(ambiguous, monday)).toBe(openOnMonday);
    });

    test("is read like the other dates of the list", () => {
      const others = everyDay(workday, [holiday("07/12/2026"), holiday("25/12/2026")]);
      expect(decide(others, "2026-12-07T10:00:00+01:00")).toMatch(/^holiday/);
      const american = everyDay(workday, [holiday("07/12/2026"), holiday("12/25/2026")]);
      expect(decide(american, "2026-12-07T10:00:00+01:00")).toMatch(/^open/);
    });

    test("stays ambiguous where the list contradicts itself", () => {
      const mixed = everyDay(workday, [holiday("07/12/2026"), holiday("25/12/2026"), holiday("12/26/2026")]);
      expect(decide(mixed, "2026-12-07T10:00:00+01:00")).toBe("ambiguous");
    });
  });
});

describe("Whatever the hours, zone and moment", () => {
  const second = fc.integer({ min: 0, max: 86_400 });
  const hours = fc.array(fc.tuple(second, second), { maxLength: 3 });
  const week = fc.array(hours, { minLength: 7, maxLength: 7 });
  const zones = fc.constantFrom(
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
  );
  const moments = fc.integer({ min: at("2025-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") });
  const sheetOf = (days: [number, number][][]) =>
    aSheet(
      Object.fromEntries(
        WEEKDAYS.map((weekday, index) => [weekday, (days[index] ?? []).map((pair) => pair.join("-")).join(",")]),
      ),
    );

  /** By the wall clock alone. */
  const isOpenByTheClock = (sheet: TimeSheet, local: number) =>
    [0, 1].some((back) => {
      const day = dayOf(local) - back;
      const weekday = WEEKDAYS[weekdayOf(day)] ?? "sunday";
      const ofDay = parseDayHours(sheet.hours[weekday] ?? "") ?? [];
      return ofDay.some(({ from, to }) => from <= local - day * 86_400 && local - day * 86_400 < to);
    });

  test("it is open when the wall clock says so, except in the hour that the clock shows twice", () => {
    fc.assert(
      fc.property(week, zones, moments, (days, name, now) => {
        const zone = zoneOf(name);
        const sheet = sheetOf(days);
        const local = toLocal(zone, now);
        const { earliest, latest } = toInstants(zone, local);
        fc.pre(earliest === latest);
        expect(decideHours(sheet, zone, now).state === "open").toBe(isOpenByTheClock(sheet, local));
      }),
      { numRuns: 500 },
    );
  });

  test("it is open at the time it opens, closed at the time it closes, and not otherwise in between", () => {
    fc.assert(
      fc.property(week, zones, moments, (days, name, now) => {
        const zone = zoneOf(name);
        const sheet = sheetOf(days);
        const decision = decideHours(sheet, zone, now);
        if (decision.state === "closed" && decision.opensAt !== undefined) {
          expect(decision.opensAt).toBeGreaterThan(now);
          expect(decideHours(sheet, zone, decision.opensAt)).toMatchObject({ state: "open" });
          expect(decideHours(sheet, zone, decision.opensAt - 1)).toMatchObject({ state: "closed" });
        }
        if ((decision.state === "closed" || decision.state === "open") && decision.closesAt !== undefined) {
          expect(decideHours(sheet, zone, decision.closesAt)).toMatchObject({ state: "closed" });
          expect(decideHours(sheet, zone, decision.closesAt - 1)).toMatchObject({ state: "open" });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("it never throws, whatever Engage shows", () => {
    const anything = fc.oneof(fc.string(), fc.constant(null));
    const sheets = fc.record({
      id: fc.string(),
      label: anything,
      active: fc.boolean(),
      sourceIds: fc.constant([]),
      timeZone: anything,
      hours: fc.record(
        Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, anything])) as Record<Weekday, typeof anything>,
      ),
      holidays: fc.array(fc.record({ name: anything, date: anything })),
    });
    fc.assert(
      fc.property(sheets, moments, (sheet, now) => {
        expect(decideHours(sheet, paris, now).state).toEqual(expect.any(String));
      }),
    );
  });
});

describe("The sheet of a source", () => {
  const sheet = (id: string, change: Partial<TimeSheet> = {}): TimeSheet => ({
    ...aSheet({}),
    id,
    label: id,
    ...change,
  });
  const forAll = sheet("all");
  const listing = sheet("listing", { sourceIds: ["other", "source-1"] });
  const own = sheet("own", { sourceIds: ["other"] });

  test.each<[string, TimeSheet[], string[], string]>([
    ["the source's own comes first", [forAll, listing, own], ["own"], "own"],
    ["then the one that lists it", [forAll, listing, own], [], "listing"],
    ["then the one for all", [forAll, own], [], "all"],
    ["an own one that is switched off does not count", [forAll, { ...own, active: false }], ["own"], "all"],
    ["one that is switched off does not count", [forAll, { ...listing, active: false }], [], "all"],
    ["an own one that is gone does not count", [forAll], ["gone"], "all"],
  ])("%s", (_, sheets, ownIds, expected) => {
    expect(findSourceSheet(sheets, "source-1", ownIds)).toMatchObject({ sheet: { id: expected } });
  });

  test.each<[string, TimeSheet[], RegExp]>([
    ["none is for it", [own], /No active time sheet/],
    ["there is none", [], /No active time sheet/],
    ["two list it", [listing, { ...listing, id: "second", label: null }, forAll], /Several .*: listing, second\./],
    ["two are for all", [forAll, sheet("all 2")], /Several .*: all, all 2\./],
  ])("is not known when %s", (_, sheets, problem) => {
    expect(findSourceSheet(sheets, "source-1", [])).toEqual({ problem: expect.stringMatching(problem) });
  });

  test("may be chosen instead, if it is there and switched on", () => {
    expect(findChosenSheet([forAll, own], "own")).toEqual({ sheet: own });
    expect(findChosenSheet([forAll], "own")).toEqual({ problem: "Engage has no time sheet own." });
    expect(findChosenSheet([{ ...own, active: false }], "own")).toEqual({
      problem: "The time sheet own is switched off in Engage.",
    });
  });
});
