/** Sends a request again that Cognigy.AI was too busy for. Only for requests that may be carried out twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { readRetryAfter } from "../../src/engage/retryPolicy";

const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 1_000;
const BUSY: readonly number[] = [429, 502, 503, 504];

interface Answer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
}

/** Gives the last answer, also where Cognigy.AI is still busy then. */
export async function repeatWhileBusy<Given extends Answer>(
  send: () => Promise<Given>,
  longestPauseMs: number,
): Promise<{ answer: Given; tries: number }> {
  for (let tries = 1; ; tries++) {
    const answer = await send();
    if (tries === MAX_TRIES || !BUSY.includes(answer.status)) {
      return { answer, tries };
    }
    await sleep(toPauseMs(tries, answer.headers, Date.now(), longestPauseMs));
  }
}

/** What `Retry-After` says; without it each pause is twice as long as the one before. */
export function toPauseMs(tries: number, headers: Answer["headers"], nowMs: number, longestPauseMs: number): number {
  return Math.min(readRetryAfter(headers, nowMs) ?? FIRST_PAUSE_MS * 2 ** (tries - 1), longestPauseMs);
}
