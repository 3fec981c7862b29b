/**
 * The way to Cognigy's REST API. The vendor's client has no AI Agents, no timeout, follows redirects with the key, and
 * repeats creating calls without a word, so the few paths that are needed are called directly.
 */
import axios from "axios";
import { explainAnswer, parseJson, unreadableAnswer } from "./explainAnswer";
import { ManagementError } from "./ManagementError";
import { repeatWhileBusy } from "./repeatWhileBusy";

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const PREFIX = "/new/v2.0";

export interface CognigyHttpOptions {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
  /** Before a GET, PATCH or DELETE is sent again because Cognigy.AI was busy. */
  longestPauseMs: number;
}

interface CognigyCall {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/new/v2.0`. */
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  /** Never with a GET: some systems refuse that. */
  body?: object | FormData;
}

/** The body of the answer; nothing where there is none. */
export type CognigyHttp = (call: CognigyCall) => Promise<unknown>;

export function createCognigyHttp({ baseUrl, apiKey, timeoutMs, longestPauseMs }: CognigyHttpOptions): CognigyHttp {
  const send = ({ method, path, query = {}, body }: CognigyCall) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const isForm = body instanceof FormData;
    return axios
      .request<string>({
        adapter: "http",
        method,
        url: `${baseUrl}${PREFIX}${path}${toQuery(query)}`,
        headers: {
          Accept: "application/json",
          "X-API-Key": apiKey,
          // A form's boundary is set by whoever writes it.
          ...(body !== undefined && !isForm && { "Content-Type": "application/json" }),
        },
        ...(body !== undefined && { data: isForm ? body : JSON.stringify(body) }),
        responseType: "text",
        transformResponse: [],
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: MAX_ANSWER_BYTES,
        signal,
      })
      .catch((thrown: unknown) => {
        const call = nameOf(method, path);
        throw signal.aborted ? tooSlow(call, timeoutMs) : unreachable(call, baseUrl, thrown);
      });
  };
  return async (given) => {
    const { method, path } = given;
    const call = nameOf(method, path);
    // Nothing at the platform notices that a POST creates the same thing twice.
    const { answer, tries } =
      method === "POST"
        ? { answer: await send(given), tries: 1 }
        : await repeatWhileBusy(() => send(given), longestPauseMs);
    // An earlier try has deleted it, and only its answer was lost.
    if (method === "DELETE" && tries > 1 && answer.status === 404) {
      return undefined;
    }
    if (answer.status < 200 || answer.status >= 300) {
      throw explainAnswer(call, answer.status, answer.data);
    }
    if (answer.data === "") {
      return undefined;
    }
    const parsed = parseJson(answer.data);
    if (parsed === undefined) {
      throw unreadableAnswer(call, "no JSON");
    }
    return parsed;
  };
}

function nameOf(method: CognigyCall["method"], path: string): string {
  return `${method} ${PREFIX}${path}`;
}

function toQuery(query: NonNullable<CognigyCall["query"]>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}

function tooSlow(call: string, timeoutMs: number): ManagementError {
  return new ManagementError(
    "cognigy_timeout",
    `Cognigy.AI has not answered within ${timeoutMs / 1_000} s (${call}).`,
    "Run the command again. It continues where it stopped.",
  );
}

/** Only the code goes on: the error of axios holds the request, and so the key. */
function unreachable(call: string, baseUrl: string, thrown: unknown): ManagementError {
  const code = thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "failed";
  return new ManagementError(
    "cognigy_network",
    `${new URL(baseUrl).host} cannot be reached (${call}: ${code}).`,
    "Check COGNIGY_API_URL, and whether a firewall, a proxy (HTTPS_PROXY) or a certificate is in the way.",
  );
}
