/** What Engage's side writes: replies and new discussions, stored at once and pushed to the network later. */
import { announceContent } from "./announce";
import type { DomainState, ExportResult } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { contentsOf, find, hasPermission, isCustomerContent, openIntervention, sourceOf } from "./find";
import { findStructuredFault, isKnownStructuredType } from "./findStructuredFault";
import { createThread } from "./importContent";
import type { Content, Identity, Source, Thread, User } from "./records";

export interface WrittenMessage {
  body: string;
  /** Default: text. */
  bodyFormat?: "text" | "html" | undefined;
  authorId?: string | undefined;
  private?: boolean | undefined;
  autoSubmitted?: boolean | undefined;
  attachmentIds?: string[] | undefined;
  structuredContent?: unknown;
  disableTextInput?: boolean | undefined;
  title?: string | undefined;
}

export function replyToContent(
  state: DomainState,
  inReplyToId: string,
  message: WrittenMessage,
  user: User,
  options: { needsIntervention?: false | 403 | 422 } = {},
): Content {
  const target = find(state.contents, inReplyToId);
  const thread = find(state.threads, target.thread_id);
  const source = sourceOf(state, thread);
  if (!hasPermission(user, source.id, "reply")) {
    throw new EngageRefusal("forbidden", "You are not allowed to reply on this source");
  }
  if (thread.closed) {
    throw new EngageRefusal("forbidden", "Can't reply to closed thread", "cant_reply_to_closed_thread");
  }
  if (target.synchronization_status !== "success") {
    throw new EngageRefusal("forbidden", "Can't reply to a content that isn't synchronized");
  }
  const intervention = openIntervention(state, thread.id);
  if (options.needsIntervention && intervention === undefined) {
    const kind = options.needsIntervention === 422 ? "invalid" : "forbidden";
    throw new EngageRefusal(kind, "Can't reply to a content that isn't under an open intervention");
  }
  const content = storeContent(state, thread, source, message, user, {
    status: "user_reply",
    inReplyToId,
    interventionId: intervention?.id ?? null,
  });
  if (intervention !== undefined) {
    intervention.first_user_reply_id ??= content.id;
    intervention.updated_at = content.created_at;
  }
  for (const one of contentsOf(state, thread.id)) {
    if (isCustomerContent(one) && one.order <= target.order && one.status !== "ignored") {
      one.status = "replied";
    }
  }
  announceContent(state, "replied", content, user.id);
  exportLater(state, content);
  return content;
}

/** A brand-side conversation with somebody whose identity is known already. */
export function initiateDiscussion(
  state: DomainState,
  sourceId: string,
  message: WrittenMessage & { to?: string | undefined },
  user: User,
): Content {
  const source = find(state.sources, sourceId);
  if (!hasPermission(user, source.id, "initiate_discussion")) {
    throw new EngageRefusal("forbidden", "You are not allowed to initiate a discussion on this source");
  }
  if (!source.composable) {
    throw new EngageRefusal("invalid", "Compose is disabled on this source", "compose_disabled_on_source");
  }
  const recipient = [...state.identities.values()].find(
    (one) => one.community_id === source.community_id && one.foreign_id === message.to,
  );
  if (recipient === undefined) {
    throw new EngageRefusal("invalid", "Validation failed: to is invalid");
  }
  const thread = createThread(state, source, {
    title: message.title,
    categoryIds: source.user_thread_default_category_ids,
  });
  const content = storeContent(state, thread, source, message, user, {
    status: "user_initiated",
    inReplyToId: null,
    interventionId: null,
  });
  announceContent(state, "discussion_initiated", content, user.id);
  exportLater(state, content);
  return content;
}

