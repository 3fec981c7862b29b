/** Time that passes only where a rehearsal waits, and then at once. What platforms do meanwhile is done first. */
import { setTimeout as pause } from "node:timers/promises";
import type { TwoPlatforms } from "../../harness/twoPlatforms";
import { Clock } from "../../sandbox/app/Clock";
import type { RehearsalClock } from "../../setup/rehearse/RehearsalClock";

export interface LeapingClock extends RehearsalClock {
  end(): void;
}

/** What takes this long, such as an import, takes it by this clock. */
const LONG_MS = 1_000;
/** A message on its way to a socket needs a moment. */
const MOMENT_MS = 2;

export function createLeapingClock({ engage: { domain }, settle }: TwoPlatforms): LeapingClock {
  const clock = new Clock();
  const schedule = domain.schedule.bind(domain);
  domain.schedule = (delayMs, work) =>
    delayMs < LONG_MS ? schedule(delayMs, work) : clock.after(delayMs, () => schedule(0, work));
  return {
    now: clock.now,
    async sleep(ms, signal) {
      await settle();
      await pause(MOMENT_MS);
      if (signal?.aborted !== true) {
        clock.moveForward(ms);
      }
      await settle();
    },
    end: () => clock.reset(),
  };
}
