/** What a request gets: a status with JSON, text or bytes. */
import { EngageRefusal, type RefusalKind } from "../domain/EngageRefusal";

export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** Bytes or text that are sent as they are, instead of JSON. */
  raw?: { bytes: Uint8Array | string; contentType: string };
}

const STATUS_OF: Record<RefusalKind, number> = {
  malformed: 400,
  forbidden: 403,
  unknown: 404,
  busy: 409,
  invalid: 422,
};

export function errorAnswer(status: number, error: string, message: string, headers?: Record<string, string>): Answer {
  return { status, body: { error, message, status }, ...(headers === undefined ? {} : { headers }) };
}

export function toErrorAnswer(error: unknown): Answer {
  if (error instanceof EngageRefusal) {
    return errorAnswer(STATUS_OF[error.kind], error.identifier, error.message);
  }
  return errorAnswer(500, "internal_server_error", error instanceof Error ? error.message : String(error));
}
