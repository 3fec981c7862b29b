/** The one way out: retries, deadline, log and coded errors for every call to Engage, REST and realtime alike. */
import { EngageError } from "../core/errors";
import { type CallHints, hintFor, toAnswerError } from "./answerError";
import type { Clock } from "./clock";
import type { HttpExchange, HttpOutcome, HttpRequest } from "./httpExchange";
import { parseRetryAfter, type RetryPolicy, retryDelayMs, shouldRetry } from "./retryPolicy";

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
  /** When everything has to be over, by the clock. */
  deadlineMs: number;
  /** For one attempt. */
  requestMs: number;
}

export interface RequestContext {
  exchange: HttpExchange;
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
  /** Reads a refusal whose meaning is in its text; realtime answers are not JSON. */
  toError?: ((status: number, body: string) => EngageError | undefined) | undefined;
}

/** Resolves with the body of a 200 (or other 2xx) answer; everything else is an EngageError. */
export async function request(context: RequestContext, call: EngageCall): Promise<string> {
  const { clock, budget } = context;
  const name = `${call.method} ${call.path}`;
  for (let attempt = 1; ; attempt++) {
    const startedMs = clock.now();
    const leftMs = budget.deadlineMs - startedMs;
    if (leftMs <= 0) {
      throw outOfTime(name);
    }
    const outcome = await context.exchange.send(call, Math.min(budget.requestMs, leftMs));
    context.onCall({
      method: call.method,
      path: call.path,
      status: outcome.kind === "answered" ? outcome.status : null,
      ...(outcome.kind === "failed" && { failure: outcome.what }),
      ms: clock.now() - startedMs,
      attempt,
    });
    if (outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300) {
      return outcome.body;
    }

    const retryAfterMs =
      outcome.kind === "answered"
        ? parseRetryAfter(toHeaderText(outcome.headers["retry-after"]), clock.now())
        : undefined;
    const reason = outcome.kind === "answered" ? { ...outcome, retryAfterMs } : outcome;
    const waitMs = retryDelayMs(attempt, reason, clock.random());
    const isInTime = clock.now() + waitMs < budget.deadlineMs;
    if (!shouldRetry(call.policy, reason, attempt) || !isInTime) {
      throw toError(context, call, name, outcome);
    }
    await clock.sleep(waitMs);
  }
}

function toError(context: RequestContext, call: EngageCall, name: string, outcome: HttpOutcome): EngageError {
  if (outcome.kind === "failed") {
    const doubt = outcome.reachedServer && !call.policy.isRepeatable ? " Whether it was carried out is not known." : "";
    return new EngageError(outcome.code, `${name} failed: ${outcome.what}.${doubt}`, {
      retryable: outcome.isTransient,
      hint: outcome.hint ?? hintFor(outcome.code, call.hints) ?? NETWORK_HINT,
    });
  }
  const body = redact(outcome.body, context.secrets);
  return (
    call.toError?.(outcome.status, body) ?? toAnswerError({ status: outcome.status, body, call: name }, call.hints)
  );
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

function toHeaderText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
