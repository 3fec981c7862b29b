/** The clock of a rehearsal. Tests pass in one that jumps, so that they never wait. */
import { setTimeout as pause } from "node:timers/promises";

export interface RehearsalClock {
  now(): number;
  /** An interruption ends it early. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const machineClock: RehearsalClock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await pause(ms, undefined, signal && { signal }).catch(() => undefined);
  },
};
