/** Both routes while webhooks are doubled, delayed, reordered and batched, and while links break. */
import type { Fault, OutboundFault } from "../../sandbox/engage/startEngage";
import { checkExchanges } from "../support/openapi";
import { startTwoPlatforms, type TwoPlatforms } from "../support/twoPlatforms";
import { agentOf, type Conversation, openBridge, openChannel } from "./conversations";

let platforms: TwoPlatforms;
afterEach(async () => {
  await platforms.close();
  expect(checkExchanges(platforms.engage.exchanges)).toEqual([]);
});

const openBoth = (): Conversation[] => [openChannel(platforms, "c1"), openBridge(platforms, "b1")];

const refusal = (status: number): Fault => ({
  kind: "status",
  status,
  body: { error: "some_error", message: "x", status },
});

/** The first try of every other sending; the platform's own repetition has to do. */
function spoilEveryOther<Sending extends { attempt: number }>(
  conduct: { fault: ((sending: Sending) => OutboundFault | undefined) | undefined },
  fault: OutboundFault,
): void {
  let count = 0;
  conduct.fault = ({ attempt }) => (attempt === 1 && count++ % 2 === 0 ? fault : undefined);
}

/** Bot, handover, two turns with the agent, return, second handover with one turn. */
async function play(conversations: readonly Conversation[]): Promise<void> {
  const each = async (act: (conversation: Conversation) => void) => {
    for (const conversation of conversations) act(conversation);
    await platforms.settle();
    await platforms.engage.flushRetries();
    await platforms.settle();
  };
  await each(({ write }) => write("Hello"));
  await each(({ write }) => write("agent please"));
  await each(({ write, name }) => write(`first of ${name}`));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer one to ${conversation.name}`));
  await each(({ write, name }) => write(`second of ${name}`));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer two to ${conversation.name}`));
  await each((conversation) => agentOf(platforms, conversation).close());
  await each(({ write }) => write("Thanks"));
  await each(({ write }) => write("agent again"));
  await each((conversation) => agentOf(platforms, conversation).answer(`answer three to ${conversation.name}`));
}

function expectWhole(conversations: readonly Conversation[]): void {
  for (const conversation of conversations) {
    const { name, route } = conversation;
    expect({ name, reads: conversation.customerReads() }).toEqual({
      name,
      reads: [
        "Bot: Hello",
        "I am connecting you.",
        `answer one to ${name}`,
        `answer two to ${name}`,
        "The agent has left. I am back.",
        "Bot: Thanks",
        "I am connecting you.",
        `answer three to ${name}`,
      ],
    });
    const all = ["Hello", "agent please", `first of ${name}`, `second of ${name}`, "Thanks", "agent again"];
    expect({ name, agentReads: conversation.agentReads() }).toEqual({
      name,
      agentReads: route === "channel" ? all : [`first of ${name}`, `second of ${name}`],
    });
  }
}

