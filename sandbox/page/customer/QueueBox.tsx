/** Webchat's own display of the queue, while the customer waits. */
import type { HandoverView } from "../../app/view";
import type { ChatEntry } from "./chatEntry";
import { findQueueUpdate } from "./findQueueUpdate";

interface Props {
  entries: readonly ChatEntry[];
  /** Once there was one. */
  handover: HandoverView | undefined;
}

export function QueueBox({ entries, handover }: Props) {
  const update = findQueueUpdate(entries, handover);
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
