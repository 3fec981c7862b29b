/** What can go wrong on the way: each failure by how far the request had come, and by Node's error code. */
import { AxiosError, type InternalAxiosRequestConfig } from "axios";
import type { HttpFailure } from "./httpExchange";

/** The largest answer in use is a page of 150 records of a few kB. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** How far an exchange has come. Before `sent` nothing of the request can have reached the server. */
export type Phase = "proxy" | "connecting" | "sent" | "answering";

const CERTIFICATE =
  /^(CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|HOSTNAME_MISMATCH|EPROTO)$/;
const UNREADABLE = /^(HPE_\w+|Z_\w+|ERR__ERROR_\w+)$/;

/** An axios error with what matters of it. The error itself holds the request's headers, so it must not get out. */
export class ExchangeError extends AxiosError {
  constructor(
    readonly failure: HttpFailure,
    config: InternalAxiosRequestConfig,
  ) {
    super(failure.what, failure.code, config);
  }
}

export function toTimeout(timeoutMs: number, phase: Phase): HttpFailure {
  const whose = phase === "proxy" ? "no answer from the proxy" : "no answer";
  return {
    code: "timeout",
    reachedServer: hasLeft(phase),
    isTransient: true,
    what: `${whose} within ${timeoutMs} ms`,
  };
}

export function toFailure(error: unknown, phase: Phase): HttpFailure {
  const code = codeOf(error);
  if (code === "ERR_BUFFER_TOO_LARGE") {
    return unusable(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
  }
  if (!hasLeft(phase)) {
    const isSecurity = CERTIFICATE.test(code);
    const place = phase === "proxy" ? " to the proxy" : "";
    return {
      code: "network",
      reachedServer: false,
      isTransient: !isSecurity,
      what: `no ${isSecurity ? "secure " : ""}connection${place} (${code})`,
    };
  }
  if (UNREADABLE.test(code)) {
    return unusable(`the answer cannot be read (${code})`);
  }
  const what = phase === "answering" ? "the answer broke off" : `the connection broke (${code})`;
  return { code: "network", reachedServer: true, isTransient: true, what };
}

function hasLeft(phase: Phase): boolean {
  return phase === "sent" || phase === "answering";
}

function unusable(what: string): HttpFailure {
  return { code: "bad_response", reachedServer: true, isTransient: false, what };
}

/** Not `instanceof Error`: in a virtual machine of its own, Node's errors are of another one. */
function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "no reason given";
}
