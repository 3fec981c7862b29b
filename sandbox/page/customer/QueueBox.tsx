/** Webchat's own display of the queue, while the customer waits. */
import type { ChatEntry } from "./chatEntry";

export function QueueBox({ entries }: { entries: readonly ChatEntry[] }) {
  const update = findQueueUpdate(entries);
  return (
    <div role="status">
      {update !== undefined && (
        <p class="queue-box row tone-warn" data-testid="queue-box">
          {update.text}
        </p>
      )}
    </div>
  );
}

/** As in Webchat v3, it stays until an agent writes. Here it also ends when the bot has the customer again. */
function findQueueUpdate(entries: readonly ChatEntry[]): ChatEntry | undefined {
  const last = entries.findLastIndex(({ isQueue }) => isQueue);
  const isOver = entries.slice(last + 1).some(({ from, choices }) => from === "agent" || choices.length > 0);
  return last === -1 || isOver ? undefined : entries[last];
}
