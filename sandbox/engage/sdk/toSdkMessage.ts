/** What Engage sends to a Channel SDK endpoint when somebody on its side wrote: foreign ids, except `content_id`. */
import type { DomainState } from "../domain/DomainState";
import { find } from "../domain/find";
import type { Content, Source, User } from "../domain/records";
import { decodeHtml } from "../http/decodeHtml";
import { encodeHtml } from "../http/encodeHtml";

export function toSdkMessage(
  state: DomainState,
  source: Source,
  content: Content,
  call: { origin: string; isRetry: boolean; hasContentId: boolean },
): Record<string, unknown> {
  const options = source.sdk?.implementation.options ?? [];
  const author = find(state.identities, content.author_id);
  const parent = content.in_reply_to_id ? state.contents.get(content.in_reply_to_id) : undefined;
  const isThreaded = !options.includes("messages.unthreaded");
  return {
    ...(call.hasContentId && { content_id: content.id }),
    author_id: author.foreign_id,
    sender_name: toSenderName(source, state.users.get(content.creator_id ?? "")) ?? author.display_name,
    title: content.title,
    ...toBody(content, options),
    ...(isThreaded ? { thread_id: state.threads.get(content.thread_id)?.foreign_id ?? null } : {}),
    in_reply_to_id: parent?.foreign_id ?? null,
    retry: call.isRetry,
    attachments: options.includes("messages.attachments") ? toAttachments(state, content, call.origin) : [],
    ...(content.structured_content === null
      ? {}
      : { structured_content: withUrls(content.structured_content, call.origin) }),
    created_at: content.created_at,
    updated_at: content.updated_at,
  };
}

/** Without any format option agents write HTML; with both, the message stays as it was written. */
function toBody(content: Content, options: readonly string[]): { body: string; format: "text" | "html" } {
  const takesText = options.includes("messages.text");
  const takesHtml = options.includes("messages.html") || !takesText;
  const isHtml = content.body_input_format === "html";
  if (isHtml ? takesHtml : takesText) {
    return { body: content.body, format: content.body_input_format };
  }
  return isHtml
    ? { body: decodeHtml(content.body), format: "text" }
    : { body: encodeHtml(content.body), format: "html" };
}

/** The source's template, such as `{{firstname}} {{lastname}}`. */
function toSenderName(source: Source, user: User | undefined): string | undefined {
  if (source.from_name === null || user === undefined) {
    return undefined;
  }
  const { firstname, lastname, nickname, email } = user;
  const values = new Map<string, string | null>(Object.entries({ firstname, lastname, nickname, email }));
  return source.from_name.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, name: string) => values.get(name) ?? "").trim();
}

function toAttachments(state: DomainState, content: Content, origin: string): Record<string, unknown>[] {
  return content.attachment_ids.flatMap((id) => {
    const attachment = state.attachments.get(id);
    return attachment === undefined
      ? []
      : [{ url: toUrl(id, origin), type: attachment.content_type, filename: attachment.filename }];
  });
}

/** Structured messages name attachments by id; the endpoint gets `attachment_url` in its place. */
function withUrls(value: unknown, origin: string): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => withUrls(one, origin));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) =>
      key === "attachment_id" ? ["attachment_url", toUrl(String(one), origin)] : [key, withUrls(one, origin)],
    ),
  );
}

function toUrl(attachmentId: string, origin: string): string {
  return `${origin}/public/attachments/${attachmentId}`;
}
