/** Records as the API shows them. */
import { allCategoryIds, contentCategoryIds } from "../domain/categories";
import type { DomainState } from "../domain/DomainState";
import { shownStatus } from "../domain/eventMetadata";
import { contentsOf, find, interventionsOf, userReplies } from "../domain/find";
import type {
  Attachment,
  Content,
  CustomField,
  Identity,
  Intervention,
  InterventionComment,
  Presence,
  Source,
  Task,
  Thread,
  TimeSheet,
  User,
  Webhook,
} from "../domain/records";
import { decodeHtml } from "./decodeHtml";
import { encodeHtml } from "./encodeHtml";

export type View = Record<string, unknown>;

export function threadView(state: DomainState, thread: Thread): View {
  const { last_content_order: _order, disable_text_input: _disabled, ...shown } = thread;
  return {
    ...shown,
    category_ids: allCategoryIds(state, thread),
    contents_count: contentsOf(state, thread.id).length,
    interventions_count: interventionsOf(state, thread.id).length,
  };
}

export function messagingThreadView(state: DomainState, thread: Thread): View {
  return { ...threadView(state, thread), disable_text_input: thread.disable_text_input };
}

export function contentView(state: DomainState, content: Content, origin: string): View {
  const {
    order: _order,
    read_at: _readAt,
    own_category_ids: _own,
    attachment_ids: attachmentIds,
    foreign_categories: foreignCategories,
    context_data: contextData,
    structured_content: structuredContent,
    structured_reply: structuredReply,
    location,
    ...shown
  } = content;
  const source = find(state.sources, content.source_id);
  const parent = content.in_reply_to_id ? state.contents.get(content.in_reply_to_id) : undefined;
  const isHtml = content.body_input_format === "html";
  return {
    ...shown,
    status: shownStatus(state, content),
    ...(location === null ? {} : { body: null, location }),
    source_type: source.type,
    source_url: null,
    type: source.content_type,
    body_formatted: {
      text: isHtml ? decodeHtml(content.body) : content.body,
      html: isHtml ? content.body : encodeHtml(content.body),
    },
    identity_group_id: state.identities.get(content.author_id)?.identity_group_id ?? null,
    in_reply_to_author_id: parent?.author_id ?? null,
    category_ids: contentCategoryIds(state, content),
    attachments_count: attachmentIds.length,
    attachments: attachmentIds.flatMap((id) => {
      const attachment = state.attachments.get(id);
      if (attachment === undefined) {
        return [];
      }
      const { video_metadata: _video, ...shownAttachment } = attachmentView(attachment, origin);
      return [shownAttachment];
    }),
    remotely_deleted: false,
    capabilities_supported: source.structured_types,
    structured_content_supported: source.structured_types.length > 0,
    // Only there when there is something to show.
    ...(foreignCategories.length > 0 ? { foreign_categories: foreignCategories } : {}),
    ...(Object.keys(contextData).length > 0 ? { context_data: contextData } : {}),
    ...(structuredContent === null ? {} : { structured_content: structuredContent }),
    ...(structuredReply === null ? {} : { structured_reply: structuredReply }),
  };
}

export function interventionView(state: DomainState, intervention: Intervention): View {
  const { reopened: _reopened, survey, custom_fields: fields, ...shown } = intervention;
  const response = survey?.responseId ? state.surveyResponses.get(survey.responseId) : undefined;
  const replies = userReplies(state, intervention.id);
  const secondsUntil = (content: Content | undefined): number | null =>
    content === undefined ? null : (Date.parse(content.created_at) - Date.parse(intervention.created_at)) / 1000;
  return {
    ...shown,
    [state.settings.interventionFields]: fields,
    // A localised label, which nobody should branch on.
    status: intervention.closed ? "Fermé" : intervention.deferred_at === null ? "Ouvert" : "Différé",
    identity_group_id: state.identities.get(intervention.identity_id)?.identity_group_id ?? null,
    comments_count: [...state.comments.values()].filter((one) => one.intervention_id === intervention.id).length,
    user_replies_count: replies.length,
    first_user_reply_in: secondsUntil(replies[0]),
    first_user_reply_in_bh: secondsUntil(replies[0]),
    last_user_reply_in: secondsUntil(replies.at(-1)),
    last_user_reply_in_bh: secondsUntil(replies.at(-1)),
    // Only with the satisfaction extension, which an account without surveys does not have.
    ...(state.surveys.size > 0 && {
      satisfaction_grade: response?.main_indicator ?? null,
      satisfaction_sent_at: survey?.sentAt ?? null,
      satisfaction_answered_at: response?.created_at ?? null,
      survey_id: survey?.id ?? null,
      survey_response_id: response?.id ?? null,
    }),
  };
}

export function commentView(comment: InterventionComment): View {
  return { ...comment };
}

export function taskView(task: Task): View {
  const { queue: _queue, order: _order, receivers: _receivers, ...shown } = task;
  return shown;
}

export function identityView(identity: Identity): View {
  const { puppetizable: _puppetizable, ...shown } = identity;
  return shown;
}

export function sourceView(source: Source): View {
  const {
    closable: _closable,
    composable: _composable,
    structured_types: _types,
    content_type: _type,
    sdk: _sdk,
    ...shown
  } = source;
  return { ...shown, template_messages: [], template_message_namespace: null };
}

/** The published API file spells the key of the holidays with brackets. */
export function timeSheetView(sheet: TimeSheet): View {
  const { holidays, ...shown } = sheet;
  return { ...shown, "holidays[]": holidays };
}

export function userView(user: User): View {
  const { rights: _rights, permissions: _permissions, ...shown } = user;
  return { ...shown, invitation_pending: false, rc_user_id: null, user_capacity_id: null };
}

export function agentStatusView(state: DomainState, presence: Presence): View {
  return {
    agent_id: presence.agentId,
    channels: [...state.channels.values()].map((channel) => {
      const own = presence.channels.get(channel.id);
      return {
        id: channel.id,
        name: channel.name,
        status: own?.status ?? null,
        busyness: own?.busyness ?? "unoccupied",
      };
    }),
    custom_status: presence.customStatusId === null ? null : { id: presence.customStatusId },
  };
}

export function attachmentView(attachment: Attachment, origin: string): View {
  const { bytes: _bytes, isPublic, ...shown } = attachment;
  return {
    ...shown,
    url: `${origin}/attachments/${attachment.id}`,
    embed: false,
    "public?": isPublic,
    video_metadata: [],
  };
}

export function customFieldView(field: CustomField): View {
  // Choices and the read-only flag can be written, but the documented answer does not show them.
  const { choices: _choices, read_only: _readOnly, ...shown } = field;
  return shown;
}

/** `name` and `secret` are not in the answers. */
export function webhookView(state: DomainState, webhook: Webhook): View {
  const { token, name: _name, secret: _secret, source_ids: _sources, created_at, updated_at, ...shown } = webhook;
  return { ...shown, api_access_token: { id: state.tokens.get(token) ?? "", created_at, updated_at } };
}
