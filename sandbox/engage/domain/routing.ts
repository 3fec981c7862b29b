/** Decides, on plain values, where a waiting task belongs and how a list of tasks is sorted. */

export interface RoutableAgent {
  id: string;
  categoryIds: readonly string[];
  canReply: boolean;
  /** On the channel that contains the source; null when not connected there. */
  status: "available" | "away" | null;
  isFull: boolean;
}

export interface Routing {
  queue: "global" | "undelivered";
  /** Agents to whom the task is offered now. */
  agentIds: string[];
}

/** A task waits in `global` for those with a matching skill; with nobody skilled it is `undelivered`. */
export function decideRouting(categoryIds: readonly string[], agents: readonly RoutableAgent[]): Routing {
  const skilled = agents.filter(
    (agent) => agent.canReply && agent.categoryIds.some((categoryId) => categoryIds.includes(categoryId)),
  );
  if (skilled.length === 0) {
    return { queue: "undelivered", agentIds: [] };
  }
  return {
    queue: "global",
    agentIds: skilled.filter((agent) => agent.status === "available" && !agent.isFull).map((agent) => agent.id),
  };
}

/** Priority first, then the LATEST first: this is not first in, first out. */
export function compareTasks(
  left: { priority: number; order: number },
  right: { priority: number; order: number },
): number {
  return right.priority - left.priority || right.order - left.order;
}

/** Who is served next: priority first, then who waits longest. No source says so; the list's order above says nothing. */
export function compareServed(
  left: { priority: number; order: number },
  right: { priority: number; order: number },
): number {
  return right.priority - left.priority || left.order - right.order;
}

/** `ok` below the soft limit, `busy` above it, `full` from the hard limit on. */
export function decideBusyness(
  taskCount: number,
  limits: { soft_capability: number; hard_capability: number },
): "unoccupied" | "ok" | "busy" | "full" {
  if (taskCount === 0) {
    return "unoccupied";
  }
  if (taskCount >= limits.hard_capability) {
    return "full";
  }
  return taskCount > limits.soft_capability ? "busy" : "ok";
}
