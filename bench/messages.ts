/** HTTP requests and Flow executions that one message costs, in each direction and on each route. */
import { agentOf, type Conversation, openBridge, openChannel } from "../harness/conversations";
import { startTwoPlatforms, type TwoPlatforms } from "../harness/twoPlatforms";
import type { Measurement } from "./Measurement";
import { toMeasurement } from "./toMeasurement";

const figure = toMeasurement("messages");

export async function benchMessages(): Promise<Measurement[]> {
  const platforms = await startTwoPlatforms();
  try {
    return [
      ...(await countSteps(platforms, openChannel(platforms, "c1"))),
      ...(await countSteps(platforms, openBridge(platforms, "b1"))),
    ];
  } finally {
    await platforms.close();
  }
}

async function countSteps(platforms: TwoPlatforms, conversation: Conversation): Promise<Measurement[]> {
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
  const figures: Measurement[] = [];
  for (const [name, act] of steps) {
    const before = count(platforms);
    act();
    await platforms.settle();
    const after = count(platforms);
    const [requests = 0, webhooks, sdkCalls, executions] = after.map((value, index) => value - (before[index] ?? 0));
    const note = `from Engage ${webhooks} webhooks and ${sdkCalls} SDK calls; ${executions} Flow executions`;
    figures.push(figure(`${conversation.route}: ${name}`, "requests to Engage", requests, note));
  }
  return figures;
}

function count({ engage, cognigy }: TwoPlatforms): number[] {
  return [engage.exchanges.length, engage.deliveries.length, engage.sdkCalls.length, cognigy.executions.length];
}
