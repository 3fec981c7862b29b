/**
 * Answers a message. Engage's documents disagree on whether a reply needs an open intervention, and on how Engage
 * refuses one without (403 or 422). So one is opened only after a refusal.
 */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import type { Content, Reply } from "./resources/contents";
import type { Intervention } from "./resources/interventions";

export async function replyInIntervention(
  engage: EngageClient,
  reply: Reply,
  onOpened: (intervention: Intervention) => void,
): Promise<Content> {
  try {
    return await engage.replyToContent(reply);
  } catch (refusal) {
    const opened = mayLackIntervention(refusal)
      ? await engage.openIntervention(reply.inReplyToId).catch(() => undefined)
      : undefined;
    if (!opened) {
      throw refusal;
    }
    onOpened(opened);
    return engage.replyToContent(reply).catch(async (thrown) => {
      // It wasn't that. What was opened for nothing goes again, unless the reply may have arrived or somebody has replied.
      if (mayLackIntervention(thrown) && opened.user_replies_count + opened.comments_count === 0) {
        await engage.cancelIntervention(opened.id).catch(() => undefined);
      }
      throw thrown;
    });
  }
}

/** A refusal that names another reason is not for want of an intervention. */
const OTHER_REASON = /valid|attachment|structured|compose/i;

function mayLackIntervention(thrown: unknown): boolean {
  if (!(thrown instanceof EngageError)) {
    return false;
  }
  const text = `${thrown.engageError ?? ""} ${thrown.message}`;
  return (
    thrown.code === "forbidden" || (thrown.httpStatus === 422 && (/interven/i.test(text) || !OTHER_REASON.test(text)))
  );
}
