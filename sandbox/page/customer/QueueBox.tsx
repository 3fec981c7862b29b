/** Webchat's own display of the queue, while the customer waits. */
import type { ChatEntry } from "./chatEntry";
import { findQueueUpdate } from "./findQueueUpdate";

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
