/** What arrives from a source becomes a content, in a thread, with a task where a customer waits. */
import { announceContent, announceTask } from "./announce";
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { contentsOf, currentIntervention, find, isBrandSide, pendingTask } from "./find";
import { reopenIntervention } from "./interventions";
import type { Content, Identity, Source, Thread } from "./records";
import { createTask, dispatchTask, isWaiting } from "./tasks";

export interface IncomingMessage {
  sourceId: string;
  identityId: string;
  body: string;
  /** Without it the message joins the customer's last thread while that may still take it, else a new one starts. */
  threadId?: string | undefined;
  /** Channel SDK: the sender's own thread id; unknown ones create the thread. */
  threadForeignId?: string | undefined;
  foreignId?: string | undefined;
  inReplyToId?: string | undefined;
  title?: string | undefined;
  bodyFormat?: "text" | "html" | undefined;
  private?: boolean | undefined;
  language?: string | undefined;
  attachmentIds?: string[] | undefined;
  categoryIds?: string[] | undefined;
  foreignCategories?: string[] | undefined;
  contextData?: Record<string, unknown> | undefined;
  structuredContent?: unknown;
  structuredReply?: unknown;
  /** What the customer shared from a map: such a message has no words. */
  location?: { latitude: number; longitude: number } | undefined;
}

export function importContent(state: DomainState, message: IncomingMessage): Content {
  const source = find(state.sources, message.sourceId);
  const identity = find(state.identities, message.identityId);
  const thread = findOrCreateThread(state, source, identity, message);
  const fromBrand = isBrandSide(identity);
  const isFirst = contentsOf(state, thread.id).length === 0;
  const intervention = fromBrand ? undefined : currentIntervention(state, thread.id, identity.id);

  const order = state.nextOrder();
  const content: Content = {
    id: state.newId("content"),
    thread_id: thread.id,
    source_id: source.id,
    title: message.title ?? null,
    body: message.body,
    body_input_format: message.bodyFormat ?? "text",
    author_id: identity.id,
    creator_id: null,
    created_from: "synchronizer",
    auto_submitted: false,
    foreign_id: message.foreignId ?? `network-${order}`,
    in_reply_to_id: message.inReplyToId ?? null,
    intervention_id: intervention?.id ?? null,
    status: toStatus(fromBrand, isFirst, intervention !== undefined),
    private_message: message.private ?? (source.type === "engage_messaging" && state.settings.isMessagingPrivate),
    published: true,
    approval_required: false,
    synchronization_status: "success",
    synchronization_error: null,
    own_category_ids: message.categoryIds ?? [],
    foreign_categories: message.foreignCategories ?? [],
    context_data: message.contextData ?? {},
    attachment_ids: message.attachmentIds ?? [],
    language: message.language ?? source.default_content_language,
    first_in_thread: isFirst,
    structured_content: message.structuredContent ?? null,
    structured_reply: message.structuredReply ?? null,
    location: state.settings.sharedLocations === "location" ? (message.location ?? null) : null,
    order,
    read_at: null,
    ...state.timestamps(),
  };
  state.contents.set(content.id, content);
  thread.last_content_at = content.created_at;
  thread.last_content_order = order;
  thread.title ??= message.body.slice(0, 60);
  Object.assign(thread.extra_data, content.context_data);
  announceContent(state, "imported", content);
  if (!fromBrand) {
    askForReply(state, content);
  }
  return content;
}

function toStatus(fromBrand: boolean, isFirst: boolean, hasIntervention: boolean): Content["status"] {
  if (fromBrand) {
    return isFirst ? "user_initiated" : "user_reply";
  }
  return hasIntervention ? "assigned" : "new";
}

function askForReply(state: DomainState, content: Content): void {
  const intervention = content.intervention_id ? state.interventions.get(content.intervention_id) : undefined;
  const isReopened = intervention?.closed ?? false;
  if (intervention !== undefined && isReopened) {
    reopenIntervention(state, intervention);
  }
  const task = pendingTask(state, content.thread_id);
  if (task === undefined) {
    createTask(state, content, { isReopened });
  } else if (content.own_category_ids.length > 0) {
    // A message that was categorised on its own decides where the waiting task goes.
    task.content_id = content.id;
    announceTask(state, "recategorized", task);
    if (isWaiting(task)) {
      dispatchTask(state, task);
    }
  }
}

function findOrCreateThread(state: DomainState, source: Source, identity: Identity, message: IncomingMessage): Thread {
  if (message.threadId !== undefined) {
    const thread = find(state.threads, message.threadId);
    if (thread.source_id !== source.id) {
      throw new EngageRefusal("unknown", "Thread is on another source");
    }
    return thread.closed ? createThread(state, source, {}) : thread;
  }
  if (message.threadForeignId !== undefined) {
    return (
      findForeignThread(state, source.id, message.threadForeignId) ??
      createThread(state, source, { foreignId: message.threadForeignId })
    );
  }
  const previous = [...state.threads.values()]
    .filter((thread) => thread.source_id === source.id && !thread.closed)
    .filter((thread) => contentsOf(state, thread.id).some((content) => content.author_id === identity.id))
    .sort((left, right) => left.last_content_order - right.last_content_order)
    .at(-1);
  return previous !== undefined && takesMore(state, source, previous) ? previous : createThread(state, source, {});
}

/** The source's "time for thread inclusion": a late answer starts a new thread. */
function takesMore(state: DomainState, source: Source, thread: Thread): boolean {
  if (!source.time_for_thread_inclusion_enabled || thread.last_content_at === null) {
    return true;
  }
  return state.settings.now() - Date.parse(thread.last_content_at) <= source.time_for_thread_inclusion * 1000;
}

export function findForeignThread(state: DomainState, sourceId: string, foreignId: string): Thread | undefined {
  return [...state.threads.values()].find((thread) => thread.source_id === sourceId && thread.foreign_id === foreignId);
}

function usualCategories(state: DomainState, source: Source): readonly string[] {
  return state.settings.importedCategories === "bot" ? source.default_category_ids : [];
}

export function createThread(
  state: DomainState,
  source: Source,
  given: {
    foreignId?: string | undefined;
    title?: string | undefined;
    categoryIds?: string[] | undefined;
    extraData?: Record<string, unknown> | undefined;
  },
): Thread {
  const id = state.newId("thread");
  const thread: Thread = {
    id,
    source_id: source.id,
    foreign_id: given.foreignId ?? `network-${id}`,
    title: given.title ?? null,
    closed: false,
    thread_category_ids: [...(given.categoryIds ?? usualCategories(state, source))],
    extra_data: { ...given.extraData },
    disable_text_input: false,
    last_content_at: null,
    last_content_order: 0,
    ...state.timestamps(),
  };
  state.threads.set(id, thread);
  return thread;
}
