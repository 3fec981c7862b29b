/** What an event says about a handover: waiting, with an agent, over. */
import { type CategoryPair, isWithAgents, isWithBot } from "../categories";
import type { EngageEvent } from "./engageEvent";
import { readId, readTexts } from "./read";

type DecidedStatus = "queue" | "active" | "completed" | "cancelled";

export interface DecidedUpdate {
  status: DecidedStatus;
  /** Who has it, or had it last. */
  agentId?: string;
  /** Who had it before: the conversation was transferred. */
  previousAgentId?: string;
  /** What makes it more than the status says. */
  event?: "longWait" | "nobodyTookIt";
  /** How it ended. */
  ended?: "closedByAgent" | "returnedByCategory" | "threadClosed" | "cancelledInEngage";
  /** Milliseconds from the handover to the first agent, and from there to the end. */
  waitedMs?: number;
  handledMs?: number;
}

/** `isAssumed`: the event doesn't say who has the conversation, so its categories must be read before anybody hears of it. */
export type UpdateDecision = { update: DecidedUpdate; isAssumed: boolean } | { update: undefined; reason: string };

/** What the hub remembers of a thread. It may be gone at any moment. */
export interface KnownHandover {
  /** Who had the conversation last, as far as events told. */
  holder?: "bot" | "agents";
  /** When that came about at Engage's side: older events do not change it. */
  holderAtMs?: number;
  status?: DecidedStatus;
  agentId?: string;
  /** When that status came about at Engage's side. */
  statusAtMs?: number;
  event?: DecidedUpdate["event"];
  /** Since when agents are to have it, and when the first of them took it. */
  sinceMs?: number;
  /** When the hub heard of it first: Receive Engage Events may have to finish it from then on. */
  announcedMs?: number;
  takenAtMs?: number;
  isLongWaitTold?: boolean;
  /** When its task got other categories. */
  recategorizedAtMs?: number;
}

const ACTIVE = [
  "intervention.opened",
  "intervention.assigned",
  "intervention.user_updated",
  "task.taken",
  "task.supervisor_assigned",
];
/** Nobody has the skill, or each step of the routing has run out. */
const UNDELIVERED = "task.undelivered";
const CREATED = "task.created";
const QUEUED = [CREATED, "task.assigned", UNDELIVERED, "intervention.reactivated"];
/** A task is created with the message that it is for. No bot on a channel hands over that fast. */
const WITH_MESSAGE_MS = 20;
const ENDED: ReadonlyMap<string, Pick<DecidedUpdate, "status" | "ended">> = new Map([
  ["intervention.closed", { status: "completed", ended: "closedByAgent" }],
  ["intervention.canceled", { status: "cancelled", ended: "cancelledInEngage" }],
  ["content.thread_closed", { status: "completed", ended: "threadClosed" }],
] as const);

/** An intervention and its thread are closed at about the same time: that is one end. */
const ONE_END_MS = 10_000;

export function decideUpdate(
  event: EngageEvent,
  known: KnownHandover,
  rules: CategoryPair,
  isBridge: boolean,
): UpdateDecision {
  const none = (reason: string): UpdateDecision => ({ update: undefined, reason });
  const { issuedAtMs, type } = event;
  if (isOvertaken(issuedAtMs, known)) {
    return none("overtaken");
  }
  const shown = holderOf(event, rules);
  // Who had the conversation last doesn't say who has it after the end.
  const isAgents = shown === "agents" || (shown === undefined && known.holder === "agents" && !isOver(known));
  const ended = ENDED.get(type);
  if (ended !== undefined && shown !== "bot") {
    const update = { ...ended, ...toTimes(known, issuedAtMs) };
    return isNews(update, issuedAtMs, known) ? { update, isAssumed: !isAgents && !isOpen(known) } : none("known");
  }
  // Given back by its categories, without being closed: on the bridge the customer would go on writing to nobody.
  const isGivenBack = isBridge && shown === "bot" && known.holder === "agents" && issuedAtMs >= (known.holderAtMs || 0);
  if ((isGivenBack && !isOver(known)) || (isBridge && isWrittenToBot(event, known, shown))) {
    const times = toTimes(known, issuedAtMs);
    // Before anybody opened it, no event may have shown that agents had it.
    return { update: { status: "completed", ended: "returnedByCategory", ...times }, isAssumed: !isGivenBack };
  }
  if (shown === "bot") {
    return none("not_with_agents");
  }
  if (ACTIVE.includes(type)) {
    // Whoever caused the event may be a supervisor who assigned the task.
    const [taker, ...others] = readTexts(event.metadata, "agent_ids");
    const agentId = readId(event.metadata, "user_id") || (others.length === 0 && taker) || event.userId || taker;
    const { status, agentId: previousAgentId, sinceMs } = known;
    const update: DecidedUpdate = {
      status: "active",
      ...(agentId !== undefined && { agentId }),
      ...(status === "active" && previousAgentId !== undefined && { previousAgentId }),
      ...(status !== "active" && sinceMs && sinceMs < issuedAtMs && { waitedMs: issuedAtMs - sinceMs }),
    };
    return isNews(update, issuedAtMs, known) ? { update, isAssumed: !isAgents } : none("known");
  }
  // Nobody but the bot has its category, so its own tasks end like this all the time, also just before a handover.
  const { recategorizedAtMs = Number.POSITIVE_INFINITY, sinceMs = 0 } = known;
  const isBots = !(isAgents || isOpen(known)) || issuedAtMs < sinceMs;
  const isNewTask = !isBridge && (type === CREATED || type === UNDELIVERED);
  const isOfBotsMessage = known.holder === "bot" && issuedAtMs < (known.holderAtMs || 0) + WITH_MESSAGE_MS;
  if ((type === UNDELIVERED && isBots && issuedAtMs < recategorizedAtMs) || (isNewTask && isOfBotsMessage)) {
    return none("not_with_agents");
  }
  if (QUEUED.includes(type)) {
    const update: DecidedUpdate = { status: "queue", ...(type === UNDELIVERED && { event: "nobodyTookIt" }) };
    return isNews(update, issuedAtMs, known) ? { update, isAssumed: !isAgents } : none("known");
  }
  return none("no_update");
}

