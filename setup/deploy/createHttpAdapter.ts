/**
 * The way out for Cognigy's REST client. Its own adapter has no timeout, follows redirects with the key, retries for up to
 * 15 s without a word, and its axios is an old one; so it gets this one.
 */
import type { IHttpAdapter, IHttpRequest, IHttpResponse } from "@cognigy/rest-api-client";
import axios from "axios";
import { explainAnswer, parseJson, unreadableAnswer } from "./explainAnswer";
import { ManagementError } from "./ManagementError";

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export interface HttpAdapterOptions {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
}

export function createHttpAdapter({ baseUrl, apiKey, timeoutMs }: HttpAdapterOptions): IHttpAdapter {
  const send = async ({ method, url, headers, data }: IHttpRequest): Promise<IHttpResponse> => {
    const call = `${method} ${url.split("?")[0]}`;
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await axios
      .request<string>({
        adapter: "http",
        method,
        url: `${baseUrl}${url}`,
        headers: { ...headers, "X-API-Key": apiKey },
        // The client gives some GET requests a body, which proxies refuse.
        ...(method === "GET" ? {} : { data }),
        responseType: "text",
        transformResponse: [],
        validateStatus: () => true,
        maxRedirects: 0,
        maxContentLength: MAX_ANSWER_BYTES,
        signal,
      })
      .catch((thrown: unknown) => {
        throw signal.aborted ? tooSlow(call, timeoutMs) : unreachable(call, baseUrl, thrown);
      });
    const { status, statusText } = answer;
    if (status < 200 || status >= 300) {
      throw explainAnswer(call, status, answer.data);
    }
    const isEmpty = answer.data === "";
    const body = parseJson(answer.data);
    if (!isEmpty && body === undefined) {
      throw unreadableAnswer(call, "no JSON");
    }
    return { data: body, status, statusText, headers: {} };
  };
  return { request: send, get: send, post: send, put: send, patch: send, head: send, setConfig() {} };
}

function tooSlow(call: string, timeoutMs: number): ManagementError {
  return new ManagementError(
    "cognigy_timeout",
    `Cognigy.AI has not answered within ${timeoutMs / 1_000} s (${call}).`,
    "Run `deploy` again; what is done already is left as it is.",
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
