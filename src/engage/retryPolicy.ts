/** When a request is sent again, and after how long. */

/** What became of one attempt, as far as retrying is concerned. */
export type AttemptOutcome =
  | { kind: "answered"; status: number; retryAfterMs?: number | undefined }
  /** No whole answer. `reachedServer: false` only where the request provably never arrived. */
  | { kind: "failed"; reachedServer: boolean; isTransient: boolean };

export interface RetryPolicy {
  statuses: readonly number[];
  /** Whether carrying the request out twice does no harm. */
  isRepeatable: boolean;
}

export const RETRY_POLICIES = {
  /** Reads, and writes that set a state. */
  idempotent: { statuses: [429, 502, 503, 504], isRepeatable: true },
  /** `POST`s that create something: Engage has no idempotency key. */
  once: { statuses: [429], isRepeatable: false },
  /** Channel SDK calls carry an id of ours, so that a repeat is the same message. */
  realtime: { statuses: [429, 500, 502, 503, 504], isRepeatable: true },
} as const satisfies Record<string, RetryPolicy>;

const MAX_ATTEMPTS = 5;
const BASE_DELAY_MS = 250;
const MAX_DELAY_MS = 4_000;

export function shouldRetry(policy: RetryPolicy, outcome: AttemptOutcome, attempt: number): boolean {
  if (attempt >= MAX_ATTEMPTS) {
    return false;
  }
  if (outcome.kind === "answered") {
    return policy.statuses.includes(outcome.status);
  }
  return outcome.isTransient && (policy.isRepeatable || !outcome.reachedServer);
}

/** Exponential back-off with full jitter; `Retry-After` is a lower bound. `attempt` counts from 1. */
export function retryDelayMs(
  attempt: number,
  outcome: AttemptOutcome,
  random: number,
  maxDelayMs = MAX_DELAY_MS,
): number {
  const jitter = Math.min(maxDelayMs, BASE_DELAY_MS * 2 ** (attempt - 1)) * random;
  const retryAfterMs = outcome.kind === "answered" ? (outcome.retryAfterMs ?? 0) : 0;
  return Math.ceil(retryAfterMs + jitter);
}

/** `Retry-After` as seconds or as an HTTP date; anything else says nothing. */
export function readRetryAfter(headers: Readonly<Record<string, unknown>>, nowMs: number): number | undefined {
  const value = headers["retry-after"];
  if (typeof value !== "string") {
    return undefined;
  }
  if (/^\d{1,6}$/.test(value.trim())) {
    return Number(value) * 1000;
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
