/** Explains what the pointer or the focus is on: any element with `data-explain`. */
import { useEffect, useState } from "preact/hooks";

interface Shown {
  element: Element;
  text: string;
  box: DOMRect;
}

const MARGIN = 8;
const WIDTH = 320;
/** Closer than this to the lower edge it is shown above. */
const ROOM = 140;

export function Explanation() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const show = ({ target }: Event) => {
      const explained = target instanceof Element ? target.closest("[data-explain]") : null;
      const text = explained?.getAttribute("data-explain") ?? "";
      setShown(
        explained === null || text === ""
          ? undefined
          : { element: explained, text, box: explained.getBoundingClientRect() },
      );
    };
    const hide = () => setShown(undefined);
    // The chat and the timeline scroll by themselves: only what moves the explained place takes its explanation away.
    const hideIfMoved = ({ target }: Event) =>
      setShown((now) => (now && target instanceof Node && target.contains(now.element) ? undefined : now));
    const events = { pointerover: show, focusin: show, keydown: hide, scroll: hideIfMoved };
    for (const [name, listener] of Object.entries(events)) {
      document.addEventListener(name, listener, true);
    }
    return () => {
      for (const [name, listener] of Object.entries(events)) {
        document.removeEventListener(name, listener, true);
      }
    };
  }, []);
  if (shown === undefined) {
    return null;
  }
  const { text, box } = shown;
  const isLow = box.bottom > innerHeight - ROOM;
  const left = Math.max(MARGIN, Math.min(box.left, innerWidth - WIDTH - MARGIN));
  const place = isLow ? { bottom: innerHeight - box.top + MARGIN } : { top: box.bottom + MARGIN };
  return (
    <p class="explanation" aria-hidden="true" data-testid="explanation" style={{ left, ...place }}>
      {text}
    </p>
  );
}
