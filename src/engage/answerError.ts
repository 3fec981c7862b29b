/** Engage's refusals as coded errors with a hint. Messages never hold headers, tokens or what was sent. */
import { EngageError, type EngageErrorCode } from "../core/errors";
import { cutText } from "../core/text";

/** What to do about a refusal, where the call knows better than the table below. */
export type CallHints = Partial<Record<EngageErrorCode, string>>;

export interface RefusedAnswer {
  status: number;
  body: string;
  /** Whose answer it is, in words: `PUT /content_threads/66b1.../close`. */
  call: string;
  /** How long the server wants to be left alone. */
  retryAfterMs?: number | undefined;
}

const AUTHENTICATION_ERRORS = new Set(["invalid_access_token", "api_not_enabled", "unauthorized"]);

const HINTS: CallHints = {
  unauthorized:
    "Check the API access token in the RingCentral Engage Connection: it must be enabled in Engage (Admin > API access tokens) and belong to the account of the Base API URL.",
  forbidden:
    "The user behind the API access token lacks a right for this, or the state of the conversation forbids it. Check its role and its permissions on the source in Engage.",
  not_found:
    "The id is unknown to Engage, or the user behind the API access token has no read permission on the source.",
  conflict: "Engage is still working on the same object. Try again in a moment.",
  invalid_request:
    "Engage refused a value. Check the ids in the node: categories, threads and sources must exist in this account.",
  proxy_refused:
    "A proxy between Cognigy.AI and Engage refused the request. 407: the user name and password in HTTPS_PROXY are missing or wrong. 403: ask the people who run the proxy to allow the hosts in the RingCentral Engage Connection.",
  thread_closed:
    "A closed conversation takes no replies. On a channel of Engage the customer's next message opens a new conversation. Otherwise open this one in Engage.",
  rate_limited: "Engage allows 500 requests a minute. Use fewer look-ups per message, or try again later.",
  server_error: "Engage has a problem. Try again later; if it lasts, ask RingCentral.",
  bad_response:
    "Check the Base API URL in the RingCentral Engage Connection. Something other than Engage's API may be answering, such as a proxy or a login page.",
};

const RETRYABLE: readonly EngageErrorCode[] = ["conflict", "rate_limited", "server_error"];

export function hintFor(code: EngageErrorCode, hints: CallHints = {}): string | undefined {
  return hints[code] ?? HINTS[code];
}

export function toAnswerError(answer: RefusedAnswer, hints: CallHints = {}): EngageError {
  const { identifier, message } = parseErrorBody(answer.body);
  const code = toCode(answer.status, identifier);
  const said = message ?? identifier ?? excerpt(answer.body);
  return new EngageError(
    code,
    `Engage answered ${answer.call} with ${answer.status}${said === "" ? "" : `: ${said}`}`,
    {
      httpStatus: answer.status,
      engageError: identifier,
      retryable: RETRYABLE.includes(code),
      retryAfterMs: answer.retryAfterMs,
      hint: hintFor(code, hints),
    },
  );
}

function toCode(status: number, identifier: string | undefined): EngageErrorCode {
  if (identifier !== undefined && AUTHENTICATION_ERRORS.has(identifier)) {
    return "unauthorized";
  }
  if (identifier === "cant_reply_to_closed_thread") {
    return "thread_closed";
  }
  if (status === 401) {
    return "unauthorized";
  }
  if (status === 403) {
    return "forbidden";
  }
  if (status === 404) {
    return "not_found";
  }
  if (status === 407) {
    return "proxy_refused";
  }
  if (status === 409) {
    return "conflict";
  }
  if (status === 429) {
    return "rate_limited";
  }
  if (status >= 500) {
    return "server_error";
  }
  return status >= 400 ? "invalid_request" : "bad_response";
}

function parseErrorBody(body: string): { identifier?: string; message?: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return {}; // A few of Engage's errors are not JSON; the excerpt tells what they say.
  }
  if (typeof parsed !== "object" || parsed === null) {
    return {};
  }
  const { error, message } = parsed as Record<string, unknown>;
  return {
    ...(typeof error === "string" && { identifier: cutText(error, 80) }),
    ...(typeof message === "string" && { message: cutText(message, 200) }),
  };
}

/** The beginning of a body that is not what was expected, as one readable line. */
export function excerpt(body: string): string {
  const text = body
    .slice(0, 2_000)
    .replace(/<(script|style)\b.*?(<\/\1>|$)/gis, " ")
    .replace(/<[^>]*>?/g, " ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return cutText(text, 120);
}
