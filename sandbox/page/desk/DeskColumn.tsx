/** The agents' side: who is there, what waits, and one conversation. */
import { useEffect } from "preact/hooks";
import type { ClockView, DeskView } from "../../app/view";
import { ClockMenu } from "../clock/ClockMenu";
import { Empty } from "../components/Empty";
import { Region } from "../components/Region";
import { Term } from "../components/Term";
import { narrowScreen } from "../narrowScreen";
import { choose, pageChoices } from "../pageChoices";
import { pageTour } from "../tour/pageTour";
import { Agents } from "./Agents";
import { Conversation } from "./Conversation";
import { Queue } from "./Queue";
import { ThreadList } from "./ThreadList";

export function DeskColumn({ desk, clock, now }: { desk: DeskView; clock: ClockView; now: number }) {
  const choices = pageChoices.value;
  const me = desk.agents.find(({ id }) => id === choices.agentId) ?? desk.agents[0];
  const thread = desk.threads.find(({ id }) => id === choices.threadId);
  const firstId = desk.threads[0]?.id;
  // The tour's panel takes much of a phone, and its steps are about one conversation: that gets the room.
  const isFolded = narrowScreen.value && pageTour.state.value.index !== undefined && thread !== undefined;
  const isChosenGone = thread === undefined && firstId !== undefined;
  useEffect(() => {
    if (isChosenGone) {
      choose({ threadId: firstId });
    }
  }, [isChosenGone, firstId]);
  return (
    <Region
      name="desk"
      title={<Term name="desk">Agent desk</Term>}
      aside={
        <label class="row quiet">
          <span class="fixed">You are</span>
          <select
            value={me?.id}
            data-testid="agent-select"
            onChange={({ currentTarget }) => choose({ agentId: currentTarget.value })}
          >
            {desk.agents.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <Agents
        agents={isFolded && me !== undefined ? [me] : desk.agents}
        meId={me?.id}
        extra={<ClockMenu clock={clock} now={now} />}
      />
      <div class="desk-lists stack scrolls">
        <Queue queue={desk.queue} me={me} chosenId={thread?.id} />
        {!isFolded && <ThreadList desk={desk} chosenId={thread?.id} />}
      </div>
      {thread === undefined ? (
        <div class="conversation stack">
          <Empty icon="desk" title="No conversation yet">
            When the bot hands a customer over, the conversation waits here for an agent.
          </Empty>
        </div>
      ) : (
        <Conversation key={thread.id} thread={thread} desk={desk} me={me} />
      )}
    </Region>
  );
}
