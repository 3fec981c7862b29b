/** Interventions: one agent's (or bot's) handling of one customer in one thread. */
import { announceIntervention } from "./announce";
import { checkCategoryIds, contentCategoryIds } from "./categories";
import { checkCustomFieldValues } from "./customFields";
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import {
  contentsOf,
  currentIntervention,
  find,
  hasRight,
  isCustomerContent,
  pendingTask,
  sourceOf,
  userReplies,
} from "./find";
import type { Content, Intervention, User } from "./records";
import { createTask, dispatchTask, finishTask, isWaiting, recategorizeTasks } from "./tasks";
import { setThreadClosed } from "./threads";

/** Creates an intervention on a customer's message, or reopens the closed one, in the user's name. */
export function engageContent(state: DomainState, contentId: string, userId: string): Intervention {
  const content = find(state.contents, contentId);
  if (!isCustomerContent(content)) {
    throw new EngageRefusal("invalid", "Intervention can't be created on this content");
  }
  const current = currentIntervention(state, content.thread_id, content.author_id);
  if (current !== undefined && !current.closed) {
    throw new EngageRefusal("invalid", "Intervention is already opened");
  }
  return current === undefined
    ? openNewIntervention(state, content, userId)
    : reopenIntervention(state, current, userId);
}

function openNewIntervention(state: DomainState, content: Content, userId: string): Intervention {
  const intervention: Intervention = {
    id: state.newId("intervention"),
    thread_id: content.thread_id,
    source_id: content.source_id,
    content_id: content.id,
    identity_id: content.author_id,
    user_id: userId,
    closed: false,
    closed_at: null,
    deferred_at: null,
    category_ids: [...contentCategoryIds(state, content)],
    custom_fields: {},
    first_user_reply_id: null,
    reopened: false,
    survey: null,
    ...state.timestamps(),
  };
  state.interventions.set(intervention.id, intervention);
  assignContents(state, intervention);
  announceIntervention(state, "opened", intervention, userId);
  return intervention;
}

export function reopenIntervention(state: DomainState, intervention: Intervention, userId?: string): Intervention {
  intervention.closed = false;
  intervention.closed_at = null;
  intervention.deferred_at = null;
  intervention.reopened = true;
  intervention.updated_at = state.timestamp();
  if (userId !== undefined) {
    intervention.user_id = userId;
  }
  assignContents(state, intervention);
  announceIntervention(state, "reopened", intervention, userId);
  return intervention;
}

/** Messages that wait come under the intervention, and so does the task. */
function assignContents(state: DomainState, intervention: Intervention): void {
  for (const content of contentsOf(state, intervention.thread_id)) {
    if (content.status === "new" && content.author_id === intervention.identity_id) {
      content.status = "assigned";
      content.intervention_id = intervention.id;
    }
  }
  const task = pendingTask(state, intervention.thread_id);
  if (task !== undefined) {
    task.intervention_id = intervention.id;
  }
}

export function closeIntervention(state: DomainState, interventionId: string, user: User): Intervention {
  const intervention = find(state.interventions, interventionId);
  if (state.isBusy("closeIntervention", interventionId)) {
    throw new EngageRefusal("busy", "Intervention is already being closed");
  }
  if (
    intervention.closed ||
    userReplies(state, intervention.id).length === 0 ||
    (intervention.user_id !== user.id && !hasRight(user, "update_intervention"))
  ) {
    throw new EngageRefusal("forbidden", "Intervention can't be closed");
  }
  return finishIntervention(state, intervention, user.id);
}

