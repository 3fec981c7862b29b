/** Handover Update: one exit for each piece of news, whoever sealed it. */
import { channelInput, sealed, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

/** As the relay seals it, on route `bridge`. */
const onBridge = (update: object) => ({
  data: { handover: sealed("handover", lab.engage.seed.realtimeAccessToken, update) },
});
/** As the hub seals it, on route `channel`. */
const onChannel = (update: object) => {
  const { data, ...input } = channelInput(lab);
  const handover = sealed("handover", lab.engage.seed.tokens.bot, update);
  return { ...input, data: { ...(data as object), handover } };
};
const run = (input: Record<string, unknown>, config: Record<string, unknown> = {}) =>
  lab.run("handoverUpdate", config, { input });

const NOTHING = {
  position: null,
  estimatedWaitTime: null,
  estimatedWaitMinutes: null,
  waitedMinutes: null,
  handledMinutes: null,
  agentId: null,
  agentName: null,
  isTransfer: false,
  previousAgentId: null,
  ended: null,
  undeliveredText: null,
  calls: 0,
};
const MINUTE = 60_000;

describe.each([
  ["bridge", onBridge],
  ["channel", onChannel],
])("On route %s", (_, input) => {
  test.each<[exit: string, update: object, result: object]>([
    [
      "onQueueUpdate",
      { status: "queue", position: 3, estimatedWaitTime: 95_000, waitedMs: 119_000 },
      { status: "queue", position: 3, estimatedWaitTime: 95_000, estimatedWaitMinutes: 2, waitedMinutes: 1 },
    ],
    [
      "onLongWait",
      { status: "queue", event: "longWait", waitedMs: 10 * MINUTE },
      { status: "longWait", handover: "queue", waitedMinutes: 10 },
    ],
    ["onNobodyTookIt", { status: "queue", event: "nobodyTookIt" }, { status: "nobodyTookIt", handover: "queue" }],
    [
      "onAgentJoined",
      { status: "active", agentId: "a", agentName: "Ana", waitedMs: 4 * MINUTE },
      { status: "agentJoined", handover: "active", agentId: "a", agentName: "Ana", waitedMinutes: 4 },
    ],
    [
      "onAgentJoined",
      { status: "active", agentId: "b", agentName: "Ben", previousAgentId: "a" },
      {
        status: "agentJoined",
        handover: "active",
        agentId: "b",
        agentName: "Ben",
        isTransfer: true,
        previousAgentId: "a",
      },
    ],
    [
      "onHandoverCompleted",
      {
        status: "completed",
        ended: "closedByAgent",
        agentId: "b",
        agentName: "Ben",
        waitedMs: 4 * MINUTE,
        handledMs: 9 * MINUTE,
      },
      {
        status: "completed",
        ended: "closedByAgent",
        agentId: "b",
        agentName: "Ben",
        waitedMinutes: 4,
        handledMinutes: 9,
      },
    ],
    [
      "onHandoverCompleted",
      { status: "completed", ended: "returnedByCategory" },
      { status: "completed", ended: "returnedByCategory" },
    ],
    [
      "onHandoverCancelled",
      { status: "cancelled", ended: "cancelledByCustomer" },
      { status: "cancelled", ended: "cancelledByCustomer" },
    ],
    [
      "onMessageUndelivered",
      {
        status: "error",
        error: { reason: "error", message: "The message did not reach Engage." },
        undelivered: { id: "relay-1", text: "Hello?", attachments: [] },
      },
      { status: "undelivered", handover: "error", undeliveredText: "Hello?" },
    ],
    // Of a version that didn't send more, or of one that sends more than is known here.
    ["onQueueUpdate", { status: "queue" }, { status: "queue" }],
    ["onQueueUpdate", { status: "queue", event: "somethingNew" }, { status: "queue" }],
    ["onHandoverCompleted", { status: "completed", ended: "somehow", waitedMs: "4" }, { status: "completed" }],
  ])("%s for %p", async (exit, update, expected) => {
    const { nextNode, result, outputs } = await run(input(update));
    const { status } = update as { status: string };
    expect(nextNode).toBe(exit);
    expect(result).toEqual({ ...NOTHING, handover: status, ...expected });
    expect(outputs).toEqual([]);
    expect(lab.sent()).toEqual([]);
  });
});

test.each<[string, object]>([
  ["an ordinary message", {}],
  ["news that nobody sealed", { handover: { status: "completed" } }],
])("%s leaves by its own exit, and costs nothing", async (_, data) => {
  const { nextNode, result, input } = await run({ data });
  expect(nextNode).toBe("onNoHandoverUpdate");
  expect(result).toEqual({ status: "noUpdate", calls: 0 });
  expect(input.handover).toBeUndefined();
  expect(lab.sent()).toEqual([]);
});

test("Cognigy's own Lookup and its tokens find the news in `input.handover`", async () => {
  const { input } = await run(onBridge({ status: "queue", position: 2, estimatedWaitTime: 60_000, event: "longWait" }));
  expect(input.handover).toEqual({
    status: "queue",
    position: 2,
    estimatedWaitTime: 60_000,
    event: "longWait",
    data: { position: 2, estimatedWaitTime: 60_000 },
  });
});

test("Cognigy's own Lookup finds why a message wasn't delivered", async () => {
  const error = { reason: "error", message: "The message did not reach Engage." };
  const { input } = await run(onBridge({ status: "error", error, undelivered: { text: "Hi" } }));
  expect(input.handover).toEqual({ status: "error", error, data: { position: null, estimatedWaitTime: null } });
});

describe("The agent's name", () => {
  test("is read from Engage where the hub knows only the id", async () => {
    const { ana } = lab.engage.seed.agents;
    const { result } = await run(onChannel({ status: "active", agentId: ana.id }));
    expect(result).toMatchObject({ agentName: `${ana.firstname} ${ana.lastname}`, calls: 1 });
    expect(lab.sent()).toEqual([{ call: `GET /users/${ana.id}` }]);
  });

  test("is what Engage calls the agent towards customers, where that is set", async () => {
    const { ana } = lab.engage.seed.agents;
    const user = lab.engage.domain.users.get(ana.id);
    Object.assign(user ?? {}, { nickname: "Annie" });
    const { result } = await run(onChannel({ status: "completed", agentId: ana.id }));
    expect(result).toMatchObject({ status: "completed", agentName: "Annie" });
  });

  test("is left out where Engage doesn't say it", async () => {
    const { nextNode, result } = await run(onChannel({ status: "active", agentId: "66c0000000000000000000ff" }));
    expect(nextNode).toBe("onAgentJoined");
    expect(result).toMatchObject({ status: "agentJoined", agentName: null });
  });

  test("can be said to the customer, for channels that don't show who joins", async () => {
    const joined = { status: "active", agentId: "a", agentName: "Ana" };
    const { outputs } = await run(onBridge(joined), { joinedMessage: "{agent} has joined." });
    expect(outputs).toEqual([{ text: "Ana has joined.", data: {} }]);
  });

  test("is never made up: without one nothing is said", async () => {
    const { outputs, nextNode } = await run(onBridge({ status: "active" }), { joinedMessage: "{agent} has joined." });
    expect(outputs).toEqual([]);
    expect(nextNode).toBe("onAgentJoined");
  });
});
