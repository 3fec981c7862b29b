/** A content of Engage as desk and chat show it: plain text, files and pictures on the page's own origin. */
import type { Content } from "../../engage/domain/records";
import { decodeHtml } from "../../engage/http/decodeHtml";
import type { EngageDomain } from "../../engage/startEngage";
import type { Upload } from "../Uploads";
import type { AttachmentView, StructuredView } from "../view";

export interface MessageParts {
  id: string;
  at: number;
  text: string;
  attachments: AttachmentView[];
  structured?: StructuredView;
}

export type FindUpload = (url: string) => Upload | undefined;

export function toMessage(domain: EngageDomain, content: Content, findUpload: FindUpload): MessageParts {
  const structured = toStructured(content.structured_content);
  return {
    id: content.id,
    at: Date.parse(content.created_at),
    text: content.body_input_format === "html" ? decodeHtml(content.body) : content.body,
    attachments: content.attachment_ids.flatMap((id) => toAttachment(domain, id, findUpload) ?? []),
    ...(structured && { structured }),
  };
}

function toAttachment(domain: EngageDomain, id: string, findUpload: FindUpload): AttachmentView | undefined {
  const attachment = domain.attachments.get(id);
  if (!attachment) {
    return undefined;
  }
  // A file of Webchat: the stand-in knows its address only, as the platform does before it fetches it.
  const upload = attachment.foreign_id === null ? undefined : findUpload(attachment.foreign_id);
  if (upload) {
    const { name, contentType, path, bytes } = upload;
    return { name, contentType, url: path, bytes: bytes.length };
  }
  const { filename: name, content_type: contentType, size: bytes } = attachment;
  return { name, contentType, url: `/api/attachments/${id}`, bytes };
}

function toStructured(value: unknown): StructuredView | undefined {
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") {
    return undefined;
  }
  const { type, ...content } = value;
  return { type, content: withImageUrls(content) };
}

function withImageUrls(members: object): Record<string, unknown> {
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(replace);
    }
    return typeof value === "object" && value !== null ? withImageUrls(value) : value;
  };
  return Object.fromEntries(
    Object.entries(members).map(([key, value]) =>
      key === "attachment_id" ? ["imageUrl", `/api/attachments/${String(value)}`] : [key, replace(value)],
    ),
  );
}
