/** Keeps a list at its end for those who are there, and leaves those alone who read further up. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

const NEAR_END_PX = 80;

/** `subject`: another one starts at its end again. */
export function useFollowEnd(list: RefObject<HTMLElement>, subject: string): () => void {
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  useLayoutEffect(() => {
    isAtEnd.current = true;
    const element = list.current;
    if (element !== null) {
      element.scrollTop = element.scrollHeight;
    }
  }, [list, subject]);
  useEffect(() => {
    const element = list.current;
    if (element === null) {
      return;
    }
    // New messages, pictures that have come, a field below that has grown: all of them are sizes that change.
    const sizes = new ResizeObserver(() => {
      if (isAtEnd.current) {
        element.scrollTop = element.scrollHeight;
      }
    });
    for (const one of [element, ...element.children]) {
      sizes.observe(one);
    }
    return () => sizes.disconnect();
  }, [list]);
  return () => {
    if (list.current === null) {
      return;
    }
    const { scrollHeight, scrollTop, clientHeight } = list.current;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    // Only who goes up has left the end; below others the list may have grown since this event began.
    isAtEnd.current = isNear || (isAtEnd.current && scrollTop >= lastTop.current);
    lastTop.current = scrollTop;
  };
}
