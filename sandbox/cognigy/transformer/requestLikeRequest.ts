/** `httpRequest` before release 2025.25: the options, results and errors of the npm module `request`. */
import axios, { type AxiosResponse } from "axios";
import * as z from "zod";
import { HttpFailure } from "./HttpFailure";
import {
  createDeadline,
  type HttpResult,
  type HttpTask,
  parseJson,
  toFormText,
  toLowerNames,
  toTarget,
} from "./HttpLibrary";

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

export async function requestLikeRequest(task: HttpTask, result: HttpResult): Promise<unknown> {
  const parsed = optionsSchema.safeParse(typeof task.options === "string" ? { uri: task.options } : task.options);
  if (!parsed.success) {
    throw new HttpFailure(`httpRequest: "${parsed.error.issues[0]?.path.join(".")}" is not valid.`);
  }
  const options = parsed.data;
  const url = toTarget(options.uri ?? options.url, options.qs);
  task.checkUrl(url);
  const { headers, text } = toPayload(options);
  const method = (options.method ?? "GET").toUpperCase();
  task.onSent({ method, url: url.href, headers, text });
  const response = await exchange(url, method, headers, text, options, task);
  task.onAnswered({ status: response.status, text: response.data });
  const body = readResponse(response, options.json !== undefined && options.json !== false);
  return result === "body" ? body : { data: body, status: response.status, headers: { ...response.headers } };
}

async function exchange(
  url: URL,
  method: string,
  headers: Record<string, string>,
  text: string | undefined,
  { timeout = Number.POSITIVE_INFINITY }: Options,
  { timeoutMs, keepsTimeout, signal, agents }: HttpTask,
): Promise<AxiosResponse<string>> {
  const deadline = createDeadline(signal, keepsTimeout ? Math.min(timeout, timeoutMs) : timeoutMs);
  try {
    return await axios.request<string>({
      url: url.href,
      method,
      headers: { "content-type": null, accept: null, "user-agent": null, "accept-encoding": null, ...headers },
      ...(text === undefined ? {} : { data: text }),
      signal: deadline.signal,
      responseType: "text",
      transformRequest: (body: unknown) => body,
      transformResponse: (body: unknown) => body,
      validateStatus: null,
      // `request` follows the redirects of these methods only.
      maxRedirects: method === "GET" || method === "HEAD" ? 5 : 0,
      proxy: false,
      ...agents,
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
    deadline.close();
  }
}

function toPayload({ headers = {}, body, json, form }: Options): {
  headers: Record<string, string>;
  text: string | undefined;
} {
  const lower = toLowerNames(headers);
  if (form !== undefined) {
    return { headers: { "content-type": "application/x-www-form-urlencoded", ...lower }, text: toFormText(form) };
  }
  // `json` is either a switch or the body itself.
  const content = typeof json === "object" && json !== null ? json : body;
  if (json !== undefined && json !== false) {
    const accepting = { accept: "application/json", ...lower };
    if (content === undefined) {
      return { headers: accepting, text: undefined };
    }
    // Text is sent as it is, unless it is no JSON: then it becomes a JSON text.
    const text = typeof content === "string" && isJson(content) ? content : JSON.stringify(content);
    return { headers: { "content-type": "application/json", ...accepting }, text };
  }
  if (content !== undefined && typeof content !== "string") {
    throw new HttpFailure("Error: Argument error, options.body.");
  }
  return { headers: lower, text: content };
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

function isJson(text: string): boolean {
  return typeof parseJson(text) !== "string";
}
