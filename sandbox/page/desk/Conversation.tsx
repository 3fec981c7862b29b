/** One conversation: who the customer is, what was said, and what the agent can do. */
import type { AgentView, DeskView, ThreadView } from "../../app/view";
import { RoutePill } from "../components/RoutePill";
import { type ChatEntry, toDeskEntry } from "../customer/chatEntry";
import { MessageList } from "../customer/MessageList";
import { TypingDots } from "../customer/TypingDots";
import { AgentNotes } from "./AgentNotes";
import { CustomerFacts } from "./CustomerFacts";
import { ReplyBox } from "./ReplyBox";
import { splitOpening } from "./splitOpening";
import { ThreadToolbar } from "./ThreadToolbar";
import { STATE_LABELS, STATE_TONES } from "./threadActions";

interface Props {
  thread: ThreadView;
  desk: DeskView;
  me: AgentView | undefined;
}

export function Conversation({ thread, desk, me }: Props) {
  const agent = desk.agents.find(({ id }) => id === thread.agentId);
  return (
    <section
      class="conversation stack"
      aria-label={`Conversation with ${thread.customer.name}`}
      data-testid="conversation"
      data-thread-id={thread.id}
    >
      <header class="conversation-head row wrap fixed">
        <div class="row grow">
          <h3 class="cut">{thread.customer.name}</h3>
          <RoutePill route={thread.route} />
        </div>
        <span class={`pill ${STATE_TONES[thread.state]}`} data-testid="thread-state" data-state={thread.state}>
          {thread.state === "agent" && agent ? `With ${agent.name}` : STATE_LABELS[thread.state]}
        </span>
        <ThreadToolbar thread={thread} desk={desk} me={me} />
      </header>
      <CustomerFacts card={thread.customer} history={thread.categoryHistory} />
      <AgentNotes notes={thread.notes} />
      <MessageList
        label={`Messages with ${thread.customer.name}`}
        entries={thread.messages.map((message) => {
          const entry = toDeskEntry(message);
          return thread.route === "bridge" ? withLead(entry) : entry;
        })}
        own="agent"
        conversation={thread.id}
        typing={
          thread.typing !== undefined &&
          thread.typing !== "" && <TypingDots who={thread.customer.name} text={thread.typing} />
        }
        empty={<p class="quiet">Nobody has written yet.</p>}
      />
      <ReplyBox thread={thread} me={me} />
    </section>
  );
}

function withLead(entry: ChatEntry): ChatEntry {
  const opening = entry.from === "customer" ? splitOpening(entry.text) : undefined;
  return opening === undefined ? entry : { ...entry, lead: opening.lead, text: opening.request };
}
