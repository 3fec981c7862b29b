/** Looks records up by id; an unknown id is a refusal, which the API answers with 404. */
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import type { Content, Identity, Intervention, Source, Task, Thread, User } from "./records";

export function find<Value>(records: ReadonlyMap<string, Value>, id: string | null | undefined): Value {
  const record = id ? records.get(id) : undefined;
  if (record === undefined) {
    throw new EngageRefusal("unknown", "Record not found");
  }
  return record;
}

export function contentsOf(state: DomainState, threadId: string): Content[] {
  return [...state.contents.values()].filter((content) => content.thread_id === threadId);
}

export function interventionsOf(state: DomainState, threadId: string, identityId?: string): Intervention[] {
  return [...state.interventions.values()].filter(
    (one) => one.thread_id === threadId && (identityId === undefined || one.identity_id === identityId),
  );
}

/** The open intervention of this customer in this thread, else the last closed one. */
export function currentIntervention(
  state: DomainState,
  threadId: string,
  identityId?: string,
): Intervention | undefined {
  const all = interventionsOf(state, threadId, identityId);
  return all.filter((one) => !one.closed).at(-1) ?? all.at(-1);
}

export function openIntervention(state: DomainState, threadId: string, identityId?: string): Intervention | undefined {
  return interventionsOf(state, threadId, identityId)
    .filter((one) => !one.closed)
    .at(-1);
}

function tasksOf(state: DomainState, threadId: string): Task[] {
  return [...state.tasks.values()].filter((task) => task.thread_id === threadId);
}

/** A task that nobody has completed yet; a thread has at most one per customer, and one in nearly every case. */
export function pendingTask(state: DomainState, threadId: string): Task | undefined {
  return tasksOf(state, threadId)
    .filter((task) => task.completed_at === null)
    .at(-1);
}

export function sourceOf(state: DomainState, thread: Pick<Thread, "source_id">): Source {
  return find(state.sources, thread.source_id);
}

/** Controlled by agents, or pushed as puppetizable: Engage treats its messages as the brand's. */
export function isBrandSide(identity: Identity): boolean {
  return identity.user_ids.length > 0 || identity.puppetizable;
}

export function isCustomerContent(content: Content): boolean {
  return content.status !== "user_reply" && content.status !== "user_initiated";
}

export function lastCustomerContent(state: DomainState, threadId: string): Content | undefined {
  return contentsOf(state, threadId).filter(isCustomerContent).at(-1);
}

export function userReplies(state: DomainState, interventionId: string): Content[] {
  return [...state.contents.values()].filter(
    (content) => content.intervention_id === interventionId && content.status === "user_reply",
  );
}

export function hasRight(user: User, right: string): boolean {
  return user.rights.includes(right);
}

export function hasPermission(user: User, sourceId: string, permission: string): boolean {
  return user.permissions[sourceId]?.includes(permission) ?? false;
}