describe("Every message arrives once, in order and at the right place", () => {
  test.each<[string, Parameters<typeof startTwoPlatforms>[0]]>([
    ["on quiet platforms", {}],
    ["when each webhook comes twice", { engage: { webhookConduct: { duplicateProbability: 1 } } }],
    [
      "when webhooks come in batches, also of several conversations",
      { engage: { webhookConduct: { batchSize: 10, batchWindowMs: 20 } } },
    ],
    [
      "when webhooks come late and in another order",
      { engage: { webhookConduct: { reorder: true, batchWindowMs: 20, seed: 7, delayMs: 5 } } },
    ],
    ["when agents' messages are sent twice", { engage: { sdkConduct: { createsTwice: true } } }],
    ["when Engage writes JSON as Python does", { engage: { sdkEncoding: "ascii" } }],
    ["when the host keeps the raw body", { rawBody: true }],
    ["with a process for each node", { cognigy: { runNodesInProcess: false } }],
  ])(
    "%s",
    async (_, options) => {
      platforms = await startTwoPlatforms(options);
      const conversations = openBoth();
      await play(conversations);
      expectWhole(conversations);
    },
    30_000,
  );

  test.each<[string, (two: TwoPlatforms) => void]>([
    ["webhooks get lost on their way", ({ engage }) => spoilEveryOther(engage.webhooks.conduct, { kind: "lost" })],
    ["the answers to webhooks get lost", ({ engage }) => spoilEveryOther(engage.webhooks.conduct, { kind: "cut" })],
    ["agents' messages get lost on their way", ({ engage }) => spoilEveryOther(engage.sdk.conduct, { kind: "lost" })],
    ["the answers to agents' messages get lost", ({ engage }) => spoilEveryOther(engage.sdk.conduct, { kind: "cut" })],
    [
      "the realtime endpoint breaks off after it took a message",
      ({ engage }) => engage.faults.inject({ kind: "reset", after: "after" }, { path: /realtime/ }),
    ],
    [
      "Engage throttles now and then",
      ({ engage }) =>
        engage.faults.inject(
          { kind: "status", status: 429, body: { error: "rate_limit_exceeded", message: "x", status: 429 } },
          { method: "PUT", times: 2 },
        ),
    ],
    [
      "a categorisation is answered, but the answer breaks off",
      ({ engage }) => engage.faults.inject({ kind: "truncated" }, { method: "PUT" }),
    ],
    [
      "a categorisation is done, but the connection breaks",
      ({ engage }) => engage.faults.inject({ kind: "reset", after: "after" }, { method: "PUT" }),
    ],
    ["Engage is at work on the conversation", ({ engage }) => engage.faults.inject(refusal(409), { method: "PUT" })],
    [
      "a gateway answers in HTML",
      ({ engage }) =>
        engage.faults.inject({ kind: "status", status: 502, body: "<html>Bad gateway</html>" }, { method: "GET" }),
    ],
    [
      "the realtime endpoint fails at the handover",
      ({ engage }) => engage.faults.inject(refusal(500), { path: /realtime/, times: 2 }),
    ],
    [
      "nobody may open interventions",
      ({ engage }) => engage.faults.inject(refusal(403), { method: "POST", path: /interventions/, times: 9 }),
    ],
    ["nobody may see agents", ({ engage }) => engage.faults.inject(refusal(403), { path: /status$/, times: 9 })],
    [
      "Engage has a bad moment",
      ({ engage }) => engage.faults.inject({ kind: "status", status: 503 }, { method: "GET", times: 2 }),
    ],
  ])(
    "when %s",
    async (_, spoil) => {
      // Ten failures would switch the webhook off, as the platform does.
      platforms = await startTwoPlatforms({ engage: { webhookFailureLimit: 1_000 } });
      const conversations = openBoth();
      spoil(platforms);
      await play(conversations);
      expectWhole(conversations);
    },
    30_000,
  );
});

test("A bot never answers itself, also when Engage echoes everything", async () => {
  platforms = await startTwoPlatforms();
  platforms.engage.conduct.echo = true;
  const conversation = openChannel(platforms, "c1");
  conversation.write("Hello");
  await platforms.settle();
  conversation.write("Again");
  await platforms.settle();
  const flowRuns = platforms.cognigy.executions
    .filter(({ input }) => String(input.text ?? "") !== "")
    .map(({ input }) => input.text);
  expect(flowRuns).toEqual(["Hello", "Again"]);
});

describe("A message that cannot reach Engage", () => {
  test.each<[string, Parameters<TwoPlatforms["engage"]["faults"]["inject"]>[0]]>([
    ["an outage", { kind: "status", status: 503 }],
    ["a throttled endpoint", { kind: "status", status: 429 }],
    ["a broken connection", { kind: "reset" }],
    ["a refused signature", { kind: "status", status: 422, body: "Invalid signature" }],
  ])("comes back to the Flow in %s, and the handover goes on", async (_, fault) => {
    platforms = await startTwoPlatforms();
    const conversation = openBridge(platforms, "b1");
    conversation.write("agent please");
    await platforms.settle();
    platforms.engage.faults.inject(fault, { path: /realtime/ });
    conversation.write("lost words");
    await platforms.settle();
    conversation.write("further words");
    await platforms.settle();
    expect(conversation.customerReads()).toEqual(["I am connecting you.", "Not delivered: lost words"]);
    expect(conversation.agentReads()).toEqual(["further words"]);
    const error = platforms.cognigy.logs.filter(({ level }) => level === "error").map(({ message }) => message);
    expect(error).toEqual([expect.stringContaining("engage-relay: undelivered: ")]);
    expect(error.join()).not.toContain("lost words");
  });
});
