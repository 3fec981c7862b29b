/** A text in which what the bot has masked before sending can be seen. */

const MASKED = /(\*{4}(?:[ -]?\*{1,4})*)/;

export function MaskedText({ text }: { text: string }) {
  return (
    <>
      {text.split(MASKED).map((part, index) =>
        index % 2 === 1 ? (
          <mark key={index} class="masked" data-explain="Masked before it was sent: agents don't get the number.">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </>
  );
}
