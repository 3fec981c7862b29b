import { AGENT, BOT, eventBody, PAIR, parsed } from "../../../harness/events";
import { decideLongWait, decideUpdate, holderOf, type KnownHandover } from "../../../src/core/inbound/decideUpdate";

const ASSUMED = { isAssumed: true };

const decide = (
  type: string,
  {
    metadata = {},
    known = {},
    event = {},
    isBridge = false,
  }: { metadata?: object; known?: KnownHandover; event?: object; isBridge?: boolean } = {},
) => {
  const decision = decideUpdate(
    parsed(eventBody(type, { thread_id: "t", ...metadata }, { ...event })),
    known,
    PAIR,
    isBridge,
  );
  return decision.update ? { ...decision.update, ...(decision.isAssumed && ASSUMED) } : decision.reason;
};
const AGENTS = { category_ids: [AGENT] };

describe("By its categories", () => {
  test.each<[string, object, unknown]>([
    ["intervention.opened", { ...AGENTS, user_id: "ana" }, { status: "active", agentId: "ana" }],
    ["intervention.assigned", { ...AGENTS, user_id: "ana" }, { status: "active", agentId: "ana" }],
    ["intervention.user_updated", { ...AGENTS, user_id: "ben" }, { status: "active", agentId: "ben" }],
    ["intervention.opened", { category_ids: [BOT], user_id: "bot" }, "not_with_agents"],
    ["intervention.opened", { category_ids: [] }, { status: "active", ...ASSUMED }],
    ["intervention.opened", { category_ids: ["topic"] }, { status: "active" }],
    ["intervention.closed", AGENTS, { status: "completed", ended: "closedByAgent" }],
    ["intervention.closed", { category_ids: [BOT, AGENT] }, { status: "completed", ended: "closedByAgent" }],
    ["intervention.closed", { category_ids: null }, { status: "completed", ended: "closedByAgent", ...ASSUMED }],
    ["intervention.closed", { category_ids: [BOT] }, "not_with_agents"],
    ["intervention.canceled", AGENTS, { status: "cancelled", ended: "cancelledInEngage" }],
    ["intervention.canceled", { category_ids: [BOT] }, "not_with_agents"],
    ["intervention.reactivated", AGENTS, { status: "queue" }],
    ["intervention.reopened", AGENTS, "no_update"],
    ["intervention.deferred", AGENTS, "no_update"],
    ["intervention.recategorized", AGENTS, "no_update"],
    ["content.thread_closed", AGENTS, { status: "completed", ended: "threadClosed" }],
    ["content.thread_closed", { category_ids: [BOT] }, "not_with_agents"],
    ["content.thread_closed", { category_ids: [] }, { status: "completed", ended: "threadClosed", ...ASSUMED }],
    ["content.replied", AGENTS, "no_update"],
    ["something.new", AGENTS, "no_update"],
    // What a customer thinks of a handover changes nothing about it.
    ["survey_response.imported", { intervention_id: "i", main_indicator: 5, category_ids: [AGENT] }, "no_update"],
    ["__proto__", AGENTS, "no_update"],
    ["constructor", AGENTS, "no_update"],
  ])("%s with %p", (type, metadata, expected) => expect(decide(type, { metadata })).toEqual(expected));
});

describe("Events of tasks name no categories: what is remembered counts, or is only assumed", () => {
  const known: KnownHandover = { holder: "agents" };
  test.each<[string, unknown]>([
    ["task.created", { status: "queue" }],
    ["task.assigned", { status: "queue" }],
    ["task.undelivered", { status: "queue", event: "nobodyTookIt" }],
    ["task.taken", { status: "active", agentId: "ana" }],
    ["task.supervisor_assigned", { status: "active", agentId: "ana" }],
    ["task.completed", "no_update"],
    ["task.transferred", "no_update"],
    ["task.recategorized", "no_update"],
  ])("%s", (type, expected) => {
    expect(decide(type, { known, metadata: { agent_ids: ["ana"] } })).toEqual(expected);
    const assumed = typeof expected === "object" ? { ...expected, ...ASSUMED } : expected;
    for (const unsure of type === "task.undelivered" ? [] : ([{}, { holder: "bot" }] as const)) {
      expect(decide(type, { known: unsure, metadata: { agent_ids: ["ana"] } })).toEqual(assumed);
    }
  });

  test("The agent is who acted, where the event says it", () => {
    expect(decide("task.taken", { known, event: { user_id: "ana" } })).toEqual({ status: "active", agentId: "ana" });
    expect(decide("task.taken", { known })).toStrictEqual({ status: "active" });
  });
});