/** In the console an agent may also close without a reply. */
export function finishIntervention(state: DomainState, intervention: Intervention, userId: string): Intervention {
  intervention.closed = true;
  intervention.closed_at = userReplies(state, intervention.id).at(-1)?.created_at ?? state.timestamp();
  intervention.updated_at = state.timestamp();
  announceIntervention(state, "closed", intervention, userId);
  const task = pendingTask(state, intervention.thread_id);
  if (task !== undefined) {
    finishTask(state, task, "closed", userId);
  }
  const thread = find(state.threads, intervention.thread_id);
  // In live-chat mode the end of the intervention is the end of the chat.
  if (sourceOf(state, thread).live_chat && !thread.closed) {
    setThreadClosed(state, thread, true, userId);
  }
  return intervention;
}

export function cancelIntervention(state: DomainState, interventionId: string, user: User): Intervention {
  const intervention = find(state.interventions, interventionId);
  if (state.isBusy("closeIntervention", interventionId)) {
    throw new EngageRefusal("busy", "Intervention is already being canceled");
  }
  if (intervention.closed || userReplies(state, intervention.id).length > 0) {
    throw new EngageRefusal("forbidden", "Intervention can't be canceled");
  }
  state.interventions.delete(intervention.id);
  for (const content of contentsOf(state, intervention.thread_id)) {
    if (content.intervention_id === intervention.id) {
      content.intervention_id = null;
      content.status = content.status === "assigned" ? "new" : content.status;
    }
  }
  for (const task of state.tasks.values()) {
    task.intervention_id = task.intervention_id === intervention.id ? null : task.intervention_id;
  }
  announceIntervention(state, "canceled", intervention, user.id);
  return intervention;
}

export function deferIntervention(state: DomainState, interventionId: string, userId: string): Intervention {
  const intervention = find(state.interventions, interventionId);
  intervention.deferred_at = state.timestamp();
  announceIntervention(state, "deferred", intervention, userId);
  const task = pendingTask(state, intervention.thread_id);
  if (task !== undefined) {
    finishTask(state, task, "deferred", userId);
  }
  return intervention;
}

/** The time of deferral is over: the customer gets a task again, unless a message of theirs has brought one meanwhile. */
export function reactivateIntervention(state: DomainState, interventionId: string): Intervention {
  const intervention = find(state.interventions, interventionId);
  intervention.deferred_at = null;
  announceIntervention(state, "reactivated", intervention);
  const last = contentsOf(state, intervention.thread_id).filter(isCustomerContent).at(-1);
  if (last !== undefined && pendingTask(state, intervention.thread_id) === undefined) {
    createTask(state, last);
  }
  return intervention;
}

export function reassignIntervention(
  state: DomainState,
  interventionId: string,
  userId: string,
  actor: User,
): Intervention {
  const intervention = find(state.interventions, interventionId);
  if (!hasRight(actor, "update_intervention")) {
    throw new EngageRefusal("forbidden", "You are not allowed to update interventions");
  }
  if (!state.users.has(userId)) {
    throw new EngageRefusal("invalid", "Validation failed: user is invalid");
  }
  intervention.user_id = userId;
  intervention.updated_at = state.timestamp();
  announceIntervention(state, "user_updated", intervention, actor.id);
  return intervention;
}

export function categorizeIntervention(
  state: DomainState,
  interventionId: string,
  categoryIds: readonly string[],
  userId: string,
): Intervention {
  const intervention = find(state.interventions, interventionId);
  intervention.category_ids = checkCategoryIds(state, categoryIds);
  intervention.updated_at = state.timestamp();
  const task = recategorizeTasks(state, intervention.thread_id);
  announceIntervention(state, "recategorized", intervention, userId);
  if (task !== undefined && isWaiting(task)) {
    dispatchTask(state, task);
  }
  return intervention;
}

export function updateInterventionFields(
  state: DomainState,
  interventionId: string,
  values: Record<string, unknown>,
  userId: string,
): Intervention {
  const intervention = find(state.interventions, interventionId);
  Object.assign(intervention.custom_fields, checkCustomFieldValues(state, "Intervention", values));
  intervention.updated_at = state.timestamp();
  announceIntervention(state, "custom_fields_updated", intervention, userId);
  return intervention;
}
