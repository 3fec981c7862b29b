/** A store's value in a component, which is drawn again when it changes. */
import { useEffect, useState } from "preact/hooks";
import type { Store } from "./store";

export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState(0);
  useEffect(() => {
    const update = () => redraw((count) => count + 1);
    // It may have changed between drawing and here.
    update();
    return store.subscribe(update);
  }, [store]);
  return store.get();
}