describe("On the bridge, given back to the bot by categories, without being closed", () => {
  test.each<[string, KnownHandover["status"], unknown]>([
    ["intervention.recategorized", "queue", { status: "completed", ended: "returnedByCategory" }],
    ["intervention.recategorized", "active", { status: "completed", ended: "returnedByCategory" }],
    ["intervention.recategorized", "completed", "not_with_agents"],
    ["intervention.closed", "active", { status: "completed", ended: "returnedByCategory" }],
    ["intervention.canceled", "active", { status: "completed", ended: "returnedByCategory" }],
    // Forwarded on the bridge's source.
    ["content.imported", "active", { status: "completed", ended: "returnedByCategory" }],
    ["content.imported", "cancelled", "not_with_agents"],
    // Batches do not always tell that it waits.
    ["content.imported", undefined, { status: "completed", ended: "returnedByCategory" }],
  ])("%s while %s", (type, status, expected) => {
    const known: KnownHandover = { holder: "agents", ...(status && { status }) };
    expect(decide(type, { known, metadata: { category_ids: [BOT] }, isBridge: true })).toEqual(expected);
  });

  test.each<[string, number, unknown]>([
    ["at the same moment", 0, { status: "completed", ended: "returnedByCategory" }],
    ["not by what was so before agents got it again", 1, "not_with_agents"],
  ])("%s", (_, laterMs, expected) => {
    const holderAtMs = Date.UTC(2026, 0, 1, 10) + laterMs;
    const known: KnownHandover = { holder: "agents", status: "active", holderAtMs };
    const metadata = { category_ids: [BOT] };
    expect(decide("intervention.recategorized", { known, metadata, isBridge: true })).toEqual(expected);
  });

  // No event has shown that agents had it: those of tasks name no categories.
  describe("before anybody opened it, the customer's next message shows it", () => {
    const atMs = Date.UTC(2026, 0, 1, 10);
    const returned = { status: "completed", ended: "returnedByCategory", ...ASSUMED };
    test.each<[string, KnownHandover, unknown]>([
      ["once the handover has its categories for certain", { sinceMs: atMs - 30_000 }, returned],
      ["not at once: the node may still be at work on them", { sinceMs: atMs - 29_000 }, "not_with_agents"],
      ["nor just after a late announcement", { sinceMs: atMs - 60_000, announcedMs: atMs - 29_000 }, "not_with_agents"],
      ["nor without a handover", { recategorizedAtMs: atMs - 60_000 }, "not_with_agents"],
    ])("%s", (_, known, expected) => {
      expect(decide("content.imported", { known, metadata: { category_ids: [BOT] }, isBridge: true })).toEqual(
        expected,
      );
    });
  });

  test("Not what the bot has all along", () => {
    const known: KnownHandover = { holder: "bot" };
    expect(decide("content.imported", { known, metadata: { category_ids: [BOT] }, isBridge: true })).toBe(
      "not_with_agents",
    );
  });

  test("An agent among those who have it ends nothing", () => {
    const known: KnownHandover = { holder: "agents", status: "queue" };
    const about = { known, metadata: { ...AGENTS, user_id: "ana" }, isBridge: true };
    expect(decide("intervention.opened", about)).toEqual({ status: "active", agentId: "ana" });
  });

  test("On a channel of Engage the customer's next message goes to the bot without being told", () => {
    const known: KnownHandover = { holder: "agents", status: "active" };
    const metadata = { category_ids: [BOT] };
    expect(decide("intervention.recategorized", { known, metadata })).toBe("not_with_agents");
  });
});

