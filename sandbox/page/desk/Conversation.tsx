/** One conversation: who the customer is, what was said, and what the agent can do. */
import type { AgentView, DeskView, ThreadView } from "../../app/view";
import { toDeskEntry } from "../customer/chatEntry";
import { MessageList } from "../customer/MessageList";
import { TypingDots } from "../customer/TypingDots";
import { CustomerFacts } from "./CustomerFacts";
import { ReplyBox } from "./ReplyBox";
import { ThreadToolbar } from "./ThreadToolbar";
import { STATE_LABELS } from "./threadActions";

interface Props {
  thread: ThreadView;
  desk: DeskView;
  me: AgentView | undefined;
}

export function Conversation({ thread, desk, me }: Props) {
  const agent = desk.agents.find(({ id }) => id === thread.agentId);
  return (
    <section class="conversation" aria-label={`Conversation with ${thread.customer.name}`} data-testid="conversation">
      <header class="conversation-head">
        <div class="conversation-who">
          <h3>{thread.customer.name}</h3>
          <p class="quiet">
            {thread.source} · <span class="route">{thread.route}</span>
          </p>
        </div>
        <span class={`state is-${thread.state}`} data-testid="thread-state" data-state={thread.state}>
          {thread.state === "agent" && agent ? `With ${agent.name}` : STATE_LABELS[thread.state]}
        </span>
        <ThreadToolbar thread={thread} desk={desk} me={me} />
      </header>
      <CustomerFacts card={thread.customer} />
      <MessageList
        label={`Messages with ${thread.customer.name}`}
        entries={thread.messages.map(toDeskEntry)}
        own="agent"
        conversation={thread.id}
        typing={
          thread.typing !== undefined &&
          thread.typing !== "" && <TypingDots who={thread.customer.name} text={thread.typing} />
        }
        empty={<p class="quiet">Nothing was said yet.</p>}
      />
      <ReplyBox thread={thread} me={me} />
    </section>
  );
}
