/** Makes a long list one stop of the Tab key: the arrow keys lead from button to button, Home and End to the ends. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

export function useOneTabStop(list: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = list.current;
    if (element === null) {
      return;
    }
    const listButtons = () => [...element.querySelectorAll("button")].filter(({ disabled }) => !disabled);
    let last: HTMLButtonElement | undefined;
    const settle = () => {
      const buttons = listButtons();
      const left = last !== undefined && buttons.includes(last) ? last : undefined;
      const stop = left ?? buttons.find(({ ariaPressed }) => ariaPressed === "true") ?? buttons[0];
      for (const button of buttons) {
        button.tabIndex = button === stop ? 0 : -1;
      }
    };
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) {
        last = target;
        settle();
      }
    };
    const move = (event: KeyboardEvent) => {
      const buttons = listButtons();
      const index = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
      const next = index < 0 ? undefined : buttons[toIndex(event.key, index, buttons.length) ?? -1];
      if (next === undefined) {
        return;
      }
      event.preventDefault();
      next.focus();
    };
    // Rows come and go, also where only a part of the list is drawn again.
    const rows = new MutationObserver(settle);
    settle();
    rows.observe(element, { childList: true, subtree: true });
    element.addEventListener("focusin", remember);
    element.addEventListener("keydown", move);
    return () => {
      rows.disconnect();
      element.removeEventListener("focusin", remember);
      element.removeEventListener("keydown", move);
    };
  }, [list]);
}

function toIndex(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
    case "ArrowRight":
      return Math.min(index + 1, count - 1);
    case "ArrowUp":
    case "ArrowLeft":
      return Math.max(index - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
