/** The metadata that webhooks carry for each kind of resource. */
import { contentCategoryIds } from "./categories";
import type { DomainState } from "./DomainState";
import { isBrandSide } from "./find";
import type { Content, Intervention, Presence, Task } from "./records";

export function contentMetadata(state: DomainState, content: Content): Record<string, unknown> {
  const source = state.sources.get(content.source_id);
  const parent = content.in_reply_to_id ? state.contents.get(content.in_reply_to_id) : undefined;
  return {
    id: content.id,
    type: source?.content_type ?? null,
    source_id: content.source_id,
    source_type: source?.type ?? null,
    thread_id: content.thread_id,
    thread_title: state.threads.get(content.thread_id)?.title ?? null,
    foreign_id: content.foreign_id,
    author_id: content.author_id,
    creator_id: content.creator_id,
    created_from: content.created_from,
    body: content.location === null ? content.body : null,
    body_input_format: content.body_input_format,
    date: content.created_at.slice(0, 10),
    language: content.language,
    status: shownStatus(state, content),
    private: content.private_message,
    first_in_thread: content.first_in_thread,
    in_reply_to_id: content.in_reply_to_id,
    in_reply_to_author_id: parent?.author_id ?? null,
    intervention_id: content.intervention_id,
    has_attachment: content.attachment_ids.length > 0,
    approval_required: content.approval_required,
    ...shownCategories(state, content),
    foreign_categories: [...content.foreign_categories],
    context_data: Object.keys(content.context_data).length > 0 ? { ...content.context_data } : null,
    structured_content_supported: (source?.structured_types.length ?? 0) > 0,
    capabilities_supported: [...(source?.structured_types ?? [])],
    ...(content.location === null ? {} : { location: { ...content.location } }),
    ...(content.structured_reply === null ? {} : { structured_reply: content.structured_reply }),
    ...(content.synchronization_status === null ? {} : { synchronization_status: content.synchronization_status }),
  };
}

/** What was pushed for the bot may be shown as if a customer had written it. */
export function shownStatus(state: DomainState, content: Content): Content["status"] {
  const author = state.identities.get(content.author_id);
  const isPushed = content.creator_id === null && author !== undefined && isBrandSide(author);
  return isPushed && state.settings.ownLinesStatus === "new" ? "new" : content.status;
}

function shownCategories(state: DomainState, content: Content): { category_ids?: string[] } {
  const { importedCategories, replyCategories } = state.settings;
  if (content.creator_id !== null && content.status === "user_reply" && !replyCategories) {
    return { category_ids: [] };
  }
  const ids = contentCategoryIds(state, content);
  return ids.length === 0 && importedCategories === "missing" ? {} : { category_ids: [...ids] };
}

export function interventionMetadata(intervention: Intervention): Record<string, unknown> {
  return {
    source_id: intervention.source_id,
    thread_id: intervention.thread_id,
    user_id: intervention.user_id,
    identity_id: intervention.identity_id,
    category_ids: [...intervention.category_ids],
    closed_at: intervention.closed_at,
    deferred_at: intervention.deferred_at,
    custom_field_values: { ...intervention.custom_fields },
  };
}

export function taskMetadata(
  state: DomainState,
  task: Task,
  extra: { action?: string; type?: string } = {},
): Record<string, unknown> {
  const content = state.contents.get(task.content_id);
  return {
    created_at: task.created_at,
    channel_id: task.channel_id,
    source_id: content?.source_id ?? null,
    priority: task.priority,
    content_id: task.content_id,
    thread_id: task.thread_id,
    intervention_id: task.intervention_id,
    identity_id: content?.author_id ?? null,
    agent_ids: [...task.agent_ids],
    queue: task.queue,
    language: content?.language ?? null,
    segment_index: 1,
    ...(content !== undefined && state.settings.taskCategories
      ? { category_ids: [...contentCategoryIds(state, content)] }
      : {}),
    ...extra,
  };
}

export function agentMetadata(state: DomainState, presence: Presence): Record<string, unknown> {
  return {
    channels: [...presence.channels].map(([id, channel]) => ({
      id,
      name: state.channels.get(id)?.name ?? null,
      status: channel.status,
      busyness: channel.busyness,
    })),
    custom_status: presence.customStatusId === null ? null : { id: presence.customStatusId },
  };
}
