/** Explains what the pointer, the finger or the focus is on: any element with `data-explain`, and the words in a button. */
import { useEffect, useState } from "preact/hooks";

interface Explained {
  /** Of a word in a button. */
  word?: string;
  text: string;
}

interface Shown {
  element: Element;
  explained: Explained[];
  box: DOMRect;
  isTouched: boolean;
}

const MARGIN = 8;
const WIDTH = 320;
/** Closer than this to the lower edge it is shown above. */
const ROOM = 140;
const PRESSED = "button:not([aria-disabled=true]), label, summary";

export function Explanation() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const show = (element: Element | undefined, isTouched = false) => {
      const explained = element === undefined ? [] : explain(element);
      setShown(
        element === undefined || explained.length === 0
          ? undefined
          : { element, explained, box: element.getBoundingClientRect(), isTouched },
      );
    };
    const point = (event: Event) => {
      const element = event.target instanceof Element ? findExplained(event.target) : undefined;
      show(element, event instanceof PointerEvent && event.pointerType === "touch");
    };
    const focus = (event: Event) => {
      const { target } = event;
      if (!(target instanceof Element) || !target.matches(":focus-visible")) {
        return;
      }
      // The keyboard doesn't reach words in a button: they are explained with it.
      const isControl = findExplained(target) === undefined && target.matches("button, input, summary");
      if (isControl) {
        show(target);
      } else {
        point(event);
      }
    };
    const hide = () => setShown(undefined);
    // Scrolling moves what is explained, also when it was the focus that brought it into sight.
    const follow = ({ target }: Event) =>
      setShown((now) => {
        const box = now?.element.getBoundingClientRect();
        const isAway =
          now === undefined ||
          box === undefined ||
          !now.element.checkVisibility() ||
          (target instanceof Element && target.contains(now.element) && !overlaps(box, target));
        return isAway ? undefined : { ...now, box };
      });
    // A tap on what can be pressed presses it: there, a long press explains. And an open menu needs the room.
    const press = () =>
      setShown((now) => {
        const isPressed = now?.isTouched && now.element.closest(PRESSED) !== null;
        return isPressed || now?.element.matches("[aria-expanded]") ? undefined : now;
      });
    const events = { pointerover: point, focusin: focus, keydown: hide, scroll: follow, click: press };
    for (const [name, listener] of Object.entries(events)) {
      document.addEventListener(name, listener, true);
    }
    return () => {
      for (const [name, listener] of Object.entries(events)) {
        document.removeEventListener(name, listener, true);
      }
    };
  }, []);
  const explainedElement = shown?.element;
  // A click can change what is explained while the pointer stays: the theme.
  useEffect(() => {
    if (explainedElement === undefined) {
      return;
    }
    const texts = new MutationObserver(() => {
      const explained = explain(explainedElement);
      setShown((now) => (now === undefined || explained.length === 0 ? undefined : { ...now, explained }));
    });
    texts.observe(explainedElement, { attributeFilter: ["data-explain"], subtree: true });
    return () => texts.disconnect();
  }, [explainedElement]);
  if (shown === undefined) {
    return null;
  }
  const { explained, box } = shown;
  const isLow = box.bottom > innerHeight - ROOM;
  const across =
    box.left + WIDTH + MARGIN > innerWidth
      ? { right: Math.max(MARGIN, innerWidth - box.right) }
      : { left: Math.max(MARGIN, box.left) };
  const place = isLow ? { bottom: innerHeight - box.top + MARGIN } : { top: box.bottom + MARGIN };
  return (
    <div class="explanation stack" aria-hidden="true" data-testid="explanation" style={{ ...across, ...place }}>
      {explained.map(({ word, text }) => (
        <p key={text}>
          {word !== undefined && <strong>{word}: </strong>}
          {text}
        </p>
      ))}
    </div>
  );
}

function findExplained(element: Element): Element | undefined {
  const explained = element.closest("[data-explain]");
  return explained === null || textOf(explained) === "" ? undefined : explained;
}

function textOf(element: Element): string {
  return element.getAttribute("data-explain") ?? "";
}

/** Its own text, or those of the words in it. */
function explain(element: Element): Explained[] {
  const text = textOf(element);
  return text === "" ? listWords(element.closest("label") ?? element) : [{ text }];
}

function listWords(element: Element): Explained[] {
  const words = [...element.querySelectorAll("[data-explain]")].map((one): [string, string] => [
    textOf(one),
    one.textContent ?? "",
  ]);
  return [...new Map(words)].filter(([text]) => text !== "").map(([text, word]) => ({ word, text }));
}

function overlaps(box: DOMRect, area: Element): boolean {
  const { top, bottom, left, right } = area.getBoundingClientRect();
  return box.bottom > top && box.top < bottom && box.right > left && box.left < right;
}
