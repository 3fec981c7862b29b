/** Internal notes beside a conversation: the bot's briefing on a channel of Engage, and Add Note for Agents. */
import type { AgentNote } from "../../app/view";
import { MaskedText } from "../customer/MaskedText";
import { formatShortClock } from "../formatTime";

export function AgentNotes({ notes }: { notes: readonly AgentNote[] }) {
  if (notes.length === 0) {
    return null;
  }
  return (
    <section class="agent-notes fixed" aria-label="Notes for agents" data-testid="agent-notes">
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
    </section>
  );
}
