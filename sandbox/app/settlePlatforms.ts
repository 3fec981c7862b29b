/** Waits until neither platform has anything left to do. */
import type { CognigyStandIn } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";

/** As long as a handler may take. A platform that is slow or fails may stay busy for longer. */
const PATIENCE_MS = 5_000;

export async function settleInTime(engage: EngageStandIn, cognigy: CognigyStandIn): Promise<void> {
  await Promise.race([
    settlePlatforms(engage, cognigy),
    new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref()),
  ]);
}

export async function settlePlatforms(engage: EngageStandIn, cognigy: CognigyStandIn): Promise<void> {
  const countRecords = () =>
    [engage.exchanges, engage.deliveries, engage.sdkCalls, cognigy.executions, cognigy.calls]
      .map(({ length }) => length)
      .join();
  // Each may give the other something to do; both idle at the same time twice is quiet.
  for (let quiet = 0; quiet < 2; ) {
    const before = countRecords();
    await engage.idle();
    await cognigy.idle();
    await engage.idle();
    quiet = before === countRecords() ? quiet + 1 : 0;
  }
}
