/**
 * The one table of what may break an invariant: limits that the documents state ("When something fails", "What can be
 * lost", "Order"), because neither platform has a queue, a transaction or an order. Whatever no line covers is a violation.
 */
import { isHandoverId, toAgentMessageId, toUndeliveredNoteId } from "../src/protocol/messageIds";
import { type Facts, isFault, isLostAnswer } from "./facts";
import { SETTLED_MS } from "./invariants/checkEnds";
import type { Finding, Invariant } from "./invariants/Finding";
import type { Act } from "./Plan";
import type { ConversationRecord, ExchangeRecord } from "./Records";

export interface Allowance {
  name: string;
  reason: string;
  invariant: Invariant;
  /** Without it, all of that invariant. */
  kinds?: readonly string[];
  applies(finding: Finding, facts: Facts): boolean;
}

/** The relay notes something in the session while each of these runs. */
const NOTING_LINKS = ["realtime", "inject", "notify"] as const;
/** A request that took longer held up what it carried. */
const SLOW_MS = 2_000;
/** Of one request in a node. Fewer when its 15 s are over before. */
const TRIES = 3;
/** The relay takes a handler for stopped after that time. */
const NOTICED_MS = 6_000;
/** Of a conversation that an agent had closed. */
const TAKING_UP: readonly Act[] = ["write", "burst", "repeat", "askForAgent", "take", "reopen"];
/** Time of a Flow with the requests of its nodes. */
const FLOW_MS = 16_000;

const OVERWRITTEN =
  "Where session storage is saved at the end of a handler, two handlers of one conversation that run at the same time don't see what the other notes, and the last one wins.";

