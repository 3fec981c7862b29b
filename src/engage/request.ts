/** The one way out: retries, deadline, log and coded errors for every call to Engage, REST and realtime alike. */
import { EngageError } from "../core/errors";
import { isPage } from "../core/isPage";
import { type CallHints, excerpt, hintFor, toAnswerError } from "./answerError";
import type { Clock } from "./clock";
import type { HttpExchange, HttpOutcome, HttpRequest } from "./httpExchange";
import { type RetryPolicy, readRetryAfter, retryDelayMs, shouldRetry } from "./retryPolicy";
import type { Throttle } from "./throttle";

/** One attempt, for the log. No query, header or body: they hold what people wrote and who they are. */
export interface CallRecord {
  method: string;
  path: string;
  status: number | null;
  failure?: string;
  ms: number;
  attempt: number;
}

export interface RequestBudget {
  /** When everything has to be over, by the clock. Infinitely long ago after the client's end. */
  deadlineMs: number;
  /** For one attempt. */
  requestMs: number;
}

export interface RequestContext {
  exchange: HttpExchange;
  /** What a server's refusals demand of all requests to it. */
  throttleOf: (url: string) => Throttle;
  clock: Clock;
  budget: RequestBudget;
  /** Taken out of every message, should Engage or a proxy repeat one. */
  secrets: readonly string[];
  onCall: (record: CallRecord) => void;
}

export interface EngageCall extends HttpRequest {
  /** For log and messages: the URL without host and query. */
  path: string;
  policy: RetryPolicy;
  hints?: CallHints | undefined;
  /** Explains a refusal by its body, which may not be JSON. */
  toError?: ((status: number, body: string) => EngageError | undefined) | undefined;
}

/** A write that ends without an answer leaves open whether it was carried out, so none is begun in the last moment. */
const MIN_WRITE_MS = 500;

/** Resolves with the body of a 200 (or other 2xx) answer; everything else, a web page included, is an EngageError. */
export async function request(context: RequestContext, call: EngageCall): Promise<string> {
  const { clock, budget } = context;
  const name = `${call.method} ${call.path}`;
  const throttle = context.throttleOf(call.url);
  const latestMs = () => budget.deadlineMs - (call.method === "GET" ? 0 : MIN_WRITE_MS);
  for (let attempt = 1; ; attempt++) {
    const outcome = await throttle.pass(latestMs(), async () => {
      if (clock.now() >= latestMs()) {
        throw outOfTime(name);
      }
      return sendOnce(context, call, attempt);
    });
    if (outcome.kind === "postponed") {
      throw postponed(name, outcome.pauseMs);
    }
    if (outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300) {
      if (isPage(outcome.body)) {
        throw new EngageError(
          "bad_response",
          `${name} was answered with a web page: ${excerpt(redact(outcome.body, context.secrets))}`,
          {
            httpStatus: outcome.status,
            hint: hintFor("bad_response", call.hints),
          },
        );
      }
      return outcome.body;
    }

    const isThrottled = outcome.kind === "answered" && outcome.status === 429;
    const retryAfterMs = outcome.kind === "answered" ? readRetryAfter(outcome.headers, clock.now()) : undefined;
    const reason = outcome.kind === "answered" ? { ...outcome, retryAfterMs } : outcome;
    const waitMs = isThrottled ? throttle.pauseMs() : retryDelayMs(attempt, reason, clock.random());
    const isInTime = clock.now() + waitMs < latestMs();
    if (!shouldRetry(call.policy, reason, attempt) || !isInTime) {
      throw toError(context, call, outcome, isThrottled ? waitMs : retryAfterMs);
    }
    // The throttle makes all requests wait, this one included.
    if (!isThrottled) {
      await clock.sleep(waitMs);
    }
  }
}

async function sendOnce(context: RequestContext, call: EngageCall, attempt: number): Promise<HttpOutcome> {
  const { clock, budget } = context;
  const startedMs = clock.now();
  const outcome = await context.exchange.send(call, Math.min(budget.requestMs, budget.deadlineMs - startedMs));
  context.onCall({
    method: call.method,
    path: call.path,
    status: outcome.kind === "answered" ? outcome.status : null,
    ...(outcome.kind === "failed" && { failure: outcome.what }),
    ms: clock.now() - startedMs,
    attempt,
  });
  return outcome;
}

function toError(
  context: RequestContext,
  call: EngageCall,
  outcome: HttpOutcome,
  retryAfterMs: number | undefined,
): EngageError {
  const name = `${call.method} ${call.path}`;
  if (outcome.kind === "failed") {
    const doubt = outcome.reachedServer && !call.policy.isRepeatable ? " Whether it was carried out is not known." : "";
    return new EngageError(outcome.code, `${name} failed: ${outcome.what}.${doubt}`, {
      retryable: outcome.isTransient,
      hint: outcome.hint ?? hintFor(outcome.code, call.hints) ?? NETWORK_HINT,
    });
  }
  const { status } = outcome;
  const body = redact(outcome.body, context.secrets);
  return call.toError?.(status, body) ?? toAnswerError({ status, body, call: name, retryAfterMs }, call.hints);
}

function postponed(name: string, pauseMs: number): EngageError {
  return new EngageError("rate_limited", `${name} was not sent, because Engage refused requests just before.`, {
    retryable: true,
    retryAfterMs: pauseMs,
    hint: hintFor("rate_limited"),
  });
}

const NETWORK_HINT =
  "Check the addresses in the RingCentral Engage Connection, and that the network (firewall, proxy) lets Cognigy.AI reach Engage. If it happens rarely, try again.";

function outOfTime(name: string): EngageError {
  return new EngageError("timeout", `There was no time left for ${name}.`, {
    retryable: true,
    hint: "Engage answered too slowly for the time that a node has. Try again.",
  });
}

export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .reduce((clean, secret) => clean.replaceAll(secret, "[removed]"), text);
}
