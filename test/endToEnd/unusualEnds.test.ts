/** Ends that aren't the usual one: handed over again at once, closed for the agents, closed where a thread can't be. */
import { openBridge, openChannel } from "../../harness/conversations";
import { startTwoPlatforms, type TwoPlatforms } from "../../harness/twoPlatforms";
import type { FlowNode } from "../../sandbox/cognigy/flow/Flow";

let platforms: TwoPlatforms;
afterEach(() => platforms.close());

type Open = typeof openBridge;

async function open(openConversation: Open, options: Parameters<typeof startTwoPlatforms>[0]) {
  platforms = await startTwoPlatforms({ leaps: true, ...options });
  const { engage, settle } = platforms;
  const conversation = openConversation(platforms, "customer");
  const thread = () => engage.domain.threads.get(conversation.threadId() ?? "");
  return {
    ...conversation,
    async writes(text: string) {
      conversation.write(text);
      await settle();
    },
    async agentWrites(text: string) {
      const { intervention_id } = engage.domain.agentReplies(thread()?.id ?? "", engage.seed.agents.ana.id, text);
      await settle();
      return intervention_id ?? "";
    },
    categories: () => thread()?.thread_category_ids,
  };
}

const handOver = (config: object, children: Record<string, FlowNode[]>): FlowNode => ({
  type: "extension",
  node: "handoverToRingCentral",
  config: { checkAvailability: false, ...config },
  children,
});

describe("On the bridge, a second handover by the same input", () => {
  const whenAsked = (toNodes: (handOver: FlowNode) => FlowNode[]) => (connection: Record<string, string>) => {
    const again = handOver({ connection }, { onHandedOver: [{ type: "stop" }] });
    return [{ type: "if", condition: { path: "text", contains: "person" }, then: toNodes(again) } satisfies FlowNode];
  };

  test.each<[string, (connection: Record<string, string>) => FlowNode[]]>([
    [
      "below Error of the first, whose category is gone",
      (connection) =>
        whenAsked((again) => [
          handOver({ connection, agentCategory: "66aaaaaaaaaaaaaaaaaaaaaa" }, { onHandoverError: [again] }),
        ])(connection),
    ],
    [
      "after the first was closed",
      (connection) =>
        whenAsked((again) => [
          handOver(
            { connection },
            {
              onHandedOver: [{ type: "extension", node: "closeEngageConversation", config: { connection } }, again],
            },
          ),
        ])(connection),
    ],
  ])("%s, has the customer", async (_, before) => {
    const conversation = await open(openBridge, { before });
    await conversation.writes("a person, please");
    await conversation.writes("My order is late");
    await conversation.agentWrites("Ana here");
    await conversation.writes("Number 7");
    expect(conversation.agentReads()).toEqual(["My order is late", "Number 7"]);
    expect(conversation.customerReads()).toEqual(["Ana here"]);
    expect(conversation.categories()).toEqual([platforms.engage.seed.categories.agent.id]);
  });
});

describe("Close Engage Conversation without Return to the Bot category", () => {
  test.each([
    ["channel", "agents", openChannel],
    ["bridge", "bot", openBridge],
  ] as const)("on route %s gives the next message to the %s", async (_, owner, openConversation) => {
    const conversation = await open(openConversation, {
      hubConfig: { sendActiveEvent: true },
      before: (connection) => [
        {
          type: "lookup",
          path: "data.handover.status",
          cases: {
            active: [
              { type: "extension", node: "closeEngageConversation", config: { connection, returnToBot: false } },
              { type: "stop" },
            ],
          },
        },
      ],
    });
    const { bot, agent } = platforms.engage.seed.categories;
    await conversation.writes("agent, please");
    await conversation.agentWrites("Ana here");
    await conversation.writes("Are you there?");
    expect(conversation.customerReads().includes("Bot: Are you there?")).toBe(owner === "bot");
    // By Receive Engage Events, as an agent had it.
    expect(conversation.categories()).toEqual([owner === "bot" ? bot.id : agent.id]);
  });
});

describe("Receive Engage Events that closes the thread", () => {
  test.each([
    ["channel", "refused", openChannel],
    ["channel", "accepted", openChannel],
    ["channel", "allowed", openChannel],
    ["bridge", "refused", openBridge],
  ] as const)("leaves nobody without an answer on route %s, where closing is %s", async (_, threadClosing, openIt) => {
    const conversation = await open(openIt, {
      receive: { afterHandover: "closeThread" },
      engage: { rules: { threadClosing } },
    });
    await conversation.writes("agent, please");
    const interventionId = await conversation.agentWrites("Ana here");
    platforms.engage.domain.agentCloses(interventionId, platforms.engage.seed.agents.ana.id);
    await platforms.settle();
    expect(conversation.categories()).toEqual([platforms.engage.seed.categories.bot.id]);
    await conversation.writes("One more question");
    expect(conversation.customerReads().at(-1)).toBe("Bot: One more question");
  });
});
