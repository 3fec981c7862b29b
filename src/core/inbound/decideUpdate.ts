/** What an event says about a handover: waiting, with an agent, over. */
import { type CategoryPair, isWithAgents, isWithBot, type OwnerRules } from "../categories";
import type { EngageEvent } from "./engageEvent";
import { readId, readTexts } from "./read";

type DecidedStatus = "queue" | "active" | "completed" | "cancelled";

export interface DecidedUpdate {
  status: DecidedStatus;
  agentId?: string;
}

/** `isAssumed`: the event doesn't say who has the conversation, so its categories must be read before anybody hears of it. */
export type UpdateDecision = { update: DecidedUpdate; isAssumed: boolean } | { update: undefined; reason: string };

type HolderRules = CategoryPair & OwnerRules;

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
}

const ACTIVE = [
  "intervention.opened",
  "intervention.assigned",
  "intervention.user_updated",
  "task.taken",
  "task.supervisor_assigned",
];
const QUEUED = ["task.created", "task.assigned", "task.undelivered", "intervention.reactivated"];
const ENDED: ReadonlyMap<string, DecidedStatus> = new Map([
  ["intervention.closed", "completed"],
  ["intervention.canceled", "cancelled"],
  ["content.thread_closed", "completed"],
]);

/** An intervention and its thread are closed at about the same time: that is one end. */
const ONE_END_MS = 10_000;

export function decideUpdate(
  event: EngageEvent,
  known: KnownHandover,
  rules: HolderRules,
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
    const update = { status: ended };
    return isNews(update, issuedAtMs, known) ? { update, isAssumed: !isAgents && !isOpen(known) } : none("known");
  }
  // Given back by its categories, without being closed: on the bridge the customer would go on writing to nobody.
  const isGivenBack = isBridge && shown === "bot" && known.holder === "agents" && issuedAtMs >= (known.holderAtMs || 0);
  if (isGivenBack && !isOver(known)) {
    return { update: { status: "completed" }, isAssumed: false };
  }
  if (shown === "bot") {
    return none("not_with_agents");
  }
  if (ACTIVE.indexOf(type) !== -1) {
    const agentId = readId(event.metadata, "user_id") || event.userId || readTexts(event.metadata, "agent_ids")[0];
    const update = { status: "active", ...(agentId !== undefined && { agentId }) } as const;
    return isNews(update, issuedAtMs, known) ? { update, isAssumed: !isAgents } : none("known");
  }
  if (QUEUED.indexOf(type) !== -1) {
    const update = { status: "queue" } as const;
    return isNews(update, issuedAtMs, known) ? { update, isAssumed: !isAgents } : none("known");
  }
  return none("no_update");
}

/** Whether nobody has heard of it yet, and nothing newer is known. */
export function isNews({ status, agentId }: DecidedUpdate, atMs: number, known: KnownHandover): boolean {
  if (isOvertaken(atMs, known)) {
    return false;
  }
  if (isOver({ status })) {
    return !isOver(known) || atMs - (known.statusAtMs || 0) >= ONE_END_MS;
  }
  return status === "queue" ? !isOpen(known) : known.status !== "active" || known.agentId !== agentId;
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
export function holderOf({ categoryIds = [] }: EngageEvent, rules: HolderRules): "bot" | "agents" | undefined {
  if (isWithBot(categoryIds, rules)) {
    return "bot";
  }
  return isWithAgents(categoryIds, rules) ? "agents" : undefined;
}
