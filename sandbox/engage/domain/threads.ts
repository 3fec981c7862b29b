/** Threads: categories (replaced as a whole), closing and opening (by a job), archiving, text input. */

import { refreshHolder } from "./agents";
import { announceContent, announceIntervention, announceTask } from "./announce";
import { checkCategoryIds } from "./categories";
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { contentsOf, find, interventionsOf, isCustomerContent, openIntervention, pendingTask, sourceOf } from "./find";
import type { Content, Thread } from "./records";
import { createTask, dispatchTask, isWaiting, recategorizeTasks } from "./tasks";

export function categorizeThread(
  state: DomainState,
  threadId: string,
  categoryIds: readonly string[],
  userId?: string,
): Thread {
  const thread = find(state.threads, threadId);
  if (state.isBusy("categorizeThread", threadId)) {
    throw new EngageRefusal("busy", "Thread is already being categorized");
  }
  thread.thread_category_ids = checkCategoryIds(state, categoryIds);
  thread.updated_at = state.timestamp();
  for (const intervention of interventionsOf(state, threadId)) {
    intervention.category_ids = [...thread.thread_category_ids];
  }
  const task = recategorizeTasks(state, threadId);
  const open = openIntervention(state, threadId);
  if (open !== undefined) {
    announceIntervention(state, "recategorized", open, userId);
  }
  announceThread(state, "recategorized", thread, userId);
  if (task !== undefined && isWaiting(task)) {
    dispatchTask(state, task);
  } else if (pendingTask(state, threadId) === undefined) {
    const waiting = contentsOf(state, threadId)
      .filter((one) => isUnanswered(state, one))
      .at(-1);
    if (waiting !== undefined) {
      createTask(state, waiting);
    }
  }
  return thread;
}

/** What an agent solved or put off does not wait, even where the customer had the last word. */
function isUnanswered(state: DomainState, content: Content): boolean {
  const intervention = content.intervention_id ? state.interventions.get(content.intervention_id) : undefined;
  const isInHand = intervention === undefined || (!intervention.closed && intervention.deferred_at === null);
  return isInHand && (content.status === "new" || content.status === "assigned");
}

/** A name of the journal; the webhooks about threads are called `content.thread_*`. */
function announceThread(state: DomainState, action: string, thread: Thread, userId?: string): void {
  state.emit({
    type: `content_thread.${action}`,
    resourceType: "content_thread",
    resourceId: thread.id,
    userId,
    metadata: {
      thread_id: thread.id,
      source_id: thread.source_id,
      category_ids: [...thread.thread_category_ids],
    },
    journalOnly: true,
  });
}

/** Starts the job that closes or opens; until it ran the thread shows its old state. */
export function startThreadJob(state: DomainState, threadId: string, closed: boolean, userId?: string): Thread {
  const thread = find(state.threads, threadId);
  const { threadClosing } = state.settings;
  if (!sourceOf(state, thread).closable || thread.closed === closed || (closed && threadClosing === "refused")) {
    throw new EngageRefusal("forbidden", closed ? "Thread can't be closed" : "Thread can't be opened");
  }
  if (!closed || threadClosing === "allowed") {
    state.schedule(state.settings.threadCloseDelayMs, () => setThreadClosed(state, thread, closed, userId));
  }
  return thread;
}

export function setThreadClosed(state: DomainState, thread: Thread, closed: boolean, userId?: string): void {
  thread.closed = closed;
  thread.updated_at = state.timestamp();
  const last = contentsOf(state, thread.id).at(-1);
  if (last !== undefined) {
    announceContent(state, closed ? "thread_closed" : "thread_opened", last, userId);
  }
}

export function ignoreThread(state: DomainState, threadId: string): Thread {
  const thread = find(state.threads, threadId);
  if (state.isBusy("ignoreThread", threadId)) {
    throw new EngageRefusal("busy", "Thread is already being archived");
  }
  for (const content of contentsOf(state, threadId).filter(isCustomerContent)) {
    ignoreContent(state, content.id);
  }
  return thread;
}

export function ignoreContent(state: DomainState, contentId: string): Content {
  const content = find(state.contents, contentId);
  content.status = "ignored";
  content.updated_at = state.timestamp();
  const task = [...state.tasks.values()].find((one) => one.content_id === contentId && one.completed_at === null);
  if (task !== undefined) {
    const before = task.queue;
    state.tasks.delete(task.id);
    refreshHolder(state, task, before);
    announceTask(state, "destroyed", task);
  }
  return content;
}

export function setTextInput(state: DomainState, threadId: string, disabled: boolean): Thread {
  const thread = find(state.threads, threadId);
  if (thread.disable_text_input === disabled) {
    throw new EngageRefusal("forbidden", `Text input is already ${disabled ? "disabled" : "enabled"}`);
  }
  thread.disable_text_input = disabled;
  thread.updated_at = state.timestamp();
  return thread;
}