export const ALLOWANCES: readonly Allowance[] = [
  {
    name: "sideBySide",
    reason: "Messages that reach Cognigy.AI at the same moment run side by side there, and may overtake each other.",
    invariant: "reordered",
    applies(finding, facts) {
      const [one = [], other = []] = finding.tokens.map((token) => arrivalsMs(finding, token, facts));
      return one.some((ms) => other.some((otherMs) => Math.abs(ms - otherMs) < facts.record.togetherMs));
    },
  },
  {
    name: "earlierHeldUp",
    reason:
      "The earlier message was repeated, throttled, delayed or cut off, and nothing holds back the later one meanwhile.",
    invariant: "reordered",
    applies(finding, facts) {
      const [earlierMs, laterMs] = writingTimes(finding, facts.conversation(finding));
      const requests = facts.requests(finding, "webhook", "sdk", "realtime", "rest", "notify", "inject");
      return (
        facts.wasInterrupted(finding) ||
        facts.carriers(finding, "webhook", "sdk", "notify", "realtime").some(isHeldUp) ||
        facts.unnamed("rest").some((one) => isHeldUp(one) && isBetween(one.startedMs, earlierMs, laterMs)) ||
        requests.some(
          (one) => isHeldUp(one) && one.startedMs >= earlierMs - 1_000 && one.startedMs <= laterMs + FLOW_MS,
        )
      );
    },
  },
  {
    name: "askedMeanwhile",
    reason:
      "The bot goes on answering while Handover to RingCentral works: up to 10 s where what a node says leaves only at the node's end, and 2 s where the transcript function hangs.",
    invariant: "reordered",
    kinds: ["botAnswer"],
    applies(finding, facts) {
      const { route, flowRuns = [] } = facts.conversation(finding) ?? {};
      const { nodeOutputs, transcript } = facts.record.plan.readings;
      const [earlier = "-", later = "-"] = finding.tokens;
      const handover = flowRuns.find(({ text, exit }) => exit !== undefined && text.includes(earlier));
      const meanwhile = flowRuns.find(({ text }) => text.includes(later));
      return (
        route === "bridge" &&
        (nodeOutputs === "at its end" || transcript === "hangs") &&
        handover !== undefined &&
        meanwhile !== undefined &&
        meanwhile.atMs - handover.atMs < FLOW_MS
      );
    },
  },
  {
    name: "writtenAtTheEnd",
    reason:
      "What is written in the same moment as the cancel phrase, or as the agent closes, may be overtaken by the end.",
    invariant: "botOverPerson",
    applies(finding, facts) {
      const { customer = [], steps = [], ends = [] } = facts.conversation(finding) ?? {};
      const writtenMs = customer.filter(({ token }) => finding.tokens.includes(token)).map(({ atMs }) => atMs);
      const endsMs = [...steps.filter(({ act }) => act === "cancel"), ...ends].map(({ atMs }) => atMs);
      return writtenMs.some((ms) => endsMs.some((endMs) => Math.abs(endMs - ms) < facts.record.togetherMs));
    },
  },
  {
    name: "platformStopped",
    reason: "A handler or Flow that Cognigy.AI ends after the event was noted or answered is not run again.",
    invariant: "lost",
    applies: (finding, facts) => facts.wasInterrupted(finding),
  },
  {
    name: "stoppedWaiting",
    reason:
      "The platform stops a relay that waits for Engage for 5 s. The customer's next message to an agent reports what was lost; without one, nobody hears of it.",
    invariant: "lost",
    kinds: ["customerMessage"],
    applies(finding, facts) {
      const forwarded = facts.requests(finding, "realtime").filter(({ tokens }) => tokens.length > 0);
      const stopped = facts.carriers(finding, "realtime").filter(({ status }) => status === undefined);
      return stopped.some((one) => !forwarded.some(({ startedMs }) => startedMs > one.startedMs + NOTICED_MS));
    },
  },
  {
    name: "readByAgents",
    reason:
      "A message to the bot that Engage delivers only after agents took the conversation isn't answered by the bot: agents read it in the thread.",
    invariant: "lost",
    kinds: ["customerMessage"],
    applies(finding, facts) {
      const { route, customer = [], flowRuns = [] } = facts.conversation(finding) ?? {};
      const writtenMs = customer.find(({ token }) => finding.tokens.includes(token))?.atMs ?? 0;
      const delivered = facts
        .carriers(finding, "webhook")
        .filter(({ status }) => status === 200)
        .at(-1);
      const deliveredMs = delivered?.endedMs ?? 0;
      // The Flow may have been at work on the handover when it was written.
      const isBetween = ({ atMs }: { atMs: number }) => atMs > writtenMs - FLOW_MS && atMs < deliveredMs;
      return route === "channel" && flowRuns.some((run) => run.exit === "onHandedOver" && isBetween(run));
    },
  },
  {
    name: "flowsInTheWay",
    reason:
      "Where a request is answered only after its Flow, Receive Engage Events waits for the Flow of each message in a delivery: the last of several can be out of its 15 s. The log says so.",
    invariant: "lost",
    kinds: ["customerMessage"],
    applies: (finding, facts) =>
      facts.record.plan.readings.silentAnswer === "after the Flow" &&
      facts.requests(finding, "inject").filter(({ status }) => status === undefined).length > 1,
  },
  {
    name: "unansweredUnderSnapshot",
    reason:
      "Where session storage is saved at the end of a handler, one that is stopped because Engage doesn't answer leaves no note of its message.",
    invariant: "lost",
    kinds: ["customerMessage"],
    applies: (finding, facts) =>
      facts.record.plan.readings.sessionStorage === "snapshot" &&
      facts.carriers(finding, "realtime").some(({ status }) => status === undefined),
  },
  {
    name: "replyNotTaken",
    reason: "A bot's reply that Engage refuses, or leaves without an answer, is not sent again: it might come twice.",
    invariant: "lost",
    kinds: ["botAnswer"],
    applies: (finding, facts) =>
      facts
        .carriers(finding, "rest")
        .some((one) => one.method === "POST" && one.url.endsWith("/contents") && isFault(one)),
  },
  {
    name: "overwrittenUnderSnapshot",
    reason: `${OVERWRITTEN} An end can be told twice, or not at all.`,
    invariant: "finalStatus",
    applies: (finding, facts) => isOverwritten(finding.atMs ?? 0, facts, facts.requests(finding, ...NOTING_LINKS)),
  },
  {
    name: "twiceUnderSnapshot",
    reason: `${OVERWRITTEN} A message that is delivered twice can be answered twice, or shown twice.`,
    invariant: "doubled",
    kinds: ["customerMessage", "agentMessage"],
    applies(finding, facts) {
      const isOfAgent = finding.kind === "agentMessage";
      const [first, ...others] = facts.carriers(finding, isOfAgent ? "notify" : "webhook");
      const cameTwice = others.length > 0 || first?.outcome.kind === "twice";
      const beside = facts.requests(finding, ...(isOfAgent ? NOTING_LINKS : (["webhook", "rest"] as const)));
      return cameTwice && isOverwritten(first?.startedMs ?? 0, facts, beside);
    },
  },
  {
    name: "noteFailedToo",
    reason: "Neither the agent's message nor the note about it could be delivered within the node's 15 s.",
    invariant: "lost",
    kinds: ["agentMessage"],
    applies(finding, facts) {
      const { tokens } = finding;
      const content = facts.conversation(finding)?.agent.find(({ token }) => tokens.includes(token))?.contentId ?? "-";
      const notes = facts
        .requests(finding, "realtime")
        .filter(({ body }) => body.includes(toUndeliveredNoteId(toAgentMessageId(content))));
      const tries = facts.carriers(finding, "notify");
      return tries.length > 0 && tries.every(isFault) && notes.every(isFault);
    },
  },
  {
    name: "answerLost",
    reason:
      "Engage took the message, but the answer was lost or the platform stopped the relay: the Flow learns that it may not have arrived.",
    invariant: "doubled",
    kinds: ["toldThoughArrived"],
    applies: (finding, facts) =>
      facts.carriers(finding, "realtime").some(isLostAnswer) || facts.wasInterrupted(finding),
  },
  {
    name: "deliveryAnswerLost",
    reason:
      "The customer's Endpoint took the agent's message and each answer was lost: the agent is told that it may not have arrived.",
    invariant: "doubled",
    kinds: ["agentToldThoughArrived"],
    applies: (finding, facts) => facts.carriers(finding, "notify", "sdk").some(isLostAnswer),
  },
  {
    name: "endNotTold",
    reason:
      "The end of a handover is not told when the platform stops the handler or node that tells it, or all its tries fail.",
    invariant: "finalStatus",
    kinds: ["missing"],
    applies: (finding, facts) =>
      facts.wasInterrupted(finding) || hasGivenUp(facts.requests(finding, "inject", "rest"), finding.atMs ?? 0),
  },
  {
    name: "endOvertaken",
    reason:
      "An end that is announced after somebody took the conversation up again is older than what is known, and ignored.",
    invariant: "finalStatus",
    kinds: ["missing"],
    applies(finding, facts) {
      const { atMs: endMs = 0 } = finding;
      const { steps = [], ends = [] } = facts.conversation(finding) ?? {};
      const eventId = ends.find(({ atMs }) => atMs === endMs)?.eventId ?? "-";
      const arrival = facts.record.exchanges.find(
        ({ link, body, status }) => link === "webhook" && status === 200 && body.includes(eventId),
      );
      const untilMs = (arrival?.startedMs ?? Number.POSITIVE_INFINITY) + facts.record.togetherMs;
      return steps.some(({ act, atMs }) => TAKING_UP.includes(act) && atMs > endMs && atMs < untilMs);
    },
  },
  {
    name: "announcedLate",
    reason:
      "An end before Engage announces the opening of its handover is taken for that of the handover before. The customer's next message shows it, 30 s after the announcement.",
    invariant: "finalStatus",
    kinds: ["missing"],
    applies(finding, facts) {
      const { atMs: endMs = 0 } = finding;
      const { contents = [] } = facts.conversation(finding) ?? {};
      const opening = contents.filter(({ atMs, foreignId }) => atMs < endMs && isHandoverId(foreignId)).at(-1);
      const announcement = facts
        .requests(finding, "webhook")
        .find(({ status, body }) => status === 200 && body.includes(opening?.foreignId ?? "-"));
      const announcedMs = announcement?.startedMs ?? Number.POSITIVE_INFINITY;
      return (
        announcedMs > endMs && contents.every(({ atMs, by }) => by !== "customer" || atMs < announcedMs + SETTLED_MS)
      );
    },
  },
  {
    name: "nothingBetweenEnds",
    reason:
      "Closed by mistake, opened and closed again: where none of the agent's words arrived in between, the customer never left the bot. Words of the very second of the first end count as older: Engage tells no fractions.",
    invariant: "finalStatus",
    kinds: ["missing"],
    applies(finding, facts) {
      const { agent = [], flowRuns = [], ends = [] } = facts.conversation(finding) ?? {};
      const ofAgents = ends.filter(({ byBot, withAgents }) => withAgents && !byBot).map(({ atMs }) => atMs);
      const { atMs: endMs = 0 } = finding;
      const formerMs = ofAgents.filter((ms) => ms < endMs).at(-1);
      if (formerMs === undefined) {
        return false;
      }
      const isBetweenEnds = ({ atMs }: { atMs: number }) => atMs > formerMs && atMs < endMs;
      const hasBegun = flowRuns.some((run) => run.exit === "onHandedOver" && isBetweenEnds(run));
      const isOfThatSecond = (ms: number) => Math.floor(ms / 1000) === Math.floor(formerMs / 1000);
      const words = agent.filter(isBetweenEnds);
      return (
        !hasBegun && words.every(({ token, atMs }) => isOfThatSecond(atMs) || !facts.hasArrivedBefore(token, endMs))
      );
    },
  },
  {
    name: "takenUpAtTheEnd",
    reason:
      "Someone who takes up a conversation again in the moment of its end (by a message, an answer, a new handover) may lose it to the bot. The Flow hears of that, but not again when agents close what they still have.",
    invariant: "finalStatus",
    applies(finding, facts) {
      const { atMs: toldMs = 0 } = finding;
      const { steps = [], ends = [], returns = [] } = facts.conversation(finding) ?? {};
      const endsMs = [...steps.filter(({ act }) => act === "cancel"), ...ends].map(({ atMs }) => atMs);
      const takenUpMs = steps.filter(({ act }) => [...TAKING_UP, "answer"].includes(act)).map(({ atMs }) => atMs);
      const returnMs = returns.filter((ms) => ms <= toldMs).at(-1) ?? Number.NaN;
      const isOfNext =
        finding.kind === "missing" &&
        steps.some(({ act, atMs }) => act === "askForAgent" && atMs > returnMs && atMs < toldMs);
      const sinceEnds = isOfNext ? [] : endsMs;
      return sinceEnds
        .filter((endMs) => endMs <= returnMs && returnMs - endMs < 2 * FLOW_MS)
        .some((endMs) => takenUpMs.some((ms) => ms > endMs - facts.record.togetherMs && ms <= returnMs));
    },
  },
  {
    name: "neverWithAgents",
    reason:
      "Where Engage refuses the agents' category until all tries are used up, or Cognigy.AI is stopped meanwhile, the customer would write to nobody: the handover ends with a later message.",
    invariant: "finalStatus",
    kinds: ["twice"],
    applies(finding, facts) {
      const { atMs: toldMs = 0 } = finding;
      const { route, contents = [] } = facts.conversation(finding) ?? {};
      const before = contents.filter(({ atMs, by }) => atMs <= toldMs && by === "customer");
      const openings = before.filter(({ foreignId }) => isHandoverId(foreignId));
      const openedMs = openings.at(-1)?.atMs ?? Number.POSITIVE_INFINITY;
      return (
        route === "bridge" &&
        before.every(({ atMs, withAgents }) => atMs < openedMs || !withAgents) &&
        (hasGivenUp(facts.requests(finding, "rest"), openedMs) ||
          facts.record.interruptions.some(
            ({ atMs, conversation }) =>
              atMs >= openedMs && atMs <= toldMs && (conversation ?? finding.conversation) === finding.conversation,
          ))
      );
    },
  },
  {
    name: "askedWhileClosing",
    reason:
      "Where what a node says leaves only at the node's end, nobody knows yet that Close is at work: who leaves by the cancel phrase and asks for an agent within that time can lose the new handover to the end of the old one.",
    invariant: "botOverPerson",
    applies(finding, facts) {
      const { route, steps = [], customer = [] } = facts.conversation(finding) ?? {};
      const timesOf = (wanted: Act) => steps.filter(({ act }) => act === wanted).map(({ atMs }) => atMs);
      const writtenMs = customer.find(({ token }) => finding.tokens.includes(token))?.atMs ?? 0;
      const askedMs = timesOf("askForAgent")
        .filter((ms) => ms < writtenMs)
        .at(-1);
      return (
        route === "bridge" &&
        facts.record.plan.readings.nodeOutputs === "at its end" &&
        askedMs !== undefined &&
        timesOf("cancel").some((ms) => ms <= askedMs && askedMs - ms < FLOW_MS)
      );
    },
  },
  {
    name: "endedAtOnce",
    reason:
      "An end in the very second in which its handover began, and told late, is taken for that of the handover before: Engage tells no fractions.",
    invariant: "finalStatus",
    kinds: ["missing"],
    applies(finding, facts) {
      const secondOf = (ms = Number.NaN) => Math.floor(ms / 1000);
      const openings = (facts.conversation(finding)?.contents ?? []).filter(({ foreignId }) => isHandoverId(foreignId));
      return openings.some(({ atMs }) => secondOf(atMs) === secondOf(finding.atMs));
    },
  },
];

