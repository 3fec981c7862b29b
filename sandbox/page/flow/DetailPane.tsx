/** The frame around what is explained; Escape closes it. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../components/Icon";
import { ScrollArea } from "../components/ScrollArea";
import { choose } from "../pageChoices";

interface Props {
  title: string;
  kicker: ComponentChildren;
  testId: string;
  /** What is shown: another one starts at its top. */
  subject: string;
  children: ComponentChildren;
}

export function DetailPane({ title, kicker, testId, subject, children }: Props) {
  const body = useRef<HTMLElement>(null);
  // Another subject starts at its top.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [subject]);
  // Heard from the moment it shows, not only once it's painted.
  useLayoutEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        choose({ detail: undefined });
      }
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, []);
  return (
    <aside class="detail stack" aria-label={title} data-testid={testId}>
      <div class="pane-head row spread">
        <div class="stack">
          <p class="quiet">{kicker}</p>
          <h3>{title}</h3>
        </div>
        <button
          type="button"
          class="icon-button"
          aria-label="Close the details"
          data-explain="Close the details"
          data-testid="detail-close"
          onClick={() => choose({ detail: undefined })}
        >
          <Icon name="close" />
        </button>
      </div>
      <ScrollArea class="detail-body" label="Details" areaRef={body}>
        {children}
      </ScrollArea>
    </aside>
  );
}
