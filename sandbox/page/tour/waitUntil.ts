/** Waits for something that is told by changes, and no longer than a time. */

export function waitUntil(
  isMet: () => boolean,
  subscribe: (listener: () => void) => () => void,
  timeoutMs: number,
): { outcome: Promise<"met" | "late" | "given up">; giveUp(): void } {
  let finish: (outcome: "met" | "late" | "given up") => void = () => undefined;
  const outcome = new Promise<"met" | "late" | "given up">((resolve) => {
    finish = resolve;
  });
  const look = () => {
    if (isMet()) {
      finish("met");
    }
  };
  const leave = subscribe(look);
  const timer = setTimeout(() => finish("late"), timeoutMs);
  look();
  return {
    outcome: outcome.finally(() => {
      leave();
      clearTimeout(timer);
    }),
    giveUp: () => finish("given up"),
  };
}
