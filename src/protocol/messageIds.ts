/**
 * Ids that we give to messages at Engage, by which each side recognises them again. The id of the opening message is the
 * handover's id.
 *
 * @where `params.id` of messages to the Channel SDK source, `foreign_id` and `in_reply_to_id` at Engage
 * @writer nodes, relay, hub
 * @reader nodes, relay, hub
 * @limits letters, digits and `-_.`; the same for each resend of a message, and for nothing else
 * @foreign not one of ours: the message is somebody else's
 */

const OPENING = "handover-";
const FORWARDED = "relay-";
const AGENT = "agent-";
const UNDELIVERED = "undelivered-";

/** The same input is the same handover, however often it is sent; the next handover has another input. */
export function toHandoverId(inputId: string): string {
  return OPENING + inputId.replace(/[^\w-]/g, "_").slice(0, 80);
}

export function isHandoverId(id: string | null | undefined): boolean {
  return typeof id === "string" && id.indexOf(OPENING) === 0;
}

/** A message of the customer or a note of the relay. `hash` tells messages apart; the handover it belongs to can be read off. */
export function toForwardedId(handoverId: string, hash: string): string {
  return `${FORWARDED}${isHandoverId(handoverId) ? `${handoverId.slice(OPENING.length)}.` : ""}${hash}`;
}

export function isForwardedId(id: string | null | undefined): boolean {
  return typeof id === "string" && id.indexOf(FORWARDED) === 0;
}

/** Which handover a message of the customer belongs to: what agents answer. */
export function readHandoverId(id: string | null | undefined): string | undefined {
  if (typeof id !== "string" || isHandoverId(id)) {
    return id || undefined;
  }
  const end = id.lastIndexOf(".");
  return isForwardedId(id) && end !== -1 ? OPENING + id.slice(FORWARDED.length, end) : undefined;
}

/** What the hub answers to Engage as our id of an agent's message. */
export function toAgentMessageId(contentId: string): string {
  return AGENT + contentId;
}

/** The note to the agent that this message didn't reach the customer. */
export function toUndeliveredNoteId(agentMessageId: string): string {
  return UNDELIVERED + agentMessageId;
}

/** Parts of one message: the first has the message's own id. */
export function toPartId(messageId: string, index: number): string {
  return index === 0 ? messageId : `${messageId}-${index}`;
}