describe("Order and repetition", () => {
  const AT = Date.UTC(2026, 0, 1, 10);
  test.each<[string, string, KnownHandover, unknown]>([
    ["opened after the later closed", "intervention.opened", { status: "completed", statusAtMs: AT + 1 }, "overtaken"],
    ["closed before what came after", "intervention.closed", { status: "active", statusAtMs: AT + 1 }, "overtaken"],
    [
      "at the same time",
      "intervention.closed",
      { status: "active", statusAtMs: AT },
      { status: "completed", ended: "closedByAgent" },
    ],
    [
      "later",
      "intervention.closed",
      { status: "active", statusAtMs: AT - 1 },
      { status: "completed", ended: "closedByAgent" },
    ],
    ["queued again while active", "intervention.reactivated", { holder: "agents", status: "active" }, "known"],
    ["queued again", "task.created", { holder: "agents", status: "queue" }, "known"],
    ["a second handover", "task.created", { holder: "agents", status: "completed" }, { status: "queue", ...ASSUMED }],
    [
      "not taken after the end, which may be the bot's",
      "task.undelivered",
      { holder: "agents", status: "completed" },
      "not_with_agents",
    ],
    [
      "thread closed in the queue",
      "content.thread_closed",
      { status: "queue" },
      { status: "completed", ended: "threadClosed" },
    ],
    [
      "thread closed while active",
      "content.thread_closed",
      { status: "active" },
      { status: "completed", ended: "threadClosed" },
    ],
    ["thread closed at the end", "content.thread_closed", { status: "completed", statusAtMs: AT - 9_999 }, "known"],
    ["closed with the thread", "intervention.closed", { status: "completed", statusAtMs: AT - 50 }, "known"],
    [
      "closed once more later",
      "intervention.closed",
      { status: "completed", statusAtMs: AT - 10_000 },
      { status: "completed", ended: "closedByAgent" },
    ],
  ])("%s", (_, type, known, expected) => expect(decide(type, { known, metadata: AGENTS })).toEqual(expected));

  test("The same agent is told once, another is news", () => {
    const known: KnownHandover = { holder: "agents", status: "active", agentId: "ana" };
    const by = (user_id: string) => decide("intervention.assigned", { known, metadata: { ...AGENTS, user_id } });
    expect(by("ana")).toBe("known");
    expect(by("ben")).toEqual({ status: "active", agentId: "ben", previousAgentId: "ana" });
  });

  test("An event that names no agent brings no second one", () => {
    const known: KnownHandover = { holder: "agents", status: "active", agentId: "ana" };
    expect(decide("intervention.assigned", { known, metadata: AGENTS })).toBe("known");
  });

  test("That nobody could take it is news for a customer who waits, once", () => {
    const known: KnownHandover = { holder: "agents", status: "queue" };
    const nobody = { status: "queue", event: "nobodyTookIt" };
    expect(decide("task.undelivered", { known })).toEqual(nobody);
    expect(decide("task.undelivered", { known: { ...known, event: "nobodyTookIt" } })).toBe("known");
  });

  test("The bot's own tasks are never delivered to anybody", () => {
    const at = Date.UTC(2026, 0, 1, 10);
    for (const known of [{}, { holder: "bot" }, { holder: "bot", recategorizedAtMs: at + 1 }] as const) {
      expect(decide("task.undelivered", { known })).toBe("not_with_agents");
    }
    const known: KnownHandover = { holder: "bot", recategorizedAtMs: at };
    expect(decide("task.undelivered", { known })).toMatchObject({ event: "nobodyTookIt", ...ASSUMED });
  });

  test("A task that comes with a message to the bot is the bot's, however late that is heard", () => {
    const at = Date.UTC(2026, 0, 1, 10);
    const known: KnownHandover = { holder: "bot", holderAtMs: at, recategorizedAtMs: at };
    for (const type of ["task.created", "task.undelivered"]) {
      expect(decide(type, { known })).toBe("not_with_agents");
      expect(decide(type, { known: { ...known, status: "queue", sinceMs: at } })).toBe("not_with_agents");
      expect(decide(type, { known: { ...known, holderAtMs: at - 20 } })).toMatchObject({ status: "queue" });
      // On the bridge Receive Engage Events may finish a pending handover in that moment.
      expect(decide(type, { known, isBridge: true })).toMatchObject({ status: "queue" });
    }
    expect(decide("task.assigned", { known })).toMatchObject({ status: "queue", ...ASSUMED });
  });

  test("Late news of a task that was the bot's is none of the handover that has begun since", () => {
    const at = Date.UTC(2026, 0, 1, 10);
    const known: KnownHandover = { holder: "agents", holderAtMs: at + 5, sinceMs: at + 5 };
    expect(decide("task.undelivered", { known })).toBe("not_with_agents");
    expect(decide("task.undelivered", { known: { ...known, recategorizedAtMs: at } })).toMatchObject({
      event: "nobodyTookIt",
    });
    expect(decide("task.undelivered", { known: { ...known, sinceMs: at } })).toMatchObject({ event: "nobodyTookIt" });
  });

  test("The agent is whose task it is, not the supervisor who assigned it", () => {
    const about = {
      known: { holder: "agents" },
      metadata: { agent_ids: ["ben"] },
      event: { user_id: "boss" },
    } as const;
    expect(decide("task.supervisor_assigned", about)).toEqual({ status: "active", agentId: "ben" });
  });

  test("An event without a time is believed", () => {
    const known: KnownHandover = { status: "active", statusAtMs: AT };
    expect(decide("intervention.closed", { known, metadata: AGENTS, event: { issued_at: null } })).toEqual({
      status: "completed",
      ended: "closedByAgent",
    });
  });
});

