/** A word with its explanation, for the pointer, the keyboard and screen readers. */
import type { ComponentChildren } from "preact";
import { type Term as Name, TERMS } from "../terms";

export function Term({ name, children }: { name: Name; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, the explanation needs a mouse.
    <span class="term" tabIndex={0} data-explain={TERMS[name]} aria-description={TERMS[name]}>
      {children}
    </span>
  );
}
