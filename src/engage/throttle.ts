/**
 * Engage counts 500 requests a minute for a whole account. After a refusal nobody in this node asks before the pause is
 * over; then one request goes first, and the others follow when it is taken. So ten failures at once don't make fifty
 * requests. Executions of other nodes are processes of their own: they learn of a pause by their own first refusal.
 */
import type { Clock } from "./clock";
import type { HttpOutcome } from "./httpExchange";
import { readRetryAfter, retryDelayMs } from "./retryPolicy";

/** Nothing was sent, because the pause ends too late. */
interface Postponed {
  kind: "postponed";
  pauseMs: number;
}

export interface Throttle {
  pass(latestMs: number, send: () => Promise<HttpOutcome>): Promise<HttpOutcome | Postponed>;
  /** Until the next request may go. */
  pauseMs(): number;
}

/** One for each server: what one refuses says nothing about another. */
export function createThrottles(clock: Clock): (url: string) => Throttle {
  const throttles = new Map<string, Throttle>();
  return (url) => {
    const { origin } = new URL(url);
    const throttle = throttles.get(origin) ?? createThrottle(clock);
    throttles.set(origin, throttle);
    return throttle;
  };
}

/** A minute is the window in which Engage counts. */
const MAX_PAUSE_MS = 60_000;

export function createThrottle(clock: Clock): Throttle {
  /** In a row. None: requests go as they come. */
  let refusals = 0;
  let resumeAtMs = 0;
  let line: Promise<unknown> = Promise.resolve();

  const send = async (act: () => Promise<HttpOutcome>): Promise<HttpOutcome> => {
    const refusalsBefore = refusals;
    const outcome = await act();
    // What was sent before the last refusal says nothing about the time after it.
    const isNews = refusals === refusalsBefore;
    if (outcome.kind === "answered" && outcome.status !== 429 && isNews) {
      refusals = 0;
    }
    if (outcome.kind === "answered" && outcome.status === 429) {
      refusals += isNews ? 1 : 0;
      const retryAfterMs = readRetryAfter(outcome.headers, clock.now());
      const pauseMs = isNews
        ? retryDelayMs(refusals, { ...outcome, retryAfterMs }, clock.random(), MAX_PAUSE_MS)
        : (retryAfterMs ?? 0);
      resumeAtMs = Math.max(resumeAtMs, clock.now() + pauseMs);
    }
    return outcome;
  };

  const goFirst = async (latestMs: number, act: () => Promise<HttpOutcome>) => {
    if (refusals === 0) {
      return undefined;
    }
    const pauseMs = Math.max(0, resumeAtMs - clock.now());
    if (clock.now() + pauseMs >= latestMs) {
      return { kind: "postponed", pauseMs } as const;
    }
    if (pauseMs > 0) {
      await clock.sleep(pauseMs);
    }
    return send(act);
  };

  return {
    async pass(latestMs, act) {
      const turn = line.then(() => goFirst(latestMs, act));
      line = turn.catch(() => undefined);
      return (await turn) ?? send(act);
    },
    pauseMs: () => Math.max(0, resumeAtMs - clock.now()),
  };
}
