/** Questions about a record that allowances ask: what happened to a message or a conversation on the way. */
import { type FaultOutcome, isCarriedOut } from "./FaultOutcome";
import type { Finding } from "./invariants/Finding";
import type { LinkName } from "./Link";
import type { ConversationRecord, ExchangeRecord, SimulationRecord } from "./Records";

/** After a request is answered, what it set off runs for so long at most. */
const AFTERWARDS_MS = 16_000;

export interface Facts {
  record: SimulationRecord;
  conversation(finding: Finding): ConversationRecord | undefined;
  /** Requests that carried any of the finding's messages, on these links. */
  carriers(finding: Finding, ...links: LinkName[]): ExchangeRecord[];
  /** Requests of the finding's conversation, on these links. */
  requests(finding: Finding, ...links: LinkName[]): ExchangeRecord[];
  /** Requests that name no conversation, such as a look at the agents. */
  unnamed(...links: LinkName[]): ExchangeRecord[];
  /** Whether a delivery with this message was answered well before that moment. */
  hasArrivedBefore(token: string, ms: number): boolean;
  /** Cognigy ended a handler or restarted while it was at work on the message, or on the conversation at that moment. */
  wasInterrupted(finding: Finding): boolean;
}

export function createFacts(record: SimulationRecord): Facts {
  const byConversation = groupBy(record.exchanges, ({ conversation }) => conversation ?? "");
  const requests = ({ conversation = "" }: Finding, ...links: LinkName[]) =>
    (byConversation.get(conversation) ?? []).filter(({ link }) => links.includes(link));
  // A batch brings messages of several conversations, and has the name of one.
  const carriers = ({ tokens }: Finding, ...links: LinkName[]) =>
    record.exchanges.filter(
      (exchange) => links.includes(exchange.link) && exchange.tokens.some((token) => tokens.includes(token)),
    );
  const conversation = (finding: Finding) => record.conversations.find(({ name }) => name === finding.conversation);
  return {
    record,
    conversation,
    requests,
    carriers,
    unnamed: (...links) => (byConversation.get("") ?? []).filter(({ link }) => links.includes(link)),
    hasArrivedBefore: (token, ms) =>
      record.exchanges.some(
        ({ link, tokens, status, endedMs = Number.POSITIVE_INFINITY }) =>
          link === "notify" && tokens.includes(token) && status === 200 && endedMs < ms,
      ),
    wasInterrupted(finding) {
      const spans = [
        ...carriers(finding, "webhook", "sdk", "notify", "inject", "realtime", "rest"),
        ...(conversation(finding)?.customer ?? [])
          .filter(({ token }) => finding.tokens.includes(token))
          .map(({ atMs }) => ({ startedMs: atMs, endedMs: atMs })),
        ...(finding.atMs === undefined ? [] : [{ startedMs: finding.atMs, endedMs: finding.atMs }]),
      ];
      return record.interruptions.some(({ kind, atMs, tokens, conversation: name }) =>
        kind === "kill" && name !== undefined
          ? tokens.some((token) => finding.tokens.includes(token)) ||
            (name === finding.conversation && tokens.length === 0 && spans.some((span) => isWithin(atMs, span)))
          : spans.some((span) => isWithin(atMs, span)),
      );
    },
  };
}

function isWithin(atMs: number, { startedMs, endedMs }: { startedMs: number; endedMs?: number }): boolean {
  return atMs >= startedMs && atMs <= (endedMs ?? startedMs + AFTERWARDS_MS) + AFTERWARDS_MS;
}

export function isFault({ outcome, status }: ExchangeRecord): boolean {
  return (outcome.kind !== "pass" && outcome.kind !== "twice") || status === undefined || status >= 400;
}

/** The caller saw a failure, but the other side has acted. */
export function isLostAnswer({ outcome }: { outcome: FaultOutcome }): boolean {
  return isCarriedOut(outcome) || (outcome.kind === "delay" && outcome.ms > 3_000);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(keyOf(item), [item]);
    }
  }
  return groups;
}