function isBetween(ms: number, earlierMs: number, laterMs: number): boolean {
  return ms >= earlierMs && ms <= laterMs + FLOW_MS;
}

/** Whether two handlers of a conversation ran beside each other at about that time. */
function isOverwritten(atMs: number, { record }: Facts, requests: readonly ExchangeRecord[]): boolean {
  const near = requests.filter(({ startedMs }) => Math.abs(startedMs - atMs) < FLOW_MS);
  return record.plan.readings.sessionStorage === "snapshot" && near.some((one) => isBeside(one, near));
}

function isBeside(one: ExchangeRecord, others: readonly ExchangeRecord[]): boolean {
  const { endedMs = Number.POSITIVE_INFINITY } = one;
  return others.some((other) => other !== one && other.startedMs >= one.startedMs && other.startedMs <= endedMs);
}

/** All the tries that a node has for one request: one, where the answer isn't of those after which it asks again. */
function hasGivenUp(requests: readonly ExchangeRecord[], sinceMs: number): boolean {
  const failed = requests.filter((one) => one.startedMs >= sinceMs && isFault(one));
  return failed.some(
    ({ link, url, agent, status }) =>
      (link === "rest" && status === 500) ||
      failed.filter((one) => one.url === url && one.agent === agent).length >= TRIES,
  );
}

function isHeldUp(exchange: ExchangeRecord): boolean {
  return isFault(exchange) || (exchange.endedMs ?? 0) - exchange.startedMs > SLOW_MS;
}

function writingTimes({ tokens }: Finding, conversation: ConversationRecord | undefined): [number, number] {
  const writings = [...(conversation?.customer ?? []), ...(conversation?.agent ?? [])];
  const [one = 0, other = 0] = tokens.map((token) => writings.find((writing) => writing.token === token)?.atMs ?? 0);
  return [Math.min(one, other), Math.max(one, other)];
}

/** At Cognigy.AI: as Engage delivers it, or on route bridge as the customer writes it. */
function arrivalsMs(finding: Finding, token: string, facts: Facts): number[] {
  const conversation = facts.conversation(finding);
  const written = conversation?.route === "bridge" ? conversation.customer : [];
  const delivered = facts.carriers({ ...finding, tokens: [token] }, "webhook", "sdk");
  return [
    ...written.filter((one) => one.token === token).map(({ atMs }) => atMs),
    ...delivered.map(({ startedMs }) => startedMs),
  ];
}
