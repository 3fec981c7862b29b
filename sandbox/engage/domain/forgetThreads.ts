/** Takes the oldest threads that nobody waits in out of an account, with everything in them; no platform action. */
import type { DomainState } from "./DomainState";
import { isBrandSide } from "./find";
import type { Thread } from "./records";

/** Returns the ids of those that went. */
export function forgetThreads(state: DomainState, keep: number): string[] {
  const surplus = state.threads.size - keep;
  if (surplus <= 0) {
    return [];
  }
  const busy = new Set([
    ...[...state.tasks.values()]
      .filter(({ queue }) => queue === "global" || queue.startsWith("workbin_"))
      .map(toThreadId),
    ...[...state.interventions.values()].filter(({ deferred_at }) => deferred_at !== null).map(toThreadId),
  ]);
  const going = [...state.threads.values()]
    .filter(({ id }) => !busy.has(id))
    .sort((one, other) => one.last_content_order - other.last_content_order)
    .slice(0, surplus);
  forget(state, new Set(going.map(({ id }: Thread) => id)));
  return going.map(({ id }) => id);
}

function forget(state: DomainState, threadIds: ReadonlySet<string>): void {
  const authors = new Set<string>();
  for (const content of state.contents.values()) {
    if (!threadIds.has(content.thread_id)) {
      continue;
    }
    authors.add(content.author_id);
    for (const attachmentId of content.attachment_ids) {
      state.attachments.delete(attachmentId);
    }
    state.contents.delete(content.id);
  }
  for (const records of [state.tasks, state.interventions, state.comments]) {
    for (const [id, { thread_id }] of records) {
      if (threadIds.has(thread_id)) {
        records.delete(id);
      }
    }
  }
  for (const id of threadIds) {
    state.threads.delete(id);
  }
  forgetVisitors(state, authors);
}

/** Customers of Channel SDK sources come anew with every session; those of other sources stay known. */
function forgetVisitors(state: DomainState, authors: ReadonlySet<string>): void {
  const communities = new Set(
    [...state.sources.values()].filter(({ sdk }) => sdk !== null).map(({ community_id }) => community_id),
  );
  const writing = new Set([...state.contents.values()].map(({ author_id }) => author_id));
  for (const id of authors) {
    const identity = state.identities.get(id);
    const isVisitor = identity !== undefined && communities.has(identity.community_id) && !isBrandSide(identity);
    if (isVisitor && !writing.has(id)) {
      state.identities.delete(id);
    }
  }
}

function toThreadId({ thread_id }: { thread_id: string }): string {
  return thread_id;
}
