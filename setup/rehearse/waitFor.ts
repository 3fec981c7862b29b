/** Looks again and again, less often each time, until there is something or the time is over. */
import { Interrupted } from "./Hop";
import type { RehearsalClock } from "./RehearsalClock";

export interface Patience {
  withinMs: number;
  signal: AbortSignal;
  clock: RehearsalClock;
  /** Between one look and the next; the last one is repeated. */
  delaysMs: readonly number[];
  /** Before the first look, where nothing can be there yet. */
  firstMs?: number;
  /** At most so many, over the whole time; the last one is at its end. By default as many as fit. */
  looks?: number;
}

/** A look at what has come by itself. */
export const LISTEN_DELAYS_MS = [30];
/** A person is at work. */
export const PERSON_DELAYS_MS = [1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000];

export async function waitFor<T>(
  look: (attempt: number) => Promise<T | undefined> | T | undefined,
  { withinMs, signal, clock, delaysMs, firstMs = 0, looks = Number.POSITIVE_INFINITY }: Patience,
): Promise<T | undefined> {
  const endMs = clock.now() + withinMs;
  let delayMs = looks > 1 ? firstMs : Math.max(firstMs, withinMs);
  for (let attempt = 0; ; attempt++) {
    if (delayMs > 0) {
      await clock.sleep(delayMs, signal);
    }
    stopIfInterrupted(signal);
    const found = await look(attempt);
    if (found !== undefined) {
      return found;
    }
    const leftMs = endMs - clock.now();
    if (leftMs <= 0 || attempt + 1 >= looks) {
      return undefined;
    }
    const looksLeft = looks - attempt - 1;
    const usualMs = delayAfter(attempt, delaysMs);
    const evenMs = fits(attempt, delaysMs, leftMs, looksLeft) ? 0 : Math.ceil(leftMs / looksLeft);
    delayMs = Math.min(Math.max(usualMs, evenMs), leftMs);
  }
}

function delayAfter(attempt: number, delaysMs: readonly number[]): number {
  return delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
}

/** Whether the usual delays fill the time with as many looks, or fewer. */
function fits(attempt: number, delaysMs: readonly number[], leftMs: number, looksLeft: number): boolean {
  let coveredMs = 0;
  for (let next = 0; next < looksLeft && coveredMs < leftMs; next++) {
    const delayMs = delayAfter(attempt + next, delaysMs);
    if (delayMs <= 0 || looksLeft === Number.POSITIVE_INFINITY) {
      return true;
    }
    coveredMs += delayMs;
  }
  return coveredMs >= leftMs;
}

function stopIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new Interrupted();
  }
}
