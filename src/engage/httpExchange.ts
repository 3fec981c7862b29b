/** One HTTP exchange: bytes out, bytes in, or a failure that tells whether the request can have arrived. */
import type { EngageErrorCode } from "../core/errors";
import type { HttpLine } from "./httpLine";

export interface HttpRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
}

export type HttpOutcome =
  | { kind: "answered"; status: number; headers: Readonly<Record<string, unknown>>; body: string }
  | { kind: "failed"; code: EngageErrorCode; reachedServer: boolean; isTransient: boolean; what: string };

export interface HttpExchange {
  send(request: HttpRequest, timeoutMs: number): Promise<HttpOutcome>;
  close(): void;
}

/** The largest answer in use is a page of 150 records of a few kB. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** These happen before a request is written. Certificate errors count: no request leaves before the handshake is done. */
const BEFORE_SENDING = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN)$/;
const CERTIFICATE =
  /^(CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|HOSTNAME_MISMATCH)$/;
const BROKEN = /^(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|EPROTO)$/;
const NOT_HTTP = /^(HPE_\w+|Z_\w+|ERR__ERROR_\w+)$/;

/** Not before it is needed: axios and https are half of what loading the module would cost. */
function openLine(): HttpLine {
  const { openHttpLine }: typeof import("./httpLine") = require("./httpLine");
  return openHttpLine();
}

export function createHttpExchange(): HttpExchange {
  let line: HttpLine | undefined;
  return {
    async send(request, timeoutMs) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), timeoutMs);
      try {
        line ??= openLine();
        const { axios, httpAgent, httpsAgent } = line;
        // axios takes HTTPS_PROXY and NO_PROXY from the environment and tunnels through the proxy.
        const answer = await axios.request<Buffer>({
          adapter: "http",
          method: request.method,
          url: request.url,
          headers: request.headers,
          data: request.body,
          responseType: "arraybuffer",
          transformResponse: [],
          validateStatus: () => true,
          // A redirect would carry the token to another address; Engage's API has none.
          maxRedirects: 0,
          maxContentLength: MAX_ANSWER_BYTES,
          signal: abort.signal,
          httpAgent,
          httpsAgent,
        });
        return {
          kind: "answered",
          status: answer.status,
          headers: { ...answer.headers },
          body: answer.data.toString("utf8"),
        };
      } catch (thrown) {
        if (abort.signal.aborted) {
          return {
            kind: "failed",
            code: "timeout",
            reachedServer: true,
            isTransient: true,
            what: `no answer within ${timeoutMs} ms`,
          };
        }
        return toFailure(thrown);
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      line?.httpAgent.destroy();
      line?.httpsAgent.destroy();
    },
  };
}

/** Takes only code and kind from an axios error: the object itself holds the request's headers and so the token. */
function toFailure(thrown: unknown): HttpOutcome {
  const { code, message } = describe(thrown);
  if (message.startsWith("maxContentLength")) {
    return {
      kind: "failed",
      code: "bad_response",
      reachedServer: true,
      isTransient: false,
      what: `the answer is larger than ${MAX_ANSWER_BYTES} bytes`,
    };
  }
  if (BEFORE_SENDING.test(code)) {
    return {
      kind: "failed",
      code: "network",
      reachedServer: false,
      isTransient: true,
      what: `no connection (${code})`,
    };
  }
  if (CERTIFICATE.test(code)) {
    return {
      kind: "failed",
      code: "network",
      reachedServer: false,
      isTransient: false,
      what: `no secure connection (${code})`,
    };
  }
  if (NOT_HTTP.test(code)) {
    return {
      kind: "failed",
      code: "bad_response",
      reachedServer: true,
      isTransient: false,
      what: `the answer cannot be read (${code})`,
    };
  }
  if (message === "stream has been aborted" || BROKEN.test(code)) {
    const what = message.includes("aborted") ? "the answer broke off" : `the connection broke (${code})`;
    return { kind: "failed", code: "network", reachedServer: true, isTransient: true, what };
  }
  // Not a matter of the network but a defect. Only its message goes on, for the same reason.
  throw new Error(`${code} ${message}`.trim());
}

function describe(thrown: unknown): { code: string; message: string } {
  if (!(thrown instanceof Error)) {
    return { code: "", message: "" };
  }
  return { code: "code" in thrown && typeof thrown.code === "string" ? thrown.code : "", message: thrown.message };
}
