/** HTTP requests and Flow executions that one message costs, in each direction and on each route. */
import { agentOf, type Conversation, openBridge, openChannel } from "../test/endToEnd/conversations";
import { startTwoPlatforms, type TwoPlatforms } from "../test/support/twoPlatforms";

export async function benchMessageCost(): Promise<string[][]> {
  const platforms = await startTwoPlatforms();
  try {
    return [
      ...(await costsOf(platforms, openChannel(platforms, "c1"))),
      ...(await costsOf(platforms, openBridge(platforms, "b1"))),
    ];
  } finally {
    await platforms.close();
  }
}

async function costsOf(platforms: TwoPlatforms, conversation: Conversation): Promise<string[][]> {
  const agent = agentOf(platforms, conversation);
  const steps: [string, () => unknown][] = [
    ["customer's first message to the bot", () => conversation.write("Hello")],
    ["customer's next message to the bot", () => conversation.write("Hello again")],
    ["handover", () => conversation.write("agent please")],
    ["customer's message to the agent", () => conversation.write("question")],
    ["agent's message", () => agent.answer("answer")],
    ["agent's next message", () => agent.answer("another answer")],
    ["agent closes", () => agent.close()],
  ];
  const rows: string[][] = [];
  for (const [name, act] of steps) {
    const before = count(platforms);
    act();
    await platforms.settle();
    const after = count(platforms);
    const [requests, webhooks, sdkCalls, executions] = after.map((value, index) => value - (before[index] ?? 0));
    rows.push([
      `${conversation.route}: ${name}`,
      `${requests} requests to Engage, ${webhooks} webhooks and ${sdkCalls} SDK calls from it, ${executions} Flow executions`,
    ]);
  }
  return rows;
}

function count({ engage, cognigy }: TwoPlatforms): number[] {
  return [engage.exchanges.length, engage.deliveries.length, engage.sdkCalls.length, cognigy.executions.length];
}
