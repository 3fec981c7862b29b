/** The position that a waiting customer reads. */
import type { ChatEntry } from "./chatEntry";

/** As in Webchat v3, it stays until an agent writes. Here it also ends when the bot has the customer again. */
export function findQueueUpdate(entries: readonly ChatEntry[]): ChatEntry | undefined {
  const last = entries.map(({ isQueue }) => isQueue).lastIndexOf(true);
  const isOver = entries.slice(last + 1).some(({ from, choices }) => from === "agent" || choices.length > 0);
  return last === -1 || isOver ? undefined : entries[last];
}
