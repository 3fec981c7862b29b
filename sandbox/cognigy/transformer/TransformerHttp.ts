/** `httpRequest` of transformers: the options and results of the npm module `request`, recorded call by call. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosResponse } from "axios";
import * as z from "zod";
import { HttpFailure } from "./HttpFailure";

export interface OutgoingCall {
  /** The name of the Endpoint. */
  endpoint: string;
  /** The handler that made the call, or `webhook` for the Endpoint's own delivery. */
  handler: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** What was sent; parsed when it is JSON. */
  body?: unknown;
  startedAt: number;
  /** Missing when there was no answer. */
  status?: number;
  responseText?: string;
  /** 0 while it runs. */
  ms: number;
  error?: string;
}

const optionsSchema = z.object({
  uri: z.string().optional(),
  url: z.string().optional(),
  method: z.string().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  body: z.unknown().optional(),
  json: z.unknown().optional(),
  form: z.record(z.string(), z.unknown()).optional(),
  qs: z.record(z.string(), z.unknown()).optional(),
  timeout: z.number().optional(),
});
type Options = z.output<typeof optionsSchema>;

export interface CallOrigin {
  endpoint: string;
  handler: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

export class TransformerHttp {
  readonly calls: OutgoingCall[] = [];
  /** Of the stand-in: no transformer may call an Endpoint. */
  port = 0;
  /** `changed`: called when a call begins and when it ends. */
  constructor(private readonly changed: () => void = () => {}) {}

  private readonly httpAgent = new HttpAgent({ keepAlive: true });
  private readonly httpsAgent = new HttpsAgent({ keepAlive: true });

  async request(given: unknown, origin: CallOrigin): Promise<unknown> {
    const parsed = optionsSchema.safeParse(typeof given === "string" ? { uri: given } : given);
    if (!parsed.success) {
      throw new HttpFailure(`httpRequest: "${parsed.error.issues[0]?.path.join(".")}" is not valid.`);
    }
    const url = toUrl(parsed.data);
    if (this.isOwn(url)) {
      throw new HttpFailure("A transformer cannot send requests to Endpoints.");
    }
    return this.send(url, parsed.data, origin);
  }

  /** The Endpoint's own delivery of an output; the status is in the record of the call. */
  async post(url: string, body: unknown, origin: CallOrigin): Promise<void> {
    await this.send(new URL(url), { method: "POST", body, json: true }, origin);
  }

  close(): void {
    this.httpAgent.destroy();
    this.httpsAgent.destroy();
  }

  private async send(url: URL, options: Options, origin: CallOrigin): Promise<unknown> {
    const { headers, data } = toPayload(options);
    const method = (options.method ?? "GET").toUpperCase();
    const call: OutgoingCall = {
      endpoint: origin.endpoint,
      handler: origin.handler,
      method,
      url: url.href,
      headers,
      startedAt: Date.now(),
      ms: 0,
    };
    if (data !== undefined) {
      call.body = parseJson(data);
    }
    this.calls.push(call);
    this.changed();
    const started = performance.now();
    try {
      const response = await this.exchange(url, method, headers, data, options, origin);
      call.status = response.status;
      call.responseText = response.data;
      return readResponse(response, options.json !== undefined && options.json !== false);
    } catch (error) {
      call.error = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      call.ms = performance.now() - started;
      this.changed();
    }
  }

  private async exchange(
    url: URL,
    method: string,
    headers: Record<string, string>,
    data: string | undefined,
    { timeout }: Options,
    origin: CallOrigin,
  ): Promise<AxiosResponse<string>> {
    const limitMs = Math.max(1, Math.min(timeout ?? Number.POSITIVE_INFINITY, origin.timeoutMs));
    const aborter = new AbortController();
    const abort = () => aborter.abort();
    const timer = setTimeout(abort, limitMs);
    origin.signal?.addEventListener("abort", abort);
    try {
      return await axios.request<string>({
        url: url.href,
        method,
        headers: { "content-type": null, accept: null, "user-agent": null, "accept-encoding": null, ...headers },
        ...(data === undefined ? {} : { data }),
        signal: aborter.signal,
        responseType: "text",
        transformRequest: (body: unknown) => body,
        transformResponse: (body: unknown) => body,
        validateStatus: null,
        // Like `request`, which follows the redirects of these methods only.
        maxRedirects: method === "GET" || method === "HEAD" ? 5 : 0,
        proxy: false,
        httpAgent: this.httpAgent,
        httpsAgent: this.httpsAgent,
      });
    } catch (error) {
      if (axios.isCancel(error)) {
        throw new HttpFailure("Error: ESOCKETTIMEDOUT", { code: "ESOCKETTIMEDOUT" });
      }
      if (axios.isAxiosError(error)) {
        throw new HttpFailure(`Error: ${error.message || error.code}`, { code: error.code });
      }
      throw error;
    } finally {
      clearTimeout(timer);
      origin.signal?.removeEventListener("abort", abort);
    }
  }

  private isOwn(url: URL): boolean {
    return LOOPBACK.includes(url.hostname) && url.port === String(this.port);
  }
}

function toUrl({ uri, url, qs = {} }: Options): URL {
  const text = uri ?? url;
  if (text === undefined || !URL.canParse(text)) {
    throw new HttpFailure(`Error: Invalid URI "${text ?? ""}"`);
  }
  const target = new URL(text);
  for (const [key, value] of Object.entries(qs)) {
    target.searchParams.append(key, String(value));
  }
  if (!["http:", "https:"].includes(target.protocol)) {
    throw new HttpFailure("Error: Invalid protocol");
  }
  return target;
}

function toPayload({ headers = {}, body, json, form }: Options): { headers: Record<string, string>; data?: string } {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  if (form !== undefined) {
    const fields = Object.entries(form).map(([key, value]): [string, string] => [key, String(value)]);
    const type = "application/x-www-form-urlencoded";
    return { headers: { "content-type": type, ...lower }, data: new URLSearchParams(fields).toString() };
  }
  // `json` is either a switch or the body itself.
  const content = typeof json === "object" && json !== null ? json : body;
  if (json !== undefined && json !== false) {
    const accepting = { accept: "application/json", ...lower };
    if (content === undefined) {
      return { headers: accepting };
    }
    // Text is sent as it is, unless it is no JSON: then it becomes a JSON text.
    const data = typeof content === "string" && isJson(content) ? content : JSON.stringify(content);
    return { headers: { "content-type": "application/json", ...accepting }, data };
  }
  if (content === undefined) {
    return { headers: lower };
  }
  if (typeof content !== "string") {
    throw new HttpFailure("Error: Argument error, options.body.");
  }
  return { headers: lower, data: content };
}

function readResponse({ status, data }: AxiosResponse<string>, asJson: boolean): unknown {
  const body = asJson ? parseJson(data) : data;
  if (status >= 200 && status < 300) {
    return body;
  }
  throw new HttpFailure(`${status} - ${JSON.stringify(body)}`, {
    name: "StatusCodeError",
    statusCode: status,
    error: body,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isJson(text: string): boolean {
  return typeof parseJson(text) !== "string";
}
