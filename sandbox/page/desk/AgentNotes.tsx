/** Internal notes beside a conversation: the bot's briefing on a channel of Engage, and Add Note for Agents. */
import type { AgentNote } from "../../app/view";
import { Icon } from "../components/Icon";
import { ScrollArea } from "../components/ScrollArea";
import { MaskedText } from "../customer/MaskedText";
import { formatShortClock } from "../formatTime";

/** One line until it's opened, like the customer card: the desk's room is for the messages. */
export function AgentNotes({ notes }: { notes: readonly AgentNote[] }) {
  const latest = notes.at(-1);
  if (latest === undefined) {
    return null;
  }
  return (
    <details class="facts agent-notes" data-testid="agent-notes">
      <summary class="row">
        <span class="name fixed">Notes for agents</span>
        <span class="pill tone-idle">{notes.length}</span>
        <span class="quiet cut grow">{latest.text}</span>
        <Icon name="chevron" />
      </summary>
      <ScrollArea class="agent-notes-list" label="Notes for agents">
        <p class="quiet">Only agents see these notes.</p>
        <ol>
          {notes.map(({ at, author, text }, index) => (
            <li key={index} data-testid="agent-note">
              <span class="quiet">
                {author}, {formatShortClock(at)}
              </span>
              <p>
                <MaskedText text={text} />
              </p>
            </li>
          ))}
        </ol>
      </ScrollArea>
    </details>
  );
}
