/** One HTTP exchange: bytes out, bytes in, or a failure that says whether the request can have arrived. */
import type { EngageErrorCode } from "../core/errors";

export interface HttpRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
}

export interface HttpFailure {
  code: EngageErrorCode;
  /** False only where the request provably never arrived. */
  reachedServer: boolean;
  isTransient: boolean;
  what: string;
  /** Where the failure itself shows what to do. */
  hint?: string;
}

export type HttpOutcome =
  | { kind: "answered"; status: number; headers: Readonly<Record<string, unknown>>; body: string }
  | ({ kind: "failed" } & HttpFailure);

export interface HttpExchange {
  send(request: HttpRequest, timeoutMs: number): Promise<HttpOutcome>;
  close(): void;
}
