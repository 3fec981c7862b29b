/** 409 means that Engage is still at work on the same object: whoever meets it reads again, decides again, writes again. */
import { EngageError } from "../core/errors";
import type { EngageClient } from "./engageClient";
import { retryDelayMs } from "./retryPolicy";

const MAX_TRIES = 5;
/** Leave time for the reading and writing of a try. */
const MIN_TIME_LEFT_MS = 1_500;

export async function repeatOnConflict<T>(
  engage: Pick<EngageClient, "clock" | "timeLeftMs">,
  readAndWrite: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readAndWrite();
    } catch (error) {
      const isConflict = error instanceof EngageError && error.code === "conflict";
      const waitMs = retryDelayMs(attempt, { kind: "answered", status: 409 }, engage.clock.random());
      if (!isConflict || attempt >= MAX_TRIES || engage.timeLeftMs() < waitMs + MIN_TIME_LEFT_MS) throw error;
      await engage.clock.sleep(waitMs);
    }
  }
}
