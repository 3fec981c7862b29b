/** Whether the bot asks for a rating now. */
import type { ChatEntry } from "./chatEntry";

/** Until the customer has written something else. */
export function findRatingRequest(entries: readonly ChatEntry[]): ChatEntry | undefined {
  const last = entries.at(-1);
  return last?.rating === undefined ? undefined : last;
}
