/** Webchat's own display of the queue, while the customer waits. */
import type { ThreadView } from "../../app/view";
import type { ChatEntry } from "./chatEntry";
import { findQueueUpdate } from "./findQueueUpdate";

interface Props {
  entries: readonly ChatEntry[];
  /** Of the conversation in Engage, once there is one. */
  state: ThreadView["state"] | undefined;
}

export function QueueBox({ entries, state }: Props) {
  const update = findQueueUpdate(entries, state);
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
