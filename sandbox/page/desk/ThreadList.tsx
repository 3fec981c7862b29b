/** The conversations, the latest first. */
import { useRef } from "preact/hooks";
import type { DeskView } from "../../app/view";
import { useOneTabStop } from "../components/useOneTabStop";
import { showMoreConversations } from "../viewStream";
import { ThreadRow } from "./ThreadRow";
import { STATE_LABELS } from "./threadActions";

export function ThreadList({ desk, chosenId }: { desk: DeskView; chosenId: string | undefined }) {
  const { threads, moreThreads, agents, categories } = desk;
  const categoryName = (id: string) => categories.find((category) => category.id === id)?.name ?? id;
  const list = useRef<HTMLUListElement>(null);
  useOneTabStop(list);
  return (
    <section aria-labelledby="threads-title">
      <h3 id="threads-title">
        Conversations <span class="pill tone-idle">{threads.length + moreThreads}</span>
      </h3>
      {threads.length === 0 && <p class="quiet">None yet.</p>}
      <ul ref={list}>
        {threads.map(({ id, customer, route, state, agentId, categories: categoryIds, updatedAt }) => {
          const agent = agents.find((one) => one.id === agentId);
          return (
            <ThreadRow
              key={id}
              id={id}
              name={customer.name}
              route={route}
              state={state}
              standing={state === "agent" && agent ? `With ${agent.name}` : STATE_LABELS[state]}
              categories={categoryIds.map(categoryName).join(", ")}
              updatedAt={updatedAt}
              isChosen={id === chosenId}
            />
          );
        })}
      </ul>
      {moreThreads > 0 && (
        <button type="button" class="button" data-testid="threads-more" onClick={showMoreConversations}>
          Show more of the {moreThreads} others
        </button>
      )}
    </section>
  );
}
