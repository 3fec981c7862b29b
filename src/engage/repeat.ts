/** Repetition of several requests together, where repeating one of them alone is wrong or not enough. */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import { retryDelayMs } from "./retryPolicy";

type Situation = Pick<EngageClient, "clock" | "timeLeftMs">;

const MAX_TRIES = 5;
/** Leave time for the reading and writing of a try. */
const MIN_TIME_LEFT_MS = 1_500;

/** 409 means that Engage is still at work on the same object: whoever meets it reads again, decides again, writes again. */
export function repeatOnConflict<T>(engage: Situation, readAndWrite: () => Promise<T>): Promise<T> {
  return repeat(engage, ({ code }, attempt) => code === "conflict" && attempt < MAX_TRIES, readAndWrite);
}

/** For what nobody does if this node does not. Each request has been repeated already where that helps. */
export function repeatWhileInTime<T>(engage: Situation, act: () => Promise<T>): Promise<T> {
  return repeat(engage, ({ retryable }) => retryable, act);
}

async function repeat<T>(
  engage: Situation,
  isWorthIt: (error: EngageError, attempt: number) => boolean,
  act: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof EngageError) || !isWorthIt(error, attempt)) {
        throw error;
      }
      const { httpStatus = 0, retryAfterMs } = error;
      const waitMs = retryDelayMs(
        attempt,
        { kind: "answered", status: httpStatus, retryAfterMs },
        engage.clock.random(),
      );
      if (engage.timeLeftMs() < waitMs + MIN_TIME_LEFT_MS) {
        throw error;
      }
      await engage.clock.sleep(waitMs);
    }
  }
}
