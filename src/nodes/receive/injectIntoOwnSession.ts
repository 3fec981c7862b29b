/** What came in a batch on route `channel`, into the customer's own session. */
import { toFileReferences } from "../../core/inbound/customerMessage";
import { readFlag, readNumber, readRecord, readText, readTexts } from "../../core/inbound/read";
import { cutText } from "../../core/text";
import { MEMBERS } from "../../protocol/members";
import { writeReplyTarget } from "../../protocol/replyTarget";
import { type Item, toUpdate } from "./deliveries";
import { createEndpointClient } from "./endpointClient";
import { isLeftToBot } from "./isLeftToBot";
import type { ReceiveRun } from "./receiveFields";
import { toShownText } from "./shownText";

/** As if it had come alone: into the customer's own session on the hub's Endpoint. */
export async function injectIntoOwnSession(
  node: ReceiveRun,
  item: Item<"customerMessage"> | Item<"channelUpdate">,
): Promise<"done" | "nothingToDo"> {
  const { connection, engage, input } = node;
  const { userId, sessionId } = item;
  const endpoints = createEndpointClient(node, connection.endpointUrl(), "hub");
  const delivery = { id: item.id, URLToken: input.URLToken, userId, sessionId };
  if (item.kind === "channelUpdate") {
    // The event didn't say who has the conversation; the thread does.
    if (item.isAssumed && isLeftToBot((await engage.getThread(sessionId)).thread_category_ids, connection)) {
      return "nothingToDo";
    }
    await endpoints.inject({
      ...delivery,
      text: "",
      data: {
        [MEMBERS.engageClaim]: item.data,
        // The hub has noted an update that is certain, and notes this one when it comes.
        ...toUpdate(item.update.status, { ...item.update, ...(item.isAssumed && { isAssumed: true }) }),
      },
    });
    return "done";
  }
  const content = item.text === undefined || item.hasAttachment ? await engage.getContent(item.contentId) : undefined;
  const text = item.text ?? (content ? toShownText(content) : "");
  const attachments = item.hasAttachment && content && toFileReferences(content.attachments);
  const claim = readRecord(item.data, MEMBERS.engageClaim);
  const replyTarget = writeReplyTarget({
    contentId: item.contentId,
    atMs: readNumber(readRecord(claim, "event"), "issuedAt") ?? 0,
    isPrivate: readFlag(claim, "private"),
    capabilities: readTexts(claim, "structuredContent"),
    sourceType: readText(claim, "sourceType") ?? "",
    offers: [],
  });
  await endpoints.inject({
    ...delivery,
    text: cutText(text, 10_000),
    data: { ...item.data, ...(attachments && { attachments }), [MEMBERS.replyTarget]: replyTarget },
  });
  return "done";
}
