/** The position that a waiting customer reads. */
import type { HandoverView } from "../../app/view";
import type { ChatEntry } from "./chatEntry";

/**
 * It ends when an agent has the conversation, or when the bot has the customer again. Webchat v3 itself knows nothing of
 * either, and keeps it until an agent writes.
 */
export function findQueueUpdate(
  entries: readonly ChatEntry[],
  handover: Pick<HandoverView, "state" | "waitsSince"> | undefined,
): ChatEntry | undefined {
  const last = entries.map(({ isQueue }) => isQueue).lastIndexOf(true);
  const update = entries[last];
  const isOver = entries.slice(last + 1).some(({ from, choices }) => from === "agent" || choices.length > 0);
  const isWaiting = handover === undefined || handover.state === "queued";
  // Of the wait before a transfer, when an agent had the conversation in between.
  const isOld = update !== undefined && handover?.waitsSince !== undefined && update.at < handover.waitsSince;
  return isOver || isOld || !isWaiting ? undefined : update;
}
