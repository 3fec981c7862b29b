/** Moves the clock of both platforms forward, and lets happen what waited for a time that is now past. */
import type { CognigyStandIn } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";
import type { Clock } from "./Clock";
import { settleInTime } from "./settlePlatforms";
import type { EngageLife } from "./startEngageLife";

export interface Timekeeping {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  clock: Clock;
  life: EngageLife;
}

export async function moveClock(ms: number, { engage, cognigy, clock, life }: Timekeeping): Promise<void> {
  // What is under way carries the time before, and seals are valid for minutes only.
  await settleInTime(engage, cognigy);
  clock.moveForward(ms);
  engage.skipTime(ms);
  life.announce();
  engage.domain.changed();
}