describe("How long it took", () => {
  const AT = Date.UTC(2026, 0, 1, 10);
  const MINUTE = 60_000;

  test("until the first agent took it", () => {
    const known: KnownHandover = { holder: "agents", status: "queue", sinceMs: AT - 4 * MINUTE };
    expect(decide("task.taken", { known, metadata: { agent_ids: ["ana"] } })).toEqual({
      status: "active",
      agentId: "ana",
      waitedMs: 4 * MINUTE,
    });
  });

  test("until it ended, with the agent who had it last", () => {
    const known: KnownHandover = {
      holder: "agents",
      status: "active",
      agentId: "ana",
      sinceMs: AT - 9 * MINUTE,
      takenAtMs: AT - 5 * MINUTE,
    };
    expect(decide("intervention.closed", { known, metadata: AGENTS })).toEqual({
      status: "completed",
      ended: "closedByAgent",
      agentId: "ana",
      waitedMs: 4 * MINUTE,
      handledMs: 5 * MINUTE,
    });
  });

  test.each<[string, KnownHandover, unknown]>([
    ["long enough", { sinceMs: AT - 5 * MINUTE }, { status: "queue", event: "longWait", waitedMs: 5 * MINUTE }],
    ["not yet", { sinceMs: AT - 5 * MINUTE + 1 }, undefined],
    ["told before", { sinceMs: AT - 9 * MINUTE, isLongWaitTold: true }, undefined],
    ["with an agent", { sinceMs: AT - 9 * MINUTE, status: "active" }, undefined],
    ["in the queue again", { sinceMs: AT - 9 * MINUTE, status: "queue", takenAtMs: AT - MINUTE }, undefined],
    ["over", { sinceMs: AT - 9 * MINUTE, status: "completed" }, undefined],
    ["not known since when", {}, undefined],
  ])("a wait that is too long: %s", (_, known, expected) => {
    expect(decideLongWait({ issuedAtMs: AT }, known, 5 * MINUTE)).toEqual(expected);
    expect(decideLongWait({ issuedAtMs: AT }, known, 0)).toBeUndefined();
  });
});

test.each<[string, unknown, unknown]>([
  ["intervention.opened", [BOT], "bot"],
  ["intervention.opened", [AGENT], "agents"],
  ["intervention.opened", [BOT, AGENT], "agents"],
  ["intervention.opened", ["other"], "agents"],
  ["intervention.opened", ["other", BOT], "bot"],
  ["intervention.opened", [], undefined],
  ["intervention.opened", null, undefined],
  ["task.created", [AGENT], undefined],
  ["task.recategorized", [AGENT], undefined],
])("%s with %p is held by %p", (type, category_ids, expected) => {
  expect(holderOf(parsed(eventBody(type, { category_ids })), PAIR)).toBe(expected);
});
