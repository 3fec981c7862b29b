/** The conversations, the latest first. */
import type { DeskView } from "../../app/view";
import { RoutePill } from "../components/RoutePill";
import { formatShortClock } from "../formatTime";
import { choose } from "../pageChoices";
import { STATE_LABELS, STATE_TONES } from "./threadActions";

export function ThreadList({ desk, chosenId }: { desk: DeskView; chosenId: string | undefined }) {
  const { threads, moreThreads, agents, categories } = desk;
  const categoryName = (id: string) => categories.find((category) => category.id === id)?.name ?? id;
  return (
    <section aria-labelledby="threads-title">
      <h3 id="threads-title">
        Conversations <span class="pill tone-idle">{threads.length + moreThreads}</span>
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
                <span class={`thread-state is-${thread.state} ${STATE_TONES[thread.state]}`} aria-hidden="true" />
                <span class="stack grow">
                  <span class="row">
                    <span class="name cut">{thread.customer.name}</span>
                    <RoutePill route={thread.route} />
                    <time class="quiet last">{formatShortClock(thread.updatedAt)}</time>
                  </span>
                  <span class="row">
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
