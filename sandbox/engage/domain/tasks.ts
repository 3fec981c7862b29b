/** Tasks: created when a customer waits, routed by categories and skills, taken, moved, transferred and completed. */
import { refreshBusyness, refreshHolder, routableAgents } from "./agents";
import { announceAgent, announceIntervention, announceTask } from "./announce";
import { checkCategoryIds, contentCategoryIds } from "./categories";
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { find, openIntervention, pendingTask } from "./find";
import type { Content, Task } from "./records";
import { decideRouting } from "./routing";

export function createTask(state: DomainState, content: Content, options: { isReopened?: boolean } = {}): Task {
  const source = find(state.sources, content.source_id);
  const task: Task = {
    id: state.newId("task"),
    content_id: content.id,
    thread_id: content.thread_id,
    intervention_id: content.intervention_id,
    channel_id: source.channel_id,
    agent_ids: [],
    priority: source.default_task_priority,
    step: "skilled",
    accepted_at: null,
    completed_at: null,
    expire_at: null,
    locked_at: null,
    transfered_at: null,
    receivers: {},
    queue: "global",
    order: state.nextOrder(),
    ...state.timestamps(),
  };
  state.tasks.set(task.id, task);
  // A reopened intervention shows `intervention.reopened` in place of `task.created`.
  if (!options.isReopened) {
    announceTask(state, "created", task);
  }
  dispatchTask(state, task);
  return task;
}

/** Offers a waiting task to whoever is skilled and free, or files it as undelivered. */
export function dispatchTask(state: DomainState, task: Task): void {
  const content = find(state.contents, task.content_id);
  const agents = routableAgents(state, content.source_id, task.channel_id, task.receivers);
  const routing = decideRouting(contentCategoryIds(state, content), agents);
  task.queue = routing.queue;
  task.agent_ids = routing.agentIds;
  task.updated_at = state.timestamp();
  if (routing.queue === "undelivered") {
    announceTask(state, "undelivered", task);
  } else if (routing.agentIds.length > 0) {
    announceTask(state, "assigned", task);
  }
}

/** An agent accepts an offered task (`ring`) or asks for one (`request`). */
export function takeTask(
  state: DomainState,
  taskId: string,
  agentId: string,
  by: "agent" | "supervisor" = "agent",
): Task {
  const task = find(state.tasks, taskId);
  find(state.users, agentId);
  if (task.completed_at !== null || task.queue.startsWith("workbin_")) {
    throw new EngageRefusal("invalid", "Task is not waiting");
  }
  const type = task.agent_ids.includes(agentId) ? "ring" : "request";
  task.queue = `workbin_${agentId}`;
  task.agent_ids = [agentId];
  task.accepted_at = state.timestamp();
  task.updated_at = task.accepted_at;
  if (by === "supervisor") {
    announceTask(state, "supervisor_assigned", task, { userId: agentId });
  } else {
    announceTask(state, "taken", task, { userId: agentId, type });
  }
  const presence = state.presence.get(agentId);
  if (presence !== undefined && by === "agent") {
    announceAgent(state, "accept_task", presence);
  }
  refreshBusyness(state, agentId, task.channel_id);
  handOverIntervention(state, task, agentId);
  return task;
}

function handOverIntervention(state: DomainState, task: Task, agentId: string): void {
  const intervention = openIntervention(state, task.thread_id);
  if (intervention !== undefined && intervention.user_id !== agentId) {
    intervention.user_id = agentId;
    intervention.updated_at = state.timestamp();
    announceIntervention(state, "user_updated", intervention, agentId);
  }
}

export function moveTask(state: DomainState, taskId: string, queue: string): Task {
  const task = find(state.tasks, taskId);
  // Only `undelivered` and special queues of the topology; this account's topology has one, for triage.
  if (queue !== "undelivered" && queue !== "triage") {
    throw new EngageRefusal("invalid", "Validation failed: queue is invalid");
  }
  const before = task.queue;
  task.queue = queue;
  task.agent_ids = [];
  task.updated_at = state.timestamp();
  refreshHolder(state, task, before);
  if (queue === "undelivered") {
    announceTask(state, "undelivered", task);
  }
  return task;
}

export interface Transfer {
  agentIds?: string[] | undefined;
  bypass?: boolean | undefined;
  categoryIds?: string[] | undefined;
  teamIds?: string[] | undefined;
  language?: string | undefined;
  userId?: string | undefined;
}

export function transferTask(state: DomainState, taskId: string, transfer: Transfer): Task {
  const task = find(state.tasks, taskId);
  if (task.completed_at !== null) {
    throw new EngageRefusal("invalid", "Task is completed");
  }
  const agentIds = transfer.agentIds ?? [];
  if (agentIds.some((id) => !state.users.has(id)) || (transfer.bypass && agentIds.length === 0)) {
    throw new EngageRefusal("invalid", "Validation failed: agents are invalid");
  }
  if (transfer.teamIds?.some((id) => !state.teams.has(id))) {
    throw new EngageRefusal("invalid", "Validation failed: teams are invalid");
  }
  const before = task.queue;
  task.receivers = { teamIds: transfer.teamIds, language: transfer.language };
  if (transfer.categoryIds !== undefined) {
    find(state.contents, task.content_id).own_category_ids = checkCategoryIds(state, transfer.categoryIds);
  }
  task.queue = "global";
  task.agent_ids = agentIds;
  task.transfered_at = state.timestamp();
  task.updated_at = task.transfered_at;
  refreshHolder(state, task, before);
  announceTask(state, "transferred", task, { userId: transfer.userId });
  const [first] = agentIds;
  if (transfer.bypass && first !== undefined) {
    takeTask(state, task.id, first, "supervisor");
  } else if (agentIds.length > 0) {
    announceTask(state, "assigned", task);
  } else {
    dispatchTask(state, task);
  }
  return task;
}

export function finishTask(state: DomainState, task: Task, action: "closed" | "deferred", userId?: string): void {
  const before = task.queue;
  task.queue = "history";
  task.completed_at = state.timestamp();
  task.updated_at = task.completed_at;
  announceTask(state, "completed", task, { action, userId });
  refreshHolder(state, task, before);
}

/** After a thread, an intervention or a content got other categories. The platform names no user for it. */
export function recategorizeTasks(state: DomainState, threadId: string): Task | undefined {
  const task =
    pendingTask(state, threadId) ?? [...state.tasks.values()].filter((one) => one.thread_id === threadId).at(-1);
  if (task !== undefined) {
    announceTask(state, "recategorized", task);
  }
  return task;
}

/** What is in an agent's hands stays there. */
export function isWaiting(task: Task): boolean {
  return task.completed_at === null && !task.queue.startsWith("workbin_");
}
