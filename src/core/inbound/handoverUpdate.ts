/** What an event says about a handover: waiting, with an agent, over. */
import { type CategoryPair, isWithAgents, isWithBot, type OwnerRules } from "../categories";
import type { EngageEvent } from "./engageEvent";
import { readId, readTexts } from "./read";

export type HandoverStatus = "queue" | "active" | "completed" | "cancelled";

export interface HandoverUpdate {
  status: HandoverStatus;
  agentId?: string;
}

export type UpdateDecision = { update: HandoverUpdate } | { update: undefined; reason: string };

/** What the hub remembers of a thread. It may be gone at any moment. */
export interface KnownHandover {
  /** Who had the conversation last, as far as events told. */
  holder?: "bot" | "agents";
  /** When that came about at Engage's side: older events do not change it. */
  holderAtMs?: number;
  status?: HandoverStatus;
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
const ENDED: Readonly<Record<string, HandoverStatus>> = {
  "intervention.closed": "completed",
  "intervention.canceled": "cancelled",
};

type HolderRules = CategoryPair & OwnerRules;

export function decideUpdate(
  event: EngageEvent,
  known: KnownHandover,
  pair: HolderRules,
  isBridge: boolean,
): UpdateDecision {
  const none = (reason: string): UpdateDecision => ({ update: undefined, reason });
  if (known.statusAtMs !== undefined && event.issuedAtMs !== 0 && event.issuedAtMs < known.statusAtMs) {
    return none("overtaken");
  }
  const shown = holderOf(event, pair, known);
  const ended = Object.hasOwn(ENDED, event.type) ? ENDED[event.type] : undefined;
  if (ended !== undefined && shown !== "bot") {
    return { update: { status: ended } };
  }
  const isOpen = known.status !== undefined && !isOver(known);
  // Given back by its categories, without being closed: on the bridge the customer would go on writing to nobody.
  const isGivenBack =
    isBridge && shown === "bot" && known.holder === "agents" && event.issuedAtMs >= (known.holderAtMs || 0);
  if ((isOpen && event.type === "content.thread_closed") || (isGivenBack && !isOver(known))) {
    return { update: { status: "completed" } };
  }
  const holder = shown || known.holder;
  if (holder !== "agents") {
    return none("not_with_agents");
  }
  if (ACTIVE.indexOf(event.type) !== -1) {
    const agentId = readId(event.metadata, "user_id") || event.userId || readTexts(event.metadata, "agent_ids")[0];
    if (known.status === "active" && known.agentId === agentId) {
      return none("known");
    }
    return { update: { status: "active", ...(agentId !== undefined && { agentId }) } };
  }
  if (QUEUED.indexOf(event.type) !== -1) {
    return isOpen ? none("known") : { update: { status: "queue" } };
  }
  return none("no_update");
}

export function isOver({ status }: { status?: string | undefined }): boolean {
  return status === "completed" || status === "cancelled";
}

/** Who has the conversation by the categories of the event; task events tell none. */
export function holderOf(event: EngageEvent, pair: HolderRules, known: KnownHandover): "bot" | "agents" | undefined {
  // The content of a task got new categories, and the event does not say which: at the beginning of a handover the
  // agents' ones, after its end the bot's.
  if (event.type === "task.recategorized") {
    return isOver(known) ? "bot" : "agents";
  }
  if (event.categoryIds === undefined) {
    return undefined;
  }
  if (isWithBot(event.categoryIds, pair)) {
    return "bot";
  }
  return isWithAgents(event.categoryIds, pair) ? "agents" : undefined;
}
