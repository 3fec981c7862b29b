/** A value as JSON that a person can read. */
import { toJsonText, toJsonTokens } from "./jsonTokens";

export function JsonBlock({ value }: { value: unknown }) {
  const text = toJsonText(value);
  return (
    <pre class="json">
      {toJsonTokens(text).map(({ kind, text: part }, index) =>
        kind === "plain" ? (
          part
        ) : (
          <span key={index} class={`json-${kind}`}>
            {part}
          </span>
        ),
      )}
    </pre>
  );
}
