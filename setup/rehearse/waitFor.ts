/** Looks again and again, less often each time, until there is something or the time is over. */
import { setTimeout as sleep } from "node:timers/promises";
import { Interrupted } from "./Hop";

export interface Patience {
  withinMs: number;
  signal: AbortSignal;
  /** Between one look and the next; the last one is repeated. */
  delaysMs: readonly number[];
  /** Before the first look, where nothing can be there yet. */
  firstMs?: number;
}

/** A look at what has come by itself. */
export const LISTEN_DELAYS_MS = [30];
/** A person is at work. */
export const PERSON_DELAYS_MS = [1_000, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000];

export async function waitFor<T>(
  look: (attempt: number) => Promise<T | undefined> | T | undefined,
  { withinMs, signal, delaysMs, firstMs = 0 }: Patience,
): Promise<T | undefined> {
  const endMs = Date.now() + withinMs;
  await pause(firstMs, signal);
  for (let attempt = 0; ; attempt++) {
    stopIfInterrupted(signal);
    const found = await look(attempt);
    if (found !== undefined) {
      return found;
    }
    const leftMs = endMs - Date.now();
    if (leftMs <= 0) {
      return undefined;
    }
    const delayMs = delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
    await pause(Math.min(delayMs, leftMs), signal);
  }
}

/** An interruption ends it early, and is noticed at the next look. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) {
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }
}

function stopIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new Interrupted();
  }
}
