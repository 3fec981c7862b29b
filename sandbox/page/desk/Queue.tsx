/** Who waits for an agent, in order. */
import type { AgentView, QueueEntry } from "../../app/view";
import { Term } from "../components/Term";
import { formatWait } from "../formatTime";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";
import { takeConversation } from "./deskCommands";

interface Props {
  queue: readonly QueueEntry[];
  me: AgentView | undefined;
  chosenId: string | undefined;
}

export function Queue({ queue, me, chosenId }: Props) {
  return (
    <section aria-labelledby="queue-title">
      <h3 id="queue-title">
        <Term name="queue">Queue</Term> <span class="pill tone-idle">{queue.length}</span>
      </h3>
      {queue.length === 0 ? (
        <p class="quiet">Nobody is waiting.</p>
      ) : (
        <ol>
          {queue.map((entry) => (
            <li
              key={entry.taskId}
              class={entry.threadId === chosenId ? "queue-entry row is-chosen" : "queue-entry row"}
              data-testid="queue-entry"
              data-thread-id={entry.threadId}
            >
              <button type="button" class="queue-main" onClick={() => choose({ threadId: entry.threadId })}>
                <span class="stack grow">
                  <span class="row">
                    <span class="name cut">{entry.customer}</span>
                    <span class="digits last" data-explain="Waiting time">
                      {formatWait(entry.waitSeconds)}
                    </span>
                  </span>
                  <span
                    class="quiet"
                    data-testid="queue-place"
                    data-explain="Engage counts each channel separately. The customer reads the same number."
                  >
                    Number {entry.position} on {entry.source}
                  </span>
                </span>
              </button>
              <button
                type="button"
                class="button is-quiet"
                data-testid="queue-ignore"
                data-explain="Nobody takes it in time: Engage stops offering it, and the bot learns that nobody took it."
                onClick={() => void sendCommand({ type: "ignoreTask", taskId: entry.taskId })}
              >
                Ignore<span class="unseen"> {entry.customer}</span>
              </button>
              <button
                type="button"
                class="button is-primary"
                data-testid="queue-take"
                disabled={me === undefined}
                onClick={() => me && void takeConversation(entry, me.id)}
              >
                Take<span class="unseen"> the conversation of {entry.customer}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
