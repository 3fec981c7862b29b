/** `httpRequest` since release 2025.25: axios itself, with the options of the vendor's list. All others have no effect. */
import axios, { type AxiosError, type AxiosResponse } from "axios";
import * as z from "zod";
import { HttpFailure } from "./HttpFailure";
import { createDeadline, type HttpResult, type HttpTask, toFormText, toLowerNames, toTarget } from "./HttpLibrary";

/** `proxy`, `gzip`, `encoding` and `qsStringifyOptions` are on the list, too, and mean nothing here. */
const optionsSchema = z.object({
  uri: z.string().optional(),
  url: z.string().optional(),
  method: z.string().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  json: z.unknown().optional(),
  form: z.record(z.string(), z.unknown()).optional(),
  qs: z.record(z.string(), z.unknown()).optional(),
  auth: z.object({ user: z.string().optional(), pass: z.string().optional() }).optional(),
  maxRedirects: z.number().optional(),
  timeout: z.number().optional(),
});
type Options = z.output<typeof optionsSchema>;

/** A handler that waits is stopped by the platform; only then is its request cut off. */
const AFTER_HANDLER_MS = 1_000;

const defaultsOf = <T>(transforms: T | T[] | undefined): T[] =>
  transforms === undefined ? [] : ([transforms].flat() as T[]);

export async function requestWithAxios(task: HttpTask, result: HttpResult): Promise<unknown> {
  const parsed = optionsSchema.safeParse(typeof task.options === "string" ? { uri: task.options } : task.options);
  if (!parsed.success) {
    throw new HttpFailure(`httpRequest: "${parsed.error.issues[0]?.path.join(".")}" is not valid.`);
  }
  const options = parsed.data;
  const url = toTarget(options.uri ?? options.url, options.qs);
  task.checkUrl(url);
  const limitMs = task.timeoutMs + AFTER_HANDLER_MS;
  const { timeout = limitMs } = options;
  const deadline = createDeadline(task.signal, task.keepsTimeout ? Math.min(timeout, limitMs) : limitMs);
  try {
    const response = await send(url, options, task, deadline.signal);
    return result === "body" ? response.data : toPlainResponse(response);
  } catch (error) {
    throw axios.isAxiosError(error) || axios.isCancel(error) ? toFailure(error as AxiosError) : error;
  } finally {
    deadline.close();
  }
}

function send(
  url: URL,
  { method = "GET", headers = {}, json, form, auth, maxRedirects }: Options,
  task: HttpTask,
  signal: AbortSignal,
): Promise<AxiosResponse<unknown>> {
  const data = form
    ? new URLSearchParams(toFormText(form))
    : typeof json === "object" && json !== null
      ? json
      : undefined;
  return axios.request({
    url: url.href,
    method,
    headers: toLowerNames(headers),
    ...(data !== undefined && { data }),
    ...(auth && { auth: { username: auth.user ?? "", password: auth.pass ?? "" } }),
    ...(maxRedirects !== undefined && { maxRedirects }),
    signal,
    proxy: false,
    ...task.agents,
    transformRequest: [
      ...defaultsOf(axios.defaults.transformRequest),
      (text: unknown, sent) => {
        task.onSent({
          method: method.toUpperCase(),
          url: url.href,
          headers: toLowerNames(sent.toJSON()),
          text: typeof text === "string" ? text : undefined,
        });
        return text;
      },
    ],
    transformResponse: [
      (text: unknown, _headers, status) => {
        task.onAnswered({ status: status ?? 0, text: String(text ?? "") });
        return text;
      },
      ...defaultsOf(axios.defaults.transformResponse),
    ],
  });
}

/** Errors hold the request, so they hold its token. */
function toFailure(error: AxiosError): HttpFailure {
  const { name, message, code, status, config, response } = error;
  return new HttpFailure(message, {
    name,
    code,
    isAxiosError: true,
    config: toPlainConfig(config),
    ...(response && { status, response: toPlainResponse(response) }),
  });
}

function toPlainResponse({ data, status, statusText, headers, config }: AxiosResponse): Record<string, unknown> {
  return { data, status, statusText, headers: { ...headers }, config: toPlainConfig(config) };
}

function toPlainConfig(config: AxiosError["config"]): Record<string, unknown> {
  return { url: config?.url, method: config?.method, headers: { ...config?.headers }, data: config?.data };
}
