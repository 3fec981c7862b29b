/** Somebody is about to say something. */

export function TypingDots({ who, text }: { who: string; text?: string | undefined }) {
  return (
    <p class="typing" data-testid="typing">
      <span class="typing-dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <span class={text === undefined ? "unseen" : "typing-text"}>{text ?? `${who} is typing`}</span>
    </p>
  );
}
