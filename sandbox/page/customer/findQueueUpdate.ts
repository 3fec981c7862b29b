/** The position that a waiting customer reads. */
import type { ThreadView } from "../../app/view";
import type { ChatEntry } from "./chatEntry";

/**
 * It ends when an agent has the conversation, or when the bot has the customer again. Webchat v3 itself knows nothing of
 * either, and keeps it until an agent writes.
 */
export function findQueueUpdate(
  entries: readonly ChatEntry[],
  state: ThreadView["state"] | undefined,
): ChatEntry | undefined {
  const last = entries.map(({ isQueue }) => isQueue).lastIndexOf(true);
  const isOver = entries.slice(last + 1).some(({ from, choices }) => from === "agent" || choices.length > 0);
  const isWaiting = state === undefined || state === "queued";
  return last === -1 || isOver || !isWaiting ? undefined : entries[last];
}
