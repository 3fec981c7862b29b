/** 1,000 conversations that are open at the same time, half on each route: throughput, latencies, memory. */
import { startTwoPlatforms, type TwoPlatforms } from "../harness/twoPlatforms";
import type { Chat } from "./Chat";
import { ChatRoom, connectInMemory } from "./ChatRoom";
import { inTurns } from "./inTurns";
import type { Measurement } from "./Measurement";
import { measurePlainFastify } from "./plainFastify";
import { quantile, toMeasurement } from "./toMeasurement";

const CONVERSATIONS = 1_000;
/** Messages under way at the same time. */
const AT_ONCE = 25;

const figure = toMeasurement("sandbox");

type Latencies = Map<string, number[]>;

export async function benchSandbox(): Promise<Measurement[]> {
  const platforms = await startTwoPlatforms({
    // One agent takes all of them, and would soon count as full.
    handover: { checkAvailability: false },
    engage: { requestsPerMinute: Number.POSITIVE_INFINITY },
    // A new context for every call, as on the platform, would be most of what is measured.
    cognigy: { transformerLimits: { callsPerContext: 1_000 } },
  });
  try {
    const plain = [await measurePlainFastify(AT_ONCE)];
    const room = new ChatRoom(platforms, connectInMemory);
    const chats = await Promise.all(
      Array.from({ length: CONVERSATIONS }, (_, number) =>
        room.open(number % 2 === 0 ? "channel" : "bridge", String(number)),
      ),
    );
    const heapBefore = usedHeap();
    const latencies: Latencies = new Map();
    const startedAt = performance.now();
    for (const step of STEPS) {
      await inTurns(chats, AT_ONCE, (chat) => step(chat, latencies));
    }
    await platforms.settle();
    const seconds = (performance.now() - startedAt) / 1000;
    const heap = usedHeap();
    plain.push(await measurePlainFastify(AT_ONCE));

    const messages = [...latencies.values()].flat().length;
    const requests = countRequests(platforms);
    return [
      figure("conversations open at the same time", "conversations", CONVERSATIONS, `${AT_ONCE} messages under way`),
      figure(
        "HTTP requests between the platforms",
        "times plain Fastify",
        plain.map((rate) => requests / seconds / rate),
      ),
      figure("messages", "a second", messages / seconds, `${messages} in ${seconds.toFixed(0)} s`),
      ...[...latencies].flatMap(([name, values]) => [
        figure(name, "ms", values),
        figure(`${name}, p99`, "ms", quantile(values, 0.99)),
      ]),
      figure("heap of a conversation, with all its records", "kB", (heap - heapBefore) / CONVERSATIONS / 1000),
      figure("memory of the process at the end", "MB", process.memoryUsage().rss / 1e6),
    ];
  } finally {
    await platforms.close();
  }
}

const STEPS: ((chat: Chat, latencies: Latencies) => Promise<void>)[] = [
  async (chat, latencies) => {
    const text = `hello of ${chat.name}`;
    const ms = await chat.timeUntil("customer", `Bot: ${text}`, () => chat.write(text));
    note(latencies, `${chat.route}: customer's message to bot's answer`, ms);
  },
  // Agents take and answer at once, so that the queue stays short.
  async (chat, latencies) => {
    const ms = await chat.timeUntil("customer", "I am connecting you.", () => chat.write("agent please"));
    note(latencies, `${chat.route}: handover`, ms);
    await chat.untilAtDesk();
    await agentAnswers(chat, latencies, "first answer");
  },
  async (chat, latencies) => {
    const text = `question of ${chat.name}`;
    const ms = await chat.timeUntil("agent", text, () => chat.write(text));
    if (chat.route === "bridge") {
      note(latencies, "bridge: customer's message to agent", ms);
    }
    await agentAnswers(chat, latencies, "answer");
  },
  async (chat, latencies) => {
    const ms = await chat.timeUntil("customer", "The agent has left. I am back.", () => chat.agentCloses());
    note(latencies, `${chat.route}: agent closes to bot's return`, ms);
  },
];

/** On route `channel` this is Engage's own business. */
async function agentAnswers(chat: Chat, latencies: Latencies, what: string): Promise<void> {
  const text = `${what} to ${chat.name}`;
  const ms = await chat.timeUntil("customer", text, () => chat.agentAnswers(text));
  if (chat.route === "bridge") {
    note(latencies, "bridge: agent's message to customer", ms);
  }
}

function note(latencies: Latencies, name: string, ms: number): void {
  latencies.set(name, [...(latencies.get(name) ?? []), ms]);
}

function countRequests({ engage, cognigy }: TwoPlatforms): number {
  return engage.exchanges.length + engage.deliveries.length + engage.sdkCalls.length + cognigy.deliveries.length;
}

function usedHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
