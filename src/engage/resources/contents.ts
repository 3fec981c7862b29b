/** Contents: the messages. */
import * as z from "zod/mini";
import { once } from "../../core/once";
import { PAGE_SIZE, type Rest } from "../rest";
import { flag, id, idList, listOf, optionalId, optionalText, pageOf } from "../schema";

const content = once(() =>
  z.object({
    id: id(),
    thread_id: optionalId(),
    source_id: optionalId(),
    source_type: optionalText(),
    /** Such as `whats_app/message`. */
    type: optionalText(),
    author_id: optionalId(),
    creator_id: optionalId(),
    intervention_id: optionalId(),
    status: optionalText(),
    foreign_id: optionalText(),
    created_at: optionalText(),
    body: optionalText(),
    body_input_format: optionalText(),
    attachments: listOf(z.record(z.string(), z.unknown())),
    private_message: flag(),
    category_ids: idList(),
    synchronization_status: optionalText(),
    /** The types of structured content that the channel shows. */
    capabilities_supported: idList(),
    /** Whether it shows any; `null` where that isn't known. */
    structured_content_supported: z.nullish(flag()),
  }),
);
export type Content = z.output<ReturnType<typeof content>>;

export interface Reply {
  inReplyToId: string;
  body?: string;
  /** Mirrors the message that is answered; messaging sources are private. */
  isPrivate?: boolean;
  attachmentIds?: readonly string[];
  structuredContent?: Readonly<Record<string, unknown>>;
  isAutomatic?: boolean;
}

export function createContents(rest: Rest) {
  return {
    getContent: (contentId: string) => rest({ method: "GET", path: ["contents", contentId], schema: content() }),

    /**
     * A page of them; without a limit Engage gives 30. Engage may ignore a keyword and return strangers' messages, so a
     * record counts only if it names the thread.
     */
    listThreadContents: async (threadId: string, order: "asc" | "desc" = "desc", page = 0) => {
      const q = `thread:"${threadId}" order:created_at.${order}`;
      const query = { q, offset: page * PAGE_SIZE, limit: PAGE_SIZE };
      const found = await rest({ method: "GET", path: ["contents"], query, schema: pageOf(content()) });
      return found.records.filter(({ thread_id }) => thread_id === threadId);
    },

    /** JSON, because structured content is documented in no other form. */
    replyToContent: (reply: Reply) =>
      rest({
        method: "POST",
        path: ["contents"],
        json: {
          in_reply_to_id: reply.inReplyToId,
          ...(reply.body !== undefined && { body: reply.body }),
          ...(reply.isPrivate && { private: true }),
          ...(reply.attachmentIds?.length && { attachment_ids: reply.attachmentIds }),
          ...(reply.structuredContent && { structured_content: reply.structuredContent }),
          ...(reply.isAutomatic && { auto_submitted: true }),
        },
        schema: content(),
      }),

    categorizeContent: (contentId: string, categoryIds: readonly string[]) =>
      rest({
        method: "PUT",
        path: ["contents", contentId, "update_categories"],
        form: { category_ids: categoryIds },
        schema: content(),
      }),
  };
}
