/** What holds for all conversations together: secrets, repetitions, rest. */
import type { ExchangeRecord, SimulationRecord } from "../Records";
import type { Finding } from "./Finding";

type Note = (finding: Finding) => void;

const MAX_ATTEMPTS = 5;
/** The answer needs a moment to arrive. */
const TOLERANCE_MS = 50;

export function checkSecrets({ texts, secrets }: SimulationRecord, note: Note): number {
  for (const { place, text } of texts) {
    if (secrets.some((secret) => text.includes(secret))) {
      note({
        invariant: "secret",
        kind: "text",
        conversation: undefined,
        tokens: [],
        text: `A secret stands in: ${place}`,
      });
    }
  }
  return texts.length;
}

/** Requests of our side. An equal request by the same node is a repetition. */
export function checkRepetitions({ exchanges }: SimulationRecord, note: Note): number {
  const sendings = new Map<object, Map<string, ExchangeRecord[]>>();
  const own = exchanges.filter(({ link }) => ["rest", "realtime", "notify", "inject"].includes(link));
  for (const exchange of own) {
    const { agent, method, url, body } = exchange;
    const ofAgent = sendings.get(agent) ?? new Map<string, ExchangeRecord[]>();
    sendings.set(agent, ofAgent);
    const key = `${method} ${url} ${body}`;
    ofAgent.set(key, [...(ofAgent.get(key) ?? []), exchange]);
  }
  for (const group of [...sendings.values()].flatMap((one) => [...one.values()])) {
    checkGroup(group, note);
  }
  return own.length;
}

function checkGroup(group: readonly ExchangeRecord[], note: Note): void {
  const [first] = group;
  if (!first) {
    return;
  }
  const { conversation, tokens, method, link, url } = first;
  const find = (kind: string, text: string) => note({ invariant: "rateLimit", kind, conversation, tokens, text });
  // Reads may be repeated in one node for their own sake.
  if (method !== "GET" && group.length > MAX_ATTEMPTS) {
    find("tooOften", `${link} ${url} was sent ${group.length} times`);
  }
  for (const [index, { outcome, startedMs, endedMs, status }] of group.entries()) {
    const next = group[index + 1];
    if (next === undefined) {
      continue;
    }
    if (outcome.kind === "status" && outcome.retryAfterSeconds !== undefined) {
      const earliestMs = (endedMs ?? startedMs) + outcome.retryAfterSeconds * 1000 - TOLERANCE_MS;
      if (next.startedMs < earliestMs) {
        find("tooSoon", `${link} ${url} was repeated before Retry-After`);
      }
    }
    // Equal replies of the bot to equal messages are no repetitions; doubled ones are found among the messages.
    const isCreated = link === "rest" && method === "POST" && !url.endsWith("/contents") && status !== 429;
    if (isCreated) {
      find("unsafe", `${method} ${url} was repeated after ${status ?? "no answer"}`);
    }
  }
}

export function checkRest({ isFinished, conversations }: SimulationRecord, note: Note): number {
  if (!isFinished) {
    note({
      invariant: "rest",
      kind: "simulation",
      conversation: undefined,
      tokens: [],
      text: "Something still runs after 6 hours",
    });
  }
  return conversations.length;
}
