/** Somebody is about to say something. */

export function TypingDots({ who, text }: { who: string; text?: string | undefined }) {
  return (
    <p class="typing row" data-testid="typing">
      <span class="typing-dots row fixed" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <span class={text === undefined ? "unseen" : ""}>{text ?? `${who} is typing`}</span>
    </p>
  );
}
