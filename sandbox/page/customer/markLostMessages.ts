/** Marks what the customer wrote in Webchat and no agent got. */
import type { LostMessage } from "../../app/view";
import type { ChatEntry } from "./chatEntry";

export function markLostMessages(entries: readonly ChatEntry[], lost: readonly LostMessage[]): ChatEntry[] {
  const problems = new Map<ChatEntry, string>();
  for (const { at, text, reason } of lost) {
    const open = entries.filter(({ from, at: writtenAt }) => from === "customer" && writtenAt <= at);
    // One report may be about several messages, each on a line.
    const words = open.some((entry) => entry.text === text) ? [text] : text.split("\n");
    for (const one of words) {
      const entry = open.filter((candidate) => candidate.text === one && !problems.has(candidate)).at(-1);
      if (entry !== undefined) {
        problems.set(entry, `Not delivered: ${reason}`);
      }
    }
  }
  return entries.map((entry) => {
    const problem = problems.get(entry);
    return problem === undefined ? entry : { ...entry, problem };
  });
}
