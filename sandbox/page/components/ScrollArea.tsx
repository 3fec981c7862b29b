/** A part that scrolls by itself, and therefore can be reached with the keyboard. */
import type { ComponentChildren, Ref } from "preact";

interface Props {
  label: string;
  class: string;
  areaRef?: Ref<HTMLElement>;
  children: ComponentChildren;
}

export function ScrollArea({ label, class: className, areaRef, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it only a mouse could scroll here.
    <section class={`${className} scrolls`} aria-label={label} tabIndex={0} {...(areaRef && { ref: areaRef })}>
      {children}
    </section>
  );
}
