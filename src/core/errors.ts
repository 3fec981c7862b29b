/** Every failure that a user can meet: a stable code, a sentence that says what happened, a hint that says what to do. */

export const ENGAGE_ERROR_CODES = [
  // What Engage or the way to it answers.
  "unauthorized",
  "forbidden",
  "not_found",
  "conflict",
  "invalid_request",
  "rate_limited",
  "timeout",
  "network",
  "proxy_refused",
  "server_error",
  "bad_response",
  // What is wrong on this side of the wire.
  "configuration",
  "thread_id_missing",
  "identity_id_missing",
  "thread_closed",
  "categories_not_applied",
  "not_intervention_owner",
  "thread_not_closable",
  "queue_unknown",
  "availability_unknown",
  "hours_unknown",
  "note_not_delivered",
  "relay_missing",
  "unsupported_endpoint",
  "session_reference_too_long",
  "invalid_message",
  "image_unusable",
  "unexpected",
] as const;

export type EngageErrorCode = (typeof ENGAGE_ERROR_CODES)[number];

export interface EngageErrorDetails {
  /** HTTP status of Engage's answer, if there was one. */
  httpStatus?: number | undefined;
  /** Engage's own error identifier, e.g. `cant_reply_to_closed_thread`. */
  engageError?: string | undefined;
  /** Whether the same action may succeed later without anybody changing anything. */
  retryable?: boolean | undefined;
  /** Before that it can't succeed, as far as the other side says. */
  retryAfterMs?: number | undefined;
  /** What the person who reads this should do. */
  hint?: string | undefined;
  cause?: unknown;
}

/** The one error class: everything that goes wrong on purpose is one of these. */
export class EngageError extends Error {
  readonly code: EngageErrorCode;
  readonly httpStatus: number | undefined;
  readonly engageError: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly hint: string | undefined;

  constructor(code: EngageErrorCode, message: string, details: EngageErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "EngageError";
    this.code = code;
    this.httpStatus = details.httpStatus;
    this.engageError = details.engageError;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.hint = details.hint;
  }
}

/** The form in which an error is stored in a Flow's input or context. */
export interface StoredError {
  code: EngageErrorCode;
  message: string;
  httpStatus?: number;
  engageError?: string;
  retryable: boolean;
  hint?: string;
}

export function toStoredError(error: EngageError): StoredError {
  return {
    code: error.code,
    message: error.message,
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
    ...(error.engageError !== undefined && { engageError: error.engageError }),
    retryable: error.retryable,
    ...(error.hint !== undefined && { hint: error.hint }),
  };
}

/** Anything thrown, as an EngageError. What we did not foresee keeps its cause and says so. */
export function toEngageError(thrown: unknown): EngageError {
  if (thrown instanceof EngageError) {
    return thrown;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new EngageError("unexpected", `The node failed in a way it does not know: ${message}`, {
    hint: "This is a defect of the Extension. Please report it with the entry in the Project's Logs.",
    cause: thrown,
  });
}
