/**
 * Where a conversation stands between customer and agent, read from tasks, interventions and categories.
 * Records keep the names of Engage's API.
 */
import { type CategoryPair, isWithAgents } from "./categories";

export interface QueueTask {
  id: string;
  thread_id: string | null;
  channel_id: string | null;
  priority: number;
  created_at: string | null;
  agent_ids: readonly string[];
  accepted_at: string | null;
}

interface QueueIntervention {
  id: string;
  user_id: string | null;
  closed: boolean;
  created_at: string | null;
}

export interface QueueFacts {
  threadId: string;
  thread: { closed: boolean; categoryIds: readonly string[] };
  waiting: { tasks: readonly QueueTask[]; complete: boolean };
  inHand: { tasks: readonly QueueTask[]; complete: boolean };
  /** What nobody could take. Read only where `never_queued` is the answer without it. */
  undelivered?: { tasks: readonly QueueTask[]; complete: boolean };
  interventions: readonly QueueIntervention[];
  /** The user of the API token: an intervention of its own is the bot's, not an agent's. */
  botUserId: string | undefined;
  /** Count only this channel; without it, the channel of the conversation's own task. */
  channelId?: string | undefined;
}

export type QueueStanding =
  | { status: "queued"; taskId: string; position: number; allTasksRead: boolean; queueLength: number | null }
  | { status: "undelivered"; taskId: string }
  | { status: "withAgent"; agentId: string | null; since: string | null }
  | { status: "notQueued"; reason: "closed" | "never_queued" }
  | { status: "unknown"; reason: string };

const NOT_AMONG_THOSE_READ = {
  status: "unknown",
  reason: "There are more tasks in Engage than this node may read, and the conversation is not among those read.",
} as const;

export function decideQueueStanding(facts: QueueFacts, pair: Partial<CategoryPair>): QueueStanding {
  const isOurs = (task: QueueTask) => task.thread_id === facts.threadId;
  const isForAgents = isWithAgents(facts.thread.categoryIds, pair);

  const inHand = facts.inHand.tasks.find(isOurs);
  if (inHand && isForAgents) {
    return { status: "withAgent", agentId: inHand.agent_ids[0] ?? null, since: inHand.accepted_at };
  }
  const waiting = facts.waiting.tasks.find(isOurs);
  // Otherwise it waits for the bot, and no agent will come.
  if (waiting && isForAgents) {
    return toQueuedStanding(waiting, facts);
  }

  const open = facts.interventions.filter((intervention) => !intervention.closed);
  const withAgent = open.find(({ user_id }) => user_id !== facts.botUserId);
  if (withAgent && isForAgents) {
    return { status: "withAgent", agentId: withAgent.user_id, since: withAgent.created_at };
  }

  if (facts.thread.closed) {
    return { status: "notQueued", reason: "closed" };
  }
  if (!facts.waiting.complete || !facts.inHand.complete) {
    return NOT_AMONG_THOSE_READ;
  }
  if (facts.interventions.some(({ user_id }) => user_id !== facts.botUserId)) {
    return { status: "notQueued", reason: "closed" };
  }
  const undelivered = facts.undelivered?.tasks.find(isOurs);
  if (undelivered && isForAgents) {
    return { status: "undelivered", taskId: undelivered.id };
  }
  return facts.undelivered?.complete === false ? NOT_AMONG_THOSE_READ : { status: "notQueued", reason: "never_queued" };
}

function toQueuedStanding(own: QueueTask, facts: QueueFacts): QueueStanding {
  const channelId = facts.channelId ?? own.channel_id;
  const queue = facts.waiting.tasks.filter((task) => channelId === null || task.channel_id === channelId);
  return {
    status: "queued",
    taskId: own.id,
    position: 1 + queue.filter((task) => isServedBefore(task, own)).length,
    allTasksRead: facts.waiting.complete,
    queueLength: facts.waiting.complete ? Math.max(queue.length, 1) : null,
  };
}

/** Served by priority, then oldest first. The list itself is newest first, so its order says nothing. */
function isServedBefore(task: QueueTask, own: QueueTask): boolean {
  if (task.priority !== own.priority) {
    return task.priority > own.priority;
  }
  return (task.created_at ?? "") < (own.created_at ?? "");
}
