/** engage-hub as it is pasted into an Endpoint. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AGENT, eventBody, messageBody } from "../../harness/events";
import { hmac } from "../../harness/hmac";
import { callSdk, deliver, type Lab, QUIET, SECRETS, send, startLab } from "../../harness/transformerLab";
import type { Endpoint, FlowNode } from "../../sandbox/cognigy/startCognigy";
import { paths } from "../../scripts/paths";
import { TRANSFORMERS } from "../../scripts/transformerConfig";
import { seal, verifySeal } from "../../src/core/seal";

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.close());

const runs = () => lab.cognigy.executions;
const dataOf = (index = 0) => Object(runs()[index]?.inputAtStart.data);
const workItems = (index = 0) => dataOf(index).engageWork.items;
const posted = () => lab.cognigy.calls.map(({ method, url, body }) => [method, new URL(url).pathname, body]);

describe("CONFIG", () => {
  const settings = TRANSFORMERS.filter(({ file }) => file === "engage-hub.js").flatMap(({ config }) =>
    config.filter(({ value }) => String(value).startsWith("<")).map(({ name }) => name),
  );
  const cases: [name: string, value: unknown, named: string][] = [
    ...settings.map((name): [string, unknown, string] => [name, `<${name}>`, name]),
    ...settings
      .filter((name) => name !== "ENGAGE_BASE_URI_KEY")
      .flatMap((name): [string, unknown, string][] => [
        [name, "", name],
        [name, "  ", name],
      ]),
    ["ENGAGE_WEBHOOK_SECRET", [], "ENGAGE_WEBHOOK_SECRET"],
    ["ENGAGE_WEBHOOK_SECRET", ["new", "<ENGAGE_WEBHOOK_SECRET>"], "ENGAGE_WEBHOOK_SECRET"],
    ["ENGAGE_REALTIME_ENDPOINT_URL", "https://x.test/elsewhere", "ENGAGE_REALTIME_ENDPOINT_URL"],
  ];
  test.each(cases)("%s %j: 500 names %s, once, and no Flow runs", async (name, value, named) => {
    const hub = lab.hub({ [name]: value });
    const answer = await deliver(hub, [messageBody()]);
    await lab.cognigy.idle();
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining(named)]);
    expect(lab.errors()).toEqual([expect.stringContaining(named)]);
    expect(runs()).toEqual([]);
  });

  test("A key is needed where it is all that is checked", async () => {
    const answer = await deliver(lab.hub({ signaturePolicy: "key", ENGAGE_BASE_URI_KEY: "" }), []);
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining("ENGAGE_BASE_URI_KEY")]);
  });

  test.each(["ENGAGE_API_URL", "ENGAGE_WEBHOOK_SECRET", "ENGAGE_VERIFICATION_TOKEN"])(
    "A deleted line %s is missing, too",
    async (name) => {
      const source = readFileSync(join(paths.transformers, "engage-hub.js"), "utf8");
      const filled = source.replace(/"<[A-Z_]+>"/g, '"x"').replace(new RegExp(`^  ${name}: .*$`, "m"), "");
      const hub = lab.hub({}, { transformer: filled.replace(/^ {2}ENGAGE_REALTIME.*$/gm, "") });
      expect((await deliver(hub, [messageBody()])).body).toContain(`${name} is not filled in`);
      expect(hub.transformerErrors).toEqual([]);
    },
  );

  test("The bridge is left out with two empty settings", async () => {
    const hub = lab.hub({ ENGAGE_REALTIME_ENDPOINT_URL: "", ENGAGE_REALTIME_ACCESS_TOKEN: "" });
    expect((await deliver(hub, [messageBody()])).status).toBe(200);
    expect((await callSdk(hub, "implementation.info")).status).toBe(422);
  });
});

describe("GET", () => {
  const good = { "hub.mode": "subscribe", "hub.challenge": "c-1", "hub.verify_token": SECRETS.verificationToken };
  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${lab.hub().url}?${new URLSearchParams(query)}`);
    return { status: response.status, body: await response.text(), type: response.headers.get("content-type") };
  };

  test("answers the bare challenge", async () => {
    expect(await ask(good)).toEqual({ status: 200, body: "c-1", type: "text/plain; charset=utf-8" });
  });

  test.each<[string, Record<string, string>]>([
    ["wrong token", { ...good, "hub.verify_token": "wrong" }],
    ["empty token", { ...good, "hub.verify_token": "" }],
    ["no token", { "hub.mode": "subscribe", "hub.challenge": "c-1" }],
    ["wrong mode", { ...good, "hub.mode": "unsubscribe" }],
    ["HTML challenge", { ...good, "hub.challenge": "<script>c-1</script>" }],
    ["no challenge", { "hub.mode": "subscribe", "hub.verify_token": SECRETS.verificationToken }],
    ["nothing", {}],
  ])("%s: 403, and nothing is echoed", async (_, query) => {
    const answer = await ask(query);
    expect([answer.status, answer.body]).toEqual([403, "Forbidden"]);
    expect(runs()).toEqual([]);
  });
});

describe("The webhook's secret", () => {
  test.each<[string, Record<string, string>]>([
    ["wrong", { "X-Dimelo-Secret": "wrong" }],
    ["empty", { "X-Dimelo-Secret": "" }],
    ["longer", { "X-Dimelo-Secret": `${SECRETS.webhookSecret}1` }],
    ["another of ours", { "X-Dimelo-Secret": SECRETS.accessToken }],
  ])("%s: 401", async (_, headers) => {
    expect((await deliver(lab.hub(), [messageBody()], headers)).status).toBe(401);
    expect(runs()).toEqual([]);
    expect(lab.errors()).toEqual([expect.stringContaining("webhook_secret_wrong")]);
  });

  test("missing: 401", async () => {
    expect((await send(lab.hub().url, { events: [messageBody()] })).status).toBe(401);
    expect(runs()).toEqual([]);
  });

  test("old and new while one replaces the other", async () => {
    const hub = lab.hub({ ENGAGE_WEBHOOK_SECRET: ["new", "old"] }, { flow: { nodes: QUIET } });
    for (const secret of ["new", "old"]) {
      expect((await deliver(hub, [messageBody()], { "X-Dimelo-Secret": secret })).status).toBe(200);
    }
    expect((await deliver(hub, [messageBody()])).status).toBe(401);
    await lab.cognigy.idle();
    expect(runs()).toHaveLength(2);
  });
});

describe("Events", () => {
  const given = async (events: readonly unknown[], config: Record<string, unknown> = {}, hub = lab.hub(config)) => {
    const answer = await deliver(hub, events);
    await lab.cognigy.idle();
    return { answer, hub };
  };

  test("A customer's message runs the Flow in its own session, under a seal", async () => {
    const { answer } = await given([messageBody({ body: "Hello" })]);
    expect([answer.status, answer.body]).toEqual([200, "ok"]);
    expect(runs()).toMatchObject([{ userId: "identity-1", sessionId: "thread-1", inputAtStart: { text: "Hello" } }]);
    const context = { purpose: "engage", secret: SECRETS.accessToken, sessionId: "thread-1" } as const;
    expect(verifySeal(hmac, context, dataOf().engage, Date.now())).toBeDefined();
    expect(dataOf().engage).toMatchObject({ route: "channel", threadId: "thread-1", identityId: "identity-1" });
  });

  test.each<[string, unknown]>([
    ["unknown", eventBody("something.new", { thread_id: "t" })],
    ["unreadable", { type: "content.imported" }],
    ["of the brand", messageBody({ status: "user_reply" })],
    ["with agents", messageBody({ category_ids: [AGENT] })],
    ["of the bridge's own source", messageBody({ source_id: "bridge-source" })],
    ["without a thread", eventBody("intervention.closed", {})],
    ["without a customer", eventBody("intervention.closed", { thread_id: "t", category_ids: [AGENT] })],
  ])("%s: 200, and no Flow runs", async (_, event) => {
    expect((await given([event])).answer.status).toBe(200);
    expect(runs()).toEqual([]);
  });

  test("Where the bot answers conversations without any category, those of another team's stay with it", async () => {
    await given([messageBody({ category_ids: [] })], { onlyBotCategory: false });
    expect(runs()).toHaveLength(1);
    await given([messageBody({ category_ids: ["sales"], thread_id: "t2" })], { onlyBotCategory: false });
    expect(runs()).toHaveLength(1);
  });

  test("An empty delivery", async () => expect((await given([])).answer.status).toBe(200));

  test.each<[string, unknown]>([
    ["null", { id: "d1", events: null }],
    ["no member", { id: "d1" }],
    ["of another type", { id: "d1", events: {} }],
  ])("A delivery whose events are %s is confirmed, with the right secret only", async (_, body) => {
    const post = async (secret: string) => (await send(lab.hub().url, body, { "X-Dimelo-Secret": secret })).status;
    expect([await post(SECRETS.webhookSecret), await post("wrong")]).toEqual([200, 401]);
    expect(runs()).toEqual([]);
  });

  test("Several in one delivery are one work item, in the order in which they happened", async () => {
    const late = messageBody({ body: "second", thread_id: "t2" }, { issued_at: "2026-01-01T11:00:00Z" });
    const early = messageBody({ body: "first" }, { issued_at: "2026-01-01T10:00:00Z" });
    await given([late, early]);
    expect(runs()).toHaveLength(1);
    expect(runs()[0]?.sessionId).toMatch(/^engage-work-/);
    expect(workItems().map(({ text }: { text: string }) => text)).toEqual(["first", "second"]);
    expect(lab.cognigy.calls).toEqual([]);
  });

  test("A work item that would be too large carries ids, and structured replies what cannot be read again", async () => {
    await given(
      Array.from({ length: 20 }, (_, n) =>
        messageBody({
          body: "x".repeat(9_000),
          thread_id: `t${n}`,
          ...(n % 2 === 0 && { structured_reply: { payload: "P".repeat(1_000) } }),
        }),
      ),
    );
    expect(JSON.stringify(dataOf().engageWork).length).toBeLessThan(48_000);
    expect(workItems()[1].text).toBeUndefined();
    expect(workItems()[0].text).toBe("P".repeat(1_000));
  });

  test("Redelivery of an event, or of its message under another event, is nothing", async () => {
    const event = messageBody({}, { resource: { id: "c1" } });
    const { hub } = await given([event]);
    await given([event], {}, hub);
    await given([messageBody({}, { resource: { id: "c1" } })], {}, hub);
    await given([event, event], {}, hub);
    expect(runs()).toHaveLength(1);
  });

  test("Nor is it something after an upgrade from a version that remembered a list", async () => {
    const event = messageBody({ thread_id: "t1" }, { id: "e1", resource: { id: "c1" } });
    const hub = lab.hub();
    hub.storage.writeKey("engage-thread", "t1", "seen", JSON.stringify(["e0", "e1"]));
    await given([event], {}, hub);
    expect(runs()).toEqual([]);
    await given([messageBody({ thread_id: "t1" }, { id: "e2" })], {}, hub);
    await given([event], {}, hub);
    expect(runs()).toHaveLength(1);
  });

  test.each([
    ["as Engage sends it", {}],
    ["with the conversation it is about", { thread_id: "t1", category_ids: [AGENT] }],
  ])("The answer to a survey, %s, is no business of the Flow", async (_, more) => {
    const metadata = { main_indicator: 5, intervention_id: "i1", survey_id: "s1", user_id: "ana", ...more };
    const { hub } = await given([eventBody("survey_response.imported", metadata)]);
    expect(runs()).toEqual([]);
    expect(lab.errors()).toEqual([]);
    expect((await deliver(hub, [eventBody("survey_response.imported", metadata)])).status).toBe(200);
  });

  test("Concurrent duplicates run the Flow as few times as storage without locks allows, and answer 200", async () => {
    const hub = lab.hub();
    const event = messageBody();
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(hub, [event])));
    await lab.cognigy.idle();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(runs().length).toBeGreaterThanOrEqual(1);
    expect(runs().length).toBeLessThanOrEqual(5);
  });

  describe("handovers", () => {
    const AGENTS = { thread_id: "thread-1", identity_id: "identity-1", category_ids: [AGENT] };
    const opened = (change: Record<string, unknown> = {}) =>
      eventBody("intervention.opened", { ...AGENTS, user_id: "ana", ...change });
    const closed = (change: Record<string, unknown> = {}) => eventBody("intervention.closed", { ...AGENTS, ...change });
    const told = { sendActiveEvent: true, sendQueueEvent: true };
    const statuses = () => runs().map((_, index) => dataOf(index).handover?.status);

    test("The end always runs the Flow; waiting and an agent where that is asked for", async () => {
      const events = () => [
        eventBody("task.recategorized", { thread_id: "thread-1" }),
        eventBody("task.created", { thread_id: "thread-1", identity_id: "identity-1" }),
        opened(),
        closed(),
      ];
      const quiet = lab.hub();
      for (const event of events()) {
        await given([event], {}, quiet);
      }
      expect(statuses()).toEqual(["completed"]);
      const telling = lab.hub(told);
      for (const event of events()) {
        await given([event], {}, telling);
      }
      // Events of tasks don't say who has the conversation: Receive Engage Events reads it before anybody hears of them.
      expect(statuses()).toEqual(["completed", undefined, "active", "completed"]);
      const [queued] = workItems(1);
      expect(queued).toMatchObject({ kind: "channelUpdate", isAssumed: true, update: { status: "queue" } });
      const context = { purpose: "handover", secret: SECRETS.accessToken, sessionId: "thread-1" } as const;
      expect(verifySeal(hmac, context, dataOf().handover, Date.now())).toBeDefined();
    });

    test("Closed before opened stays closed", async () => {
      const { hub } = await given([{ ...closed(), issued_at: "2026-01-01T10:00:01Z" }], told);
      await given([{ ...opened(), issued_at: "2026-01-01T10:00:00Z" }], {}, hub);
      expect(statuses()).toEqual(["completed"]);
    });

    test("Closed, opened again and closed again within seconds are two ends", async () => {
      const hub = lab.hub();
      const at = (second: number) => ({ issued_at: `2026-01-01T10:00:0${second}Z` });
      await given([{ ...closed(), ...at(0) }], {}, hub);
      await given([{ ...closed(), ...at(1) }], {}, hub);
      await given([{ ...eventBody("intervention.reopened", AGENTS), ...at(2) }], {}, hub);
      await given([{ ...closed(), ...at(8) }], {}, hub);
      expect(statuses()).toEqual(["completed", "completed"]);
    });

    test("Events of tasks alone claim nothing that the thread has not been asked for", async () => {
      const at = (second: number) => ({ issued_at: `2026-01-01T10:00:0${second}Z` });
      const hub = lab.hub(told);
      const thread = { thread_id: "thread-1", identity_id: "identity-1" };
      const events = [
        eventBody("task.recategorized", thread, at(1)),
        eventBody("task.assigned", thread, at(1)),
        { ...opened({ category_ids: ["bot-category"] }), ...at(0) },
        eventBody("task.taken", { ...thread, agent_ids: ["ana"] }, at(2)),
      ];
      for (const event of events) {
        await given([event], {}, hub);
      }
      const items = runs().map((_, index) => workItems(index)[0]);
      expect(items).toMatchObject([
        { isAssumed: true, update: { status: "queue" } },
        { isAssumed: true, update: { status: "active", agentId: "ana" } },
      ]);
    });

    const at = (minute: number) => ({ issued_at: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString() });
    const toAgents = (minute: number) => ({ ...messageBody({ category_ids: [AGENT] }), ...at(minute) });
    const handovers = () => runs().map((_, index) => dataOf(index).handover);

    test("That nobody could take it runs the Flow whatever the settings, also when it waits already", async () => {
      const task = { thread_id: "thread-1", identity_id: "identity-1" };
      const hub = lab.hub();
      await given([toAgents(0)], {}, hub);
      await given([{ ...eventBody("task.created", task), ...at(1) }], {}, hub);
      await given([{ ...eventBody("task.undelivered", task), ...at(2) }], {}, hub);
      await given([{ ...eventBody("task.undelivered", task), ...at(3) }], {}, hub);
      expect(handovers()).toEqual([{ status: "queue", event: "nobodyTookIt", seal: expect.any(String) }]);
    });

    test("That nobody could take it is news in the next handover, too, where the agents' category has stayed", async () => {
      const hub = lab.hub(told);
      const bridge = { thread_id: "thread-1", identity_id: "identity-1", source_id: "bridge-source" };
      const opening = (id: string, minute: number) => ({
        ...messageBody({ ...bridge, category_ids: [AGENT], foreign_id: id }),
        ...at(minute),
      });
      const by = { ...bridge, category_ids: [AGENT], user_id: "ana" };
      await given([opening("handover-1", 0)], {}, hub);
      await given([{ ...eventBody("intervention.opened", by), ...at(1) }], {}, hub);
      await given([{ ...eventBody("intervention.closed", by), ...at(2) }], {}, hub);
      await given([opening("handover-2", 5)], {}, hub);
      await given([{ ...eventBody("task.created", bridge), ...at(6) }], {}, hub);
      await given([{ ...eventBody("task.undelivered", bridge), ...at(7) }], {}, hub);
      const updates = runs().flatMap((_, index) => workItems(index)[0].update);
      expect(updates).toMatchObject([
        { status: "active", agentId: "ana" },
        { status: "completed" },
        { status: "queue" },
        { status: "queue", event: "nobodyTookIt" },
      ]);
    });

    test("A transfer names both agents, and the end says how it came and how long it took", async () => {
      const hub = lab.hub(told);
      await given([toAgents(0)], {}, hub);
      await given([{ ...opened(), ...at(4) }], {}, hub);
      await given([{ ...eventBody("intervention.assigned", { ...AGENTS, user_id: "ben" }), ...at(6) }], {}, hub);
      await given([{ ...closed(), ...at(13) }], {}, hub);
      expect(handovers()).toMatchObject([
        { status: "active", agentId: "ana", waitedMs: 4 * 60_000 },
        { status: "active", agentId: "ben", previousAgentId: "ana" },
        {
          status: "completed",
          ended: "closedByAgent",
          agentId: "ben",
          waitedMs: 4 * 60_000,
          handledMs: 9 * 60_000,
        },
      ]);
    });

    describe("A customer who waits too long", () => {
      const patient = { longestWaitMinutes: 5 };
      const longWait = { status: "queue", event: "longWait", waitedMs: 5 * 60_000, seal: expect.any(String) };

      test("is reported once with the customer's message, whose text is the agents'", async () => {
        const hub = lab.hub(patient);
        await given([toAgents(0)], {}, hub);
        await given([toAgents(4)], {}, hub);
        await given([toAgents(5)], {}, hub);
        await given([toAgents(9)], {}, hub);
        expect(handovers()).toEqual([longWait]);
        expect(runs()[0]?.inputAtStart.text).not.toContain("parcel");
      });

      test("is reported with an event of the task", async () => {
        const hub = lab.hub(patient);
        await given([toAgents(0)], {}, hub);
        await given(
          [{ ...eventBody("task.assigned", { thread_id: "thread-1", identity_id: "identity-1" }), ...at(5) }],
          {},
          hub,
        );
        expect(handovers()).toEqual([longWait]);
      });

      test("isn't one who has an agent, or whom the bot has again", async () => {
        const hub = lab.hub(patient);
        await given([toAgents(0)], {}, hub);
        await given([{ ...opened(), ...at(1) }], {}, hub);
        await given([toAgents(9)], {}, hub);
        await given([{ ...closed(), ...at(10) }], {}, hub);
        await given([toAgents(19)], {}, hub);
        expect(handovers()).toMatchObject([{ status: "completed" }]);
      });

      test("is never reported by an agent's own message", async () => {
        const hub = lab.hub(patient);
        await given([toAgents(0)], {}, hub);
        const reply = eventBody("content.imported", {
          ...AGENTS,
          status: "user_reply",
          author_id: "ana",
          creator_id: "a",
        });
        await given([{ ...reply, ...at(9) }], {}, hub);
        expect(runs()).toEqual([]);
      });
    });

    test("A message to the bot that is delivered late doesn't run the Flow while agents have the conversation", async () => {
      const hub = lab.hub();
      await given([{ ...opened(), issued_at: "2026-01-01T10:00:05Z" }], {}, hub);
      await given([{ ...messageBody(), issued_at: "2026-01-01T10:00:04Z" }], {}, hub);
      expect(runs()).toEqual([]);
    });

    test("An announcement of the opening message that is sent again after the end is nothing any more", async () => {
      const bridge = { ...AGENTS, source_id: "bridge-source" };
      const opening = {
        ...messageBody({ source_id: "bridge-source", foreign_id: "handover-1" }, { id: "opening" }),
        issued_at: "2026-01-01T10:00:00Z",
      };
      const hub = lab.hub();
      await given([{ ...closed(bridge), issued_at: "2026-01-01T10:05:00Z" }], {}, hub);
      await given([opening], {}, hub);
      expect(runs().map((_, index) => workItems(index)[0].kind)).toEqual(["bridgeUpdate"]);
    });

    test("An end names its handover and intervention, and one that the bot caused is nobody's news", async () => {
      const bridge = { ...AGENTS, source_id: "bridge-source" };
      const opening = messageBody({ source_id: "bridge-source", foreign_id: "handover-1" }, { id: "opening" });
      const hub = lab.hub();
      await given([{ ...opening, issued_at: "2026-01-01T10:00:00Z" }], {}, hub);
      await given([{ ...closed(bridge), issued_at: "2026-01-01T10:05:00Z" }], {}, hub);
      await given([{ ...closed(bridge), id: "again", issued_at: "2026-01-01T10:09:00Z" }], {}, hub);
      const items = runs().map((_, index) => workItems(index)[0]);
      expect(items).toMatchObject([
        { kind: "imported", handoverId: "handover-1" },
        { kind: "bridgeUpdate", handoverId: "handover-1", interventionId: expect.any(String) },
        // What ends after an end is of a handover that has not been announced.
        { kind: "bridgeUpdate", interventionId: expect.any(String) },
      ]);
      expect(items[2]).not.toHaveProperty("handoverId");
    });

    describe("An intervention that the bot opens for a note", () => {
      const { category_ids: _, ...noCategories } = AGENTS;
      const intervention = { resource: { id: "own-1" } };
      const note = says({ action: "opened", interventionId: "own-1", userId: "ana" }, "s1");
      const openedBy = (user_id: string) =>
        eventBody("intervention.opened", { ...noCategories, user_id }, intervention);
      const taken = () => eventBody("task.taken", { ...noCategories, agent_ids: ["ana"], intervention_id: "own-1" });

      test("is no agent who joins, also when the token is that of a person who serves chats", async () => {
        const hub = lab.hub(told, { flow: { nodes: [note] } });
        await given([messageBody()], {}, hub);
        await given([messageBody({ category_ids: [AGENT] })], {}, hub);
        await given([openedBy("ana")], {}, hub);
        expect(statuses()).toEqual([undefined]);
        await given([taken()], {}, hub);
        expect(dataOf(1).handover).toMatchObject({ status: "active", agentId: "ana" });
        expect(posted()).toEqual([]);
      });

      test("doesn't hide that another agent gets it", async () => {
        const hub = lab.hub(told, { flow: { nodes: [note] } });
        await given([messageBody()], {}, hub);
        await given([messageBody({ category_ids: [AGENT] })], {}, hub);
        await given([openedBy("ben")], {}, hub);
        expect(dataOf(1).handover).toMatchObject({ status: "active", agentId: "ben" });
      });
    });

    test("What Close Engage Conversation closes itself ends no handover", async () => {
      const end = closed();
      const say = (action: string, id: string) => says({ action, interventionId: Object(end).resource.id }, id);
      const hub = lab.hub({}, { flow: { nodes: [say("closing", "s1")] } });
      await given([messageBody()], {}, hub);
      await given([end], {}, hub);
      expect(statuses()).toEqual([undefined]);
      expect(posted()).toEqual([]);
      const failing = lab.hub({}, { flow: { nodes: [say("closing", "s1"), say("notClosed", "s2")] } });
      await given([messageBody()], {}, failing);
      await given([end], {}, failing);
      expect(statuses()).toEqual([undefined, undefined, "completed"]);
    });

    test("An agent's end counts, although the bot's word about its own comes after that one", async () => {
      const end = { ...closed(), issued_at: "2026-01-01T10:00:00Z" };
      const { resource } = Object(end);
      const hub = lab.hub({}, { flow: { nodes: [says({ action: "closing", interventionId: resource.id }, "s1")] } });
      await given([end], {}, hub);
      await given([messageBody({}, { issued_at: "2026-01-01T10:00:01Z" })], {}, hub);
      await given([{ ...closed(), resource, issued_at: "2026-01-01T10:00:20Z" }], {}, hub);
      expect(statuses()).toEqual(["completed", undefined, "completed"]);
    });

    test("A delivery that is too large for one run of the Flow is asked for again, and nothing of it is lost", async () => {
      const hub = lab.hub();
      const events = Array.from({ length: 130 }, (_, index) =>
        messageBody(
          { thread_id: `thread-${index}`, body: "x".repeat(2_000) },
          { id: `e${index}`, resource: { id: `c${index}` } },
        ),
      );
      const answers: number[] = [];
      for (let times = 0; times < 4; times++) {
        answers.push((await deliver(hub, events)).status);
        await lab.cognigy.idle();
      }
      expect(answers).toEqual([503, 503, 200, 200]);
      const batches = runs().map((_, index) => workItems(index));
      expect(
        batches
          .flat()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(events.map(({ id }) => id).sort());
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(60);
        expect(JSON.stringify(batch).length).toBeLessThanOrEqual(45_000);
      }
      expect(lab.errors()).toEqual(Array(2).fill(expect.stringContaining("delivery_too_large")));
    });

    test("On the bridge's source, a supervisor who gives the conversation back to the bot ends the handover", async () => {
      const bridge = { ...AGENTS, source_id: "bridge-source" };
      const recategorized = () =>
        eventBody("intervention.recategorized", { ...bridge, category_ids: ["bot-category"] });
      await given([opened(bridge), recategorized(), recategorized()], told);
      expect(workItems()).toMatchObject([{ update: { status: "active" } }, { update: { status: "completed" } }]);
    });

    test("The bot's own closing is no end of a handover", async () => {
      await given([closed({ category_ids: ["bot-category"] })]);
      expect(runs()).toEqual([]);
    });

    test("With storage wiped between any two events the end is still told", async () => {
      const hub = lab.hub(told);
      for (const event of [messageBody(), opened(), closed()]) {
        hub.storage.wipe();
        await given([event], {}, hub);
      }
      expect(statuses()).toEqual([undefined, "active", "completed"]);
      expect(hub.transformerErrors).toEqual([]);
    });

    test("On the bridge's source each is work for Receive Engage Events", async () => {
      await given([closed({ source_id: "bridge-source" })]);
      expect(workItems()).toMatchObject([
        { kind: "bridgeUpdate", threadId: "thread-1", update: { status: "completed" } },
      ]);
    });

    test("What the customer forwards to agents who have given the conversation back ends the handover", async () => {
      const bridge = { source_id: "bridge-source" };
      const hub = lab.hub(told);
      const forwarded = { ...bridge, foreign_id: "relay-1", category_ids: ["bot-category"] };
      await given([opened(bridge), messageBody(forwarded), messageBody(forwarded)], {}, hub);
      expect(workItems()).toMatchObject([{ update: { status: "active" } }, { update: { status: "completed" } }]);
    });

    test("An opening message under the Bot category ends nothing", async () => {
      const bridge = { source_id: "bridge-source" };
      const opening = { ...bridge, foreign_id: "handover-2", category_ids: ["bot-category"] };
      await given([opened(bridge), messageBody(opening)], {}, lab.hub(told));
      expect(workItems()).toMatchObject([{ kind: "bridgeUpdate", update: { status: "active" } }, { kind: "imported" }]);
    });

    test("An opening message that waits for its category is work, too", async () => {
      const opening = { source_id: "bridge-source", foreign_id: "handover-1", category_ids: [] };
      const { hub } = await given([messageBody(opening)]);
      await given([messageBody({ ...opening, category_ids: [AGENT] })], {}, hub);
      expect(runs()).toHaveLength(1);
      expect(workItems()).toMatchObject([{ kind: "imported", threadId: "thread-1" }]);
    });
  });

  describe("attachments", () => {
    const file = {
      id: "a1",
      url: `https://x.test/f.pdf?access_token=t`,
      filename: "f.pdf",
      content_type: "application/pdf",
    };
    const infected = { ...file, id: "a2", virus_signature: "Eicar-Test-Signature" };

    test("are read with the one request, and their addresses carry no token", async () => {
      lab.engageAnswers(() => ({
        status: 200,
        body: { id: "c1", attachments: [{ ...file, size: 5 }, null, infected] },
      }));
      await given([messageBody({ body: null, has_attachment: true }, { resource: { id: "c1" } })]);
      expect(lab.cognigy.calls.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
        ["GET", `${lab.engageUrl}/1.0/contents/c1`, `Bearer ${SECRETS.accessToken}`],
        ["POST", `${lab.engageUrl}/1.0/contents`, `Bearer ${SECRETS.accessToken}`],
      ]);
      expect(dataOf().attachments).toEqual([
        { id: "a1", url: "https://x.test/f.pdf", fileName: "f.pdf", mimeType: "application/pdf", size: 5 },
      ]);
    });

    test.each<[string, Parameters<Lab["engageAnswers"]>[0], string]>([
      ["refused", () => ({ status: 403, body: { error: "forbidden" } }), "Engage answered 403 forbidden"],
      ["not reached", () => undefined, "Engage could not be reached"],
    ])("%s: the message comes without them, and that is logged", async (_, answer, logged) => {
      lab.engageAnswers(answer);
      const hub = lab.hub({}, { flow: { nodes: QUIET } });
      await given([messageBody({ has_attachment: true })], {}, hub);
      expect(dataOf().attachments).toEqual([]);
      expect(lab.errors()).toEqual([expect.stringMatching(`attachments_unreadable.*${logged}`)]);
    });
  });

  describe("outputs", () => {
    const data = {
      _cognigy: { _default: { _quickReplies: { text: "Choose", quickReplies: [{ title: "A", payload: "a" }] } } },
    };
    const saying = (text: string | null, value?: Record<string, unknown>) =>
      lab.hub({}, { flow: { nodes: [{ type: "say", text, ...(value && { data: value }) }] } });
    const message = (metadata: Record<string, unknown> = {}) => messageBody(metadata, { resource: { id: "c1" } });

    test("reply to the customer's message", async () => {
      await given([message()], {}, saying("Hi"));
      expect(posted()).toEqual([["POST", "/1.0/contents", { in_reply_to_id: "c1", body: "Hi" }]]);
      expect(lab.cognigy.calls[0]?.headers["content-type"]).toBe("application/json");
    });

    test("are private where the message was", async () => {
      await given([message({ private: true })], {}, saying("Hi"));
      expect(posted()[0]?.[2]).toEqual({ in_reply_to_id: "c1", body: "Hi", private: true });
    });

    test("are structured where the channel shows it, else numbered", async () => {
      const hub = saying("", data);
      await given([message({ capabilities_supported: ["select"] })], {}, hub);
      await given([messageBody({}, { resource: { id: "c2" } })], {}, hub);
      expect(posted().map(([, , body]) => body)).toEqual([
        {
          in_reply_to_id: "c1",
          body: "Choose",
          structured_content: { type: "select", items: [{ title: "A", payload: "a" }] },
        },
        { in_reply_to_id: "c2", body: "Choose\n1. A" },
      ]);
    });

    test("keep to the limits of the customer's channel, and say in the body what has no room", async () => {
      const title = "A title of more than twenty characters";
      const quickReplies = { text: "Choose", quickReplies: [{ title, payload: "a" }] };
      const hub = saying("", { _cognigy: { _default: { _quickReplies: quickReplies } } });
      const messenger = { capabilities_supported: ["select"], source_type: "facebook_messenger" };
      await given([message(messenger)], {}, hub);
      expect(posted()[0]?.[2]).toMatchObject({
        body: `Choose\n1. ${title}`,
        structured_content: { items: [{ title: "A title of more tha…", payload: "a" }] },
      });
      expect(dataOf().engage).toMatchObject({ sourceType: "facebook_messenger", structuredContent: ["select"] });
    });

    test("use what is known of the channel where the message names no types", async () => {
      await given([message({ source_type: "whats_app" })], {}, saying("", data));
      expect(posted()[0]?.[2]).toMatchObject({ structured_content: { type: "template", items: [{ payload: "a" }] } });
    });

    test("know the channel by the message's own type where nothing else names it", async () => {
      const fromWhatsApp = messageBody(
        { structured_content_supported: true },
        { resource: { id: "c1", type: "whats_app/message" } },
      );
      await given([fromWhatsApp], {}, saying("", data));
      expect(posted()[0]?.[2]).toMatchObject({ structured_content: { type: "template", items: [{ payload: "a" }] } });
      expect(dataOf().engage).toMatchObject({ sourceType: "whats_app" });
    });

    describe("that offer choices", () => {
      const quickReplies = [
        { title: "Yes", payload: "YES_1" },
        { title: "Größe", payload: "größe wählen" },
      ];
      const offering = () =>
        saying("", { _cognigy: { _default: { _quickReplies: { text: "Choose", quickReplies } } } });
      const answered = async (answer: Record<string, unknown>, hub = offering()) => {
        await given([message({ capabilities_supported: ["select"] })], {}, hub);
        await given([messageBody(answer, { resource: { id: "c2" } })], {}, hub);
        return { hub, input: runs()[1]?.inputAtStart };
      };

      test.each<[string, Record<string, unknown>, string, object | undefined]>([
        ["with its payload", { body: "Yes", structured_reply: { payload: "YES_1" } }, "YES_1", { title: "Yes" }],
        ["by its title", { body: "yes" }, "YES_1", { title: "yes", payload: "YES_1" }],
        [
          "with a payload that the channel made up",
          { body: "Größe", structured_reply: { payload: "8f1c2b3a" } },
          "größe wählen",
          { title: "Größe", payload: "größe wählen" },
        ],
        ["in other words", { body: "Perhaps" }, "Perhaps", undefined],
      ])("get an answer %s", async (_, answer, text, reply) => {
        const { input } = await answered(answer);
        expect(input?.text).toBe(text);
        if (reply === undefined) {
          expect(input?.data).not.toHaveProperty("structuredReply");
        } else {
          expect(input?.data).toMatchObject({ structuredReply: reply });
        }
      });

      test("offer them once: later words are the customer's own", async () => {
        const { hub } = await answered({ body: "Perhaps" }, saying("Hi"));
        await given([messageBody({ body: "Yes" }, { resource: { id: "c3" } })], {}, hub);
        expect(runs()[2]?.inputAtStart.text).toBe("Yes");
      });

      test("bring no token into the Flow or the log", async () => {
        const secret = { code: "TOKEN-1", access_token: "TOKEN-2", status: "authenticated", version: 2 };
        const { input } = await answered({
          body: "In",
          structured_reply: secret,
          authenticate: secret,
          status: "ignored",
        });
        expect(input?.data).toMatchObject({ structuredReply: { original: { status: "authenticated", version: 2 } } });
        expect(JSON.stringify([runs(), lab.cognigy.logs])).not.toContain("TOKEN-");
      });
    });

    test.each<[string, string | null, Record<string, unknown> | undefined]>([
      ["empty", "", undefined],
      ["null", null, {}],
      ["control", "", { _engage: { action: "start" } }],
      ["foreign", "", { type: "something" }],
    ])("%s ones send nothing", async (_, text, value) => {
      const hub = saying(text, value);
      await given([message()], {}, hub);
      expect(posted()).toEqual([]);
      expect(hub.sent).toEqual([]);
    });

    test("without a known message are logged, not sent", async () => {
      const hub = saying("Hi");
      await send(hub.injectUrl, { userId: "identity-1", sessionId: "thread-9", text: "x", data: {} });
      await lab.cognigy.idle();
      expect(posted()).toEqual([]);
      expect(lab.errors()).toEqual([expect.stringMatching("reply_target_unknown.*thread-9")]);
    });

    test("of work sessions go nowhere", async () => {
      await given([message(), messageBody({ thread_id: "t2" })], {}, saying("Hi"));
      expect(posted()).toEqual([]);
      expect(lab.errors()).toEqual([]);
    });

    test.each<[number, string]>([
      [403, "cant_reply_to_closed_thread"],
      [403, "forbidden"],
      [422, "compose_disabled_on_source"],
      [429, "rate_limit_exceeded"],
      [500, "internal"],
      [503, "unavailable"],
    ])("refused with %d %s are logged with code and thread, once", async (status, error) => {
      lab.engageAnswers(() => ({ status, body: { error, message: "Secret text", status } }));
      await given([message()], {}, saying("Hi"));
      expect(posted()).toHaveLength(1);
      expect(lab.errors()).toEqual([
        `engage-hub: reply_failed: an output of thread thread-1 was not taken: Engage answered ${status} ${error}`,
      ]);
    });

    test("that get no answer are logged, not repeated", async () => {
      lab.engageAnswers(() => undefined);
      await given([message()], {}, saying("Hi"));
      expect(posted()).toHaveLength(1);
      expect(lab.errors()).toEqual([expect.stringMatching("reply_failed.*thread-1.*could not be reached")]);
    });
  });
});

/** A node of the bot's Flow says what it does with an intervention. */
function says(control: Record<string, string>, id: string): FlowNode {
  const context = { purpose: "control", secret: SECRETS.accessToken, sessionId: "thread-1" } as const;
  return {
    type: "say",
    text: "",
    data: { _engage: seal(hmac, context, { version: 1, ...control }, Date.now(), id) },
  };
}

