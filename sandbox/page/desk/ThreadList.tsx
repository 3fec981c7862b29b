/** The conversations, the latest first. */
import type { DeskView } from "../../app/view";
import { formatShortClock } from "../formatTime";
import { choose } from "../pageChoices";
import { STATE_LABELS } from "./threadActions";

export function ThreadList({ desk, chosenId }: { desk: DeskView; chosenId: string | undefined }) {
  const { threads, moreThreads, agents, categories } = desk;
  const categoryName = (id: string) => categories.find((category) => category.id === id)?.name ?? id;
  return (
    <section class="threads" aria-labelledby="threads-title">
      <h3 id="threads-title">
        Conversations <span class="count">{threads.length + moreThreads}</span>
      </h3>
      {threads.length === 0 && <p class="quiet">None yet.</p>}
      <ul>
        {threads.map((thread) => {
          const agent = agents.find(({ id }) => id === thread.agentId);
          return (
            <li key={thread.id}>
              <button
                type="button"
                class="thread"
                aria-pressed={thread.id === chosenId}
                data-testid="thread"
                data-thread-id={thread.id}
                data-state={thread.state}
                data-route={thread.route}
                onClick={() => choose({ threadId: thread.id })}
              >
                <span class={`thread-state is-${thread.state}`} aria-hidden="true" />
                <span class="thread-text">
                  <span class="thread-line">
                    <span class="thread-name">{thread.customer.name}</span>
                    <span class="route">{thread.route}</span>
                    <time class="quiet">{formatShortClock(thread.updatedAt)}</time>
                  </span>
                  <span class="thread-line">
                    <span class="quiet">
                      {thread.state === "agent" && agent ? `With ${agent.name}` : STATE_LABELS[thread.state]}
                    </span>
                    {thread.categories.map((id) => (
                      <span key={id} class="chip">
                        {categoryName(id)}
                      </span>
                    ))}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {moreThreads > 0 && <p class="quiet">and {moreThreads} more</p>}
    </section>
  );
}
