/** Waits until signals say that something is so, and no longer than a time. */
import { effect } from "@preact/signals";

type Outcome = "met" | "late" | "given up";

/** `isMet` is asked again whenever a signal that it reads changes. */
export function waitUntil(isMet: () => boolean, timeoutMs: number): { outcome: Promise<Outcome>; giveUp(): void } {
  let finish: (outcome: Outcome) => void = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  const timer = setTimeout(() => finish("late"), timeoutMs);
  const leave = effect(() => {
    if (isMet()) {
      finish("met");
    }
  });
  return {
    outcome: outcome.finally(() => {
      leave();
      clearTimeout(timer);
    }),
    giveUp: () => finish("given up"),
  };
}