describe("What a batch brought back", () => {
  const context = { purpose: "delivery", secret: SECRETS.accessToken, sessionId: "thread-1" } as const;
  const body = (id = "i1") =>
    seal(
      hmac,
      context,
      {
        userId: "identity-1",
        sessionId: "thread-1",
        text: "Hello",
        data: {
          engage: { threadId: "thread-1" },
          replyTarget: { contentId: "c7", isPrivate: false, capabilities: [] },
        },
      },
      Date.now(),
      id,
    );
  const inject = async (hub: Endpoint, value: unknown) => {
    await send(hub.injectUrl, value);
    await lab.cognigy.idle();
  };

  test("runs as if it had come alone, and is answered", async () => {
    await inject(lab.hub(), body());
    expect(dataOf()).toMatchObject({ engage: { threadId: "thread-1", seal: expect.any(String) } });
    expect(dataOf()).not.toHaveProperty("replyTarget");
    expect(posted()).toMatchObject([["POST", "/1.0/contents", { in_reply_to_id: "c7", body: "Bot: Hello" }]]);
  });

  test("runs once, however often it is sent", async () => {
    const hub = lab.hub();
    for (let times = 0; times < 3; times++) {
      await inject(hub, body());
    }
    expect(runs()).toHaveLength(1);
    await inject(hub, body("i2"));
    expect(runs()).toHaveLength(2);
  });

  describe("when it is an update that had to be looked into,", () => {
    const joined = (second: number, claim: Record<string, string> = {}) =>
      seal(
        hmac,
        context,
        {
          userId: "identity-1",
          sessionId: "thread-1",
          text: "",
          data: {
            engage: {
              threadId: "thread-1",
              resourceType: "intervention",
              event: { issuedAt: Date.parse(`2026-01-01T10:00:0${second}Z`) },
              ...claim,
            },
            handover: { status: "active", agentId: "ana", isAssumed: true },
          },
        },
        Date.now(),
        `joined-${second}`,
      );
    const event = (type: string, second: number) => ({
      ...eventBody(type, { thread_id: "thread-1", identity_id: "identity-1", category_ids: [AGENT], user_id: "ana" }),
      issued_at: `2026-01-01T10:00:0${second}Z`,
    });
    const given = async (value: unknown, hub: Endpoint) => {
      await deliver(hub, [value]);
      await lab.cognigy.idle();
    };

    test("the event that says the same for certain is no news", async () => {
      const hub = lab.hub({ sendActiveEvent: true });
      await inject(hub, joined(1));
      await given(event("intervention.opened", 2), hub);
      expect(runs()).toHaveLength(1);
      expect(dataOf().handover).toEqual({ status: "active", agentId: "ana", seal: expect.any(String) });
    });

    test("it is no news after the event that says the same for certain", async () => {
      const hub = lab.hub({ sendActiveEvent: true });
      await given(event("intervention.opened", 2), hub);
      await inject(hub, joined(1));
      await inject(hub, joined(3));
      expect(runs()).toHaveLength(1);
    });

    test("it is no news of an intervention that the bot has opened itself", async () => {
      const opened = says({ action: "opened", interventionId: "own-1", userId: "ana" }, "s1");
      const hub = lab.hub({ sendActiveEvent: true }, { flow: { nodes: [opened] } });
      await given(messageBody(), hub);
      await inject(hub, joined(1, { interventionId: "own-1" }));
      expect(runs()).toHaveLength(1);
      await inject(hub, joined(2, { interventionId: "another" }));
      expect(runs()).toHaveLength(2);
    });

    test("it is no news after the end", async () => {
      const hub = lab.hub({ sendActiveEvent: true });
      await given(event("intervention.closed", 5), hub);
      await inject(hub, joined(1));
      expect(runs()).toHaveLength(1);
      expect(dataOf().handover).toMatchObject({ status: "completed" });
    });
  });
});

describe("Attacks", () => {
  const beginMs = Date.now();
  const at = (second: number) => new Date(beginMs + second * 1_000).toISOString();
  const bridge = (foreign_id: string, second: number, category = "bot-category") => ({
    ...messageBody(
      { source_id: "bridge-source", foreign_id, category_ids: [category] },
      { id: `${foreign_id}-${second}`, resource: { id: `content-${second}` } },
    ),
    issued_at: at(second),
  });

  test("A look that found agents there doesn't hide that they give the conversation back later", async () => {
    const hub = lab.hub();
    const given = async (event: unknown) => {
      await deliver(hub, [event]);
      await lab.cognigy.idle();
    };
    // No events of tasks: the account works with the inbox.
    await given(bridge("handover-1", 0));
    // Receive Engage Events finds that the agents have it by now.
    await given(bridge("relay-1.a", 90));
    await given(bridge("relay-1.b", 600));
    expect(runs().map((_, index) => workItems(index)[0])).toMatchObject([
      { kind: "imported" },
      { kind: "bridgeUpdate", isAssumed: true, update: { ended: "returnedByCategory" } },
      { kind: "bridgeUpdate", isAssumed: true, update: { ended: "returnedByCategory" } },
    ]);
  });
});
