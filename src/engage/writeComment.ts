/**
 * A note for agents on an intervention: in the customer's window in Engage, never for the customer. Whoever writes one
 * must not cancel the intervention afterwards, because that deletes the note.
 */
import { EngageError } from "../core/errors";
import { findOpenIntervention } from "./endIntervention";
import type { EngageClient } from "./engageClient";
import { findCustomerMessage } from "./findCustomerMessage";
import { readOwnId } from "./readOwnId";

/** Engage names no limit. */
export const MAX_COMMENT = 2_000;

export interface OpenedIntervention {
  intervention: { id: string; user_id?: string | null };
  /** Ours: it names the token's user. */
  isNew: boolean;
}

/**
 * An open intervention is needed, and the bot may open one on the customer's last message. Only while the bot has the
 * conversation: later on the hub would take it for an agent who joins.
 */
export async function openForComment(
  engage: EngageClient,
  threadId: string,
  contentId: string | undefined,
): Promise<OpenedIntervention> {
  const messageId = contentId ?? (await findCustomerMessage(engage, threadId))?.id;
  if (messageId === undefined) {
    throw new EngageError("not_found", `Conversation ${threadId} has no message of a customer.`, {
      hint: "A note needs an intervention, and Engage opens one on a customer's message only.",
    });
  }
  try {
    return { intervention: await engage.openIntervention(messageId), isNew: true };
  } catch (refusal) {
    // Somebody has opened one in this moment.
    const open =
      refusal instanceof EngageError && refusal.code === "invalid_request"
        ? await findOpenIntervention(engage, threadId)
        : undefined;
    if (!open) {
      throw refusal;
    }
    return { intervention: open, isNew: false };
  }
}

export async function writeComment(
  engage: EngageClient,
  { intervention, isNew }: OpenedIntervention,
  body: string,
): Promise<string> {
  // One guide writes comments without a user.
  const ownId = isNew ? (intervention.user_id ?? undefined) : undefined;
  const comment = await engage.commentIntervention(intervention.id, body, ownId ?? (await readOwnId(engage)));
  return comment.id;
}
