/** One message with all that it may carry; texts are texts, whatever is written in them. */

import { formatShortClock } from "../formatTime";
import { Choices } from "./Choices";
import type { ChatEntry } from "./chatEntry";
import { MaskedText } from "./MaskedText";
import { MediaItem } from "./MediaItem";
import type { ChatChoice } from "./structuredParts";

interface Props {
  entry: ChatEntry;
  /** The side of the person who looks at it. */
  isOwn: boolean;
  /** Whether the one before is of the same author. */
  isFollowUp: boolean;
  showsName: boolean;
  onChoose?: ((choice: ChatChoice) => void) | undefined;
}

export function Message({ entry, isOwn, isFollowUp, showsName, onChoose }: Props) {
  const { from, name, text, lead, choices, cards, media, note, problem } = entry;
  // The bot has one name in both chats and at the desk, whatever its account in Engage is called.
  const author = from === "bot" ? AUTHORS.bot : name || AUTHORS[from];
  const classes = [
    "message stack",
    TONES[from],
    isOwn ? "is-own" : "",
    isFollowUp ? "is-follow-up" : "",
    problem === undefined ? "" : "is-lost",
  ];
  return (
    <li class={classes.filter((one) => one !== "").join(" ")} data-testid="message" data-from={from}>
      {from !== "system" && !isFollowUp && (
        <p class="row quiet">
          {from === "agent" && showsName && (
            <span class="avatar" aria-hidden="true">
              {author.slice(0, 1)}
            </span>
          )}
          <span class={showsName ? "message-author" : "unseen"}>{author}</span>
          <time dateTime={new Date(entry.at).toISOString()}>{formatShortClock(entry.at)}</time>
        </p>
      )}
      {lead !== undefined && (
        <div class="bubble tone-bot" data-testid="opening">
          <p class="quiet" data-explain="In Engage, this is the beginning of the customer's message.">
            The bot's briefing, and the chat so far
          </p>
          <MaskedText text={lead} />
        </div>
      )}
      {text !== "" && (
        <p class="bubble">
          <MaskedText text={text} />
        </p>
      )}
      {cards.length > 0 && (
        <ul class="cards">
          {cards.map((card, index) => (
            <li key={index} class="card stack">
              {card.imageUrl !== "" && <MediaItem media={{ kind: "image", url: card.imageUrl, title: card.title }} />}
              <div class="card-text">
                <p class="name">{card.title}</p>
                {card.subtitle !== "" && <p class="quiet">{card.subtitle}</p>}
              </div>
              <Choices choices={card.choices} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
      {media.map((one) => (
        <MediaItem key={one.url} media={one} />
      ))}
      <Choices choices={choices} onChoose={onChoose} />
      {note !== undefined && <p class="quiet">{note}</p>}
      {problem !== undefined && (
        <p class="pill tone-bad" data-testid="message-problem">
          {problem}
        </p>
      )}
    </li>
  );
}

const TONES = {
  customer: "tone-customer",
  agent: "tone-agent",
  bot: "tone-bot",
  system: "from-system tone-idle",
} satisfies Record<ChatEntry["from"], string>;

const AUTHORS = { customer: "Customer", agent: "Agent", bot: "Bot", system: "" } satisfies Record<
  ChatEntry["from"],
  string
>;
