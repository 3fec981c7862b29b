import { decideQueueStanding, type QueueFacts, type QueueTask } from "../../src/core/queue";

const pair = { agentCategoryId: "agent" };
const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, "0")}:00Z`;
const task = (change: Partial<QueueTask> = {}): QueueTask => ({
  id: "task-1",
  thread_id: "thread-1",
  channel_id: "realtime",
  priority: 0,
  created_at: at(30),
  agent_ids: [],
  accepted_at: null,
  ...change,
});
const other = (id: string, change: Partial<QueueTask> = {}) => task({ id, thread_id: `thread-of-${id}`, ...change });
const intervention = (change = {}) => ({ id: "i1", user_id: "ana", closed: false, created_at: at(10), ...change });
const facts = (change: Partial<QueueFacts> = {}): QueueFacts => ({
  threadId: "thread-1",
  thread: { closed: false, categoryIds: ["agent"] },
  waiting: { tasks: [], complete: true },
  inHand: { tasks: [], complete: true },
  interventions: [],
  botUserId: "bot",
  ...change,
});
const waiting = (...tasks: QueueTask[]) => ({ waiting: { tasks, complete: true } });

describe("A conversation that nobody could take", () => {
  const undelivered = { tasks: [other("a"), task()], complete: true };
  test("waits, without a position", () => {
    expect(decideQueueStanding(facts({ undelivered }), pair)).toEqual({ status: "undelivered", taskId: "task-1" });
  });

  test.each<[string, Partial<QueueFacts>, object]>([
    [
      "if only others are among the undelivered",
      { undelivered: { tasks: [other("a")], complete: true } },
      { reason: "never_queued" },
    ],
    ["if the bot has it", { thread: { closed: false, categoryIds: ["bot"] } }, { reason: "never_queued" }],
    ["if an agent has handled it since", { interventions: [intervention({ closed: true })] }, { reason: "closed" }],
  ])("doesn't wait %s", (_, change, expected) => {
    expect(decideQueueStanding(facts({ undelivered, ...change }), pair)).toMatchObject({
      status: "notQueued",
      ...expected,
    });
  });
});

test("Whether nobody could take it isn't known where not all undelivered tasks were read", () => {
  const undelivered = { tasks: [other("a")], complete: false };
  expect(decideQueueStanding(facts({ undelivered }), pair)).toMatchObject({ status: "unknown" });
});

describe("A conversation that waits", () => {
  test.each<[string, QueueTask[], number, number]>([
    ["alone is first", [task()], 1, 1],
    [
      "is behind older ones, which Engage lists last",
      [other("newer", { created_at: at(40) }), task(), other("older", { created_at: at(20) })],
      2,
      3,
    ],
    ["is not behind one of the same time", [other("same"), task()], 1, 2],
    [
      "is behind several older ones",
      [task(), other("a", { created_at: at(1) }), other("b", { created_at: at(2) })],
      3,
      3,
    ],
    ["is behind one of untold time", [other("untold", { created_at: null }), task()], 2, 2],
    ["of untold time is first", [other("a"), task({ created_at: null })], 1, 2],
    ["on no channel counts all", [other("a", { created_at: at(1) }), task({ channel_id: null })], 2, 2],
    ["is behind a higher priority, however new", [other("vip", { priority: 5, created_at: at(50) }), task()], 2, 2],
    ["is before a lower priority, however old", [task({ priority: 1 }), other("old", { created_at: at(1) })], 1, 2],
    ["does not count other channels", [other("async", { channel_id: "async", created_at: at(1) }), task()], 1, 1],
  ])("%s", (_, tasks, position, queueLength) => {
    expect(decideQueueStanding(facts(waiting(...tasks)), pair)).toEqual({
      status: "queued",
      taskId: "task-1",
      position,
      allTasksRead: true,
      queueLength,
    });
  });

  test("has a position that is marked when not all tasks were read", () => {
    const standing = decideQueueStanding(facts({ waiting: { tasks: [task()], complete: false } }), pair);
    expect(standing).toMatchObject({ status: "queued", position: 1, allTasksRead: false, queueLength: null });
  });
});

describe("A conversation with an agent", () => {
  test("has a task in a workbin", () => {
    const inHand = { tasks: [task({ agent_ids: ["ana"], accepted_at: at(35) })], complete: true };
    expect(decideQueueStanding(facts({ inHand }), pair)).toEqual({
      status: "withAgent",
      agentId: "ana",
      since: at(35),
    });
  });

  test("has an agent's open intervention", () => {
    expect(decideQueueStanding(facts({ interventions: [intervention()] }), pair)).toEqual({
      status: "withAgent",
      agentId: "ana",
      since: at(10),
    });
  });

  test.each<[string, Partial<QueueFacts>]>([
    ["it is the bot's own intervention", { interventions: [intervention({ user_id: "bot" })] }],
    [
      "the Agent category is missing",
      { interventions: [intervention()], thread: { closed: false, categoryIds: ["bot"] } },
    ],
    ["the intervention is closed", { interventions: [intervention({ closed: true })] }],
  ])("is none when %s", (_, change) => {
    expect(decideQueueStanding(facts(change), pair).status).toBe("notQueued");
  });
});

describe("A conversation that neither waits nor is handled", () => {
  test.each<[string, Partial<QueueFacts>, object]>([
    ["was never queued", {}, { status: "notQueued", reason: "never_queued" }],
    [
      "waits for the bot only",
      { ...waiting(task()), thread: { closed: false, categoryIds: ["bot"] } },
      { status: "notQueued", reason: "never_queued" },
    ],
    ["is closed", { thread: { closed: true, categoryIds: [] } }, { status: "notQueued", reason: "closed" }],
    [
      "was handled and closed",
      { interventions: [intervention({ closed: true })] },
      { status: "notQueued", reason: "closed" },
    ],
    [
      "was only handled by the bot",
      { interventions: [intervention({ user_id: "bot", closed: true })] },
      { status: "notQueued", reason: "never_queued" },
    ],
  ])("%s", (_, change, expected) => {
    expect(decideQueueStanding(facts(change), pair)).toEqual(expected);
  });

  test.each<[string, Partial<QueueFacts>]>([
    ["waiting", { waiting: { tasks: [], complete: false } }],
    ["taken", { inHand: { tasks: [], complete: false } }],
  ])("is unknown when not all %s tasks could be read", (_, change) => {
    expect(decideQueueStanding(facts(change), pair)).toEqual({
      status: "unknown",
      reason: expect.stringContaining("more tasks in Engage"),
    });
  });
});
