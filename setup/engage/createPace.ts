/** Spreads calls evenly over time, so that a long run leaves the other half of Engage's 500 requests a minute to the bots. */
import { setTimeout as sleep } from "node:timers/promises";

const HALF_OF_BUDGET = 240;

export interface CallPace {
  perMinute: number;
  /** Resolves when the next call may go. */
  next(): Promise<void>;
}

export function createPace(perMinute: number = HALF_OF_BUDGET): CallPace {
  const gapMs = 60_000 / perMinute;
  let nextAtMs = 0;
  return {
    perMinute,
    async next() {
      const now = Date.now();
      const waitMs = Math.max(0, nextAtMs - now);
      nextAtMs = Math.max(now, nextAtMs) + gapMs;
      if (waitMs > 0) {
        await sleep(waitMs);
      }
    },
  };
}
