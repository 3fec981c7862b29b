/** Moves the clock of both platforms forward, and lets happen what waited for a time that is now past. */
import type { CognigyStandIn } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";
import type { Clock } from "./Clock";
import { settlePlatforms } from "./settlePlatforms";
import type { EngageLife } from "./startEngageLife";

export interface Timekeeping {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  clock: Clock;
  life: EngageLife;
}

/** A platform that is slow or fails may stay busy for long. */
const PATIENCE_MS = 4_000;

export async function moveClock(ms: number, { engage, cognigy, clock, life }: Timekeeping): Promise<void> {
  // What is under way carries the time before, and seals are valid for minutes only.
  await Promise.race([
    settlePlatforms(engage, cognigy),
    new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref()),
  ]);
  clock.moveForward(ms);
  engage.skipTime(ms);
  life.announce();
  engage.domain.changed();
}