function storeContent(
  state: DomainState,
  thread: Thread,
  source: Source,
  message: WrittenMessage,
  user: User,
  place: Pick<Content, "status"> & { inReplyToId: string | null; interventionId: string | null },
): Content {
  checkMessage(state, source, message);
  const author = findAuthor(state, source, user, message.authorId);
  const order = state.nextOrder();
  const content: Content = {
    id: state.newId("content"),
    thread_id: thread.id,
    source_id: source.id,
    title: message.title ?? null,
    body: message.body,
    body_input_format: message.bodyFormat ?? "text",
    author_id: author.id,
    creator_id: user.id,
    // The token of content written in Engage is not documented; the exports show `interface` on comments.
    created_from: "interface",
    auto_submitted: message.autoSubmitted ?? false,
    foreign_id: null,
    in_reply_to_id: place.inReplyToId,
    intervention_id: place.interventionId,
    status: place.status,
    private_message: message.private ?? false,
    published: true,
    approval_required: hasPermission(user, source.id, "approval_required"),
    synchronization_status: "export_pending",
    synchronization_error: null,
    own_category_ids: [],
    foreign_categories: [],
    context_data: {},
    attachment_ids: message.attachmentIds ?? [],
    language: source.default_content_language,
    first_in_thread: contentsOf(state, thread.id).length === 0,
    structured_content: message.structuredContent ?? null,
    structured_reply: null,
    location: null,
    order,
    read_at: null,
    ...state.timestamps(),
  };
  state.contents.set(content.id, content);
  thread.last_content_at = content.created_at;
  thread.last_content_order = order;
  thread.disable_text_input = message.disableTextInput ?? thread.disable_text_input;
  return content;
}

function checkMessage(state: DomainState, source: Source, message: WrittenMessage): void {
  const attachments = (message.attachmentIds ?? []).map((id) => state.attachments.get(id));
  const isAttachmentRefused = attachments.some(
    // Channel SDK sources take public attachments only.
    (attachment) => attachment === undefined || (source.sdk !== null && !attachment.isPublic),
  );
  if (isAttachmentRefused) {
    throw new EngageRefusal("invalid", "Validation failed: attachments are invalid");
  }
  if (message.structuredContent === undefined || message.structuredContent === null) {
    if (message.body.trim() === "" && attachments.length === 0) {
      throw new EngageRefusal("invalid", "Validation failed: body can't be blank");
    }
    return;
  }
  const structured = typeof message.structuredContent === "object" ? message.structuredContent : {};
  const type = "type" in structured ? structured.type : undefined;
  if (typeof type !== "string" || !isKnownStructuredType(type) || source.structured_types.length === 0) {
    throw new EngageRefusal("invalid", "Validation failed: structured content is invalid");
  }
  const fault = findStructuredFault(type, structured);
  if (fault !== undefined) {
    throw new EngageRefusal("invalid", `Validation failed: ${fault}`);
  }
}

/** By default the first identity of the token's user on that source. */
function findAuthor(state: DomainState, source: Source, user: User, authorId: string | undefined): Identity {
  const own = [...state.identities.values()].filter(
    (identity) => identity.community_id === source.community_id && identity.user_ids.includes(user.id),
  );
  const author = authorId === undefined ? own[0] : own.find((identity) => identity.id === authorId);
  if (author === undefined) {
    throw new EngageRefusal("invalid", "Validation failed: author is invalid");
  }
  return author;
}

function exportLater(state: DomainState, content: Content): void {
  if (content.approval_required) {
    return;
  }
  state.schedule(state.settings.exportDelayMs, async () => {
    settleExport(state, content, await state.exporter(content));
  });
}

/** `content.exported` says that the push is over, successfully or not. */
export function settleExport(state: DomainState, content: Content, result: ExportResult): void {
  // After a reset another content may have the same id.
  if (state.contents.get(content.id) !== content || "pending" in result) {
    return;
  }
  if ("error" in result) {
    content.synchronization_status = result.status ?? "export_failure";
    content.synchronization_error = result.error;
  } else {
    content.synchronization_status = "success";
    content.synchronization_error = null;
    content.foreign_id = result.foreignId;
  }
  content.updated_at = state.timestamp();
  announceContent(state, "exported", content, content.creator_id ?? undefined);
}
