/** The messages of a conversation; a new one scrolls into view only for those who were at the end. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { ChatEntry } from "./chatEntry";
import { Message } from "./Message";
import type { ChatChoice } from "./structuredParts";
import { useFollowEnd } from "./useFollowEnd";

interface Props {
  label: string;
  entries: readonly ChatEntry[];
  own: ChatEntry["from"];
  /** Another conversation starts at its end again. */
  conversation: string;
  typing?: ComponentChildren;
  empty: ComponentChildren;
  onChoose?: (choice: ChatChoice, entry: ChatEntry) => void;
}

export function MessageList({ label, entries, own, conversation, typing, empty, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const noteWhere = useFollowEnd(list, conversation);
  const lastOwn = entries.findLastIndex(({ from }) => from === own);
  return (
    <div
      class="messages stack scrolls"
      ref={list}
      role="log"
      aria-live="polite"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard.
      tabIndex={0}
      onScroll={noteWhere}
    >
      {entries.length === 0 && empty}
      <div class="messages-inside">
        <ol class="stack">
          {entries.map((entry, index) => {
            const before = entries[index - 1];
            const isFollowUp = before?.from === entry.from && before.name === entry.name;
            // Buttons of cards stay; quick replies end with the customer's next message.
            const choose = onChoose && ((choice: ChatChoice) => onChoose(choice, entry));
            return (
              <Message
                key={entry.id}
                entry={entry}
                isOwn={entry.from === own}
                isFollowUp={isFollowUp}
                showsName={entry.from !== own}
                onChoose={index > lastOwn || entry.cards.length > 0 ? choose : undefined}
              />
            );
          })}
        </ol>
        {typing}
      </div>
    </div>
  );
}