/** Their categories may still be those before the handover: longer than any node needs to change them. */
const SETTLED_MS = 30_000;

/** Whether the relay forwards to agents what reaches the bot's category. */
function isWrittenToBot(
  { type, issuedAtMs }: EngageEvent,
  { sinceMs = 0, announcedMs = 0 }: KnownHandover,
  holder: "bot" | "agents" | undefined,
): boolean {
  const settledMs = Math.max(sinceMs, announcedMs) + SETTLED_MS;
  return type === "content.imported" && holder === "bot" && sinceMs > 0 && issuedAtMs >= settledMs;
}

/** Whether nobody has heard of it yet, and nothing newer is known. */
export function isNews({ status, agentId, event }: DecidedUpdate, atMs: number, known: KnownHandover): boolean {
  if (isOvertaken(atMs, known)) {
    return false;
  }
  if (isOver({ status })) {
    return !isOver(known) || atMs - (known.statusAtMs || 0) >= ONE_END_MS;
  }
  if (status === "active") {
    // An event that doesn't say which agent it was brings no second one.
    return known.status !== "active" || (agentId !== undefined && known.agentId !== agentId);
  }
  return !isOpen(known) || (event !== undefined && event !== known.event);
}

/** Who had it, and for how long, as far as events told. */
function toTimes({ agentId, sinceMs = 0, takenAtMs = 0 }: KnownHandover, atMs: number): Partial<DecidedUpdate> {
  return {
    ...(agentId !== undefined && { agentId }),
    ...(sinceMs > 0 && takenAtMs > sinceMs && { waitedMs: takenAtMs - sinceMs }),
    ...(takenAtMs > 0 && atMs > takenAtMs && { handledMs: atMs - takenAtMs }),
  };
}

/** Whether a customer has waited longer than is bearable, and the Flow hasn't heard of it. Both times are Engage's. */
export function decideLongWait(
  { issuedAtMs }: Pick<EngageEvent, "issuedAtMs">,
  known: KnownHandover,
  longestWaitMs: number,
): DecidedUpdate | undefined {
  const { status, sinceMs = 0, takenAtMs, isLongWaitTold } = known;
  const isWaiting = sinceMs > 0 && !takenAtMs && (status === undefined || status === "queue");
  const waitedMs = issuedAtMs - sinceMs;
  return isWaiting && !isLongWaitTold && longestWaitMs > 0 && waitedMs >= longestWaitMs
    ? { status: "queue", event: "longWait", waitedMs }
    : undefined;
}

function isOvertaken(atMs: number, { statusAtMs }: KnownHandover): boolean {
  return atMs !== 0 && atMs < (statusAtMs || 0);
}

export function isOver({ status }: { status?: string | undefined }): boolean {
  return status === "completed" || status === "cancelled";
}

function isOpen(known: KnownHandover): boolean {
  return known.status !== undefined && !isOver(known);
}

/** Who has the conversation by the event's categories. Events of tasks name none, and agents' replies may have none. */
export function holderOf({ categoryIds = [] }: EngageEvent, rules: CategoryPair): "bot" | "agents" | undefined {
  if (isWithBot(categoryIds, rules)) {
    return "bot";
  }
  return isWithAgents(categoryIds, rules) ? "agents" : undefined;
}
