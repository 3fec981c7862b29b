/** REST calls: addresses, parameters in Engage's form, JSON answers read by a schema, pages. */
import * as z from "zod/mini";
import { EngageError } from "../core/errors";
import { type CallHints, excerpt, hintFor } from "./answerError";
import type { Multipart } from "./multipart";
import { type EngageCall, type RequestContext, redact, request } from "./request";
import { RETRY_POLICIES } from "./retryPolicy";
import { pageOf } from "./schema";

type Parameter =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, string | readonly string[]>>
  | undefined;
export type Parameters = Readonly<Record<string, Parameter>>;

export interface RestCall<Schema extends z.ZodMiniType> {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Segments below `/1.0`; each is encoded. */
  path: readonly [string, ...string[]];
  query?: Parameters;
  /** Sent as a form: Engage documents query and form alike, and names of customers do not belong into URLs. */
  form?: Parameters;
  json?: Readonly<Record<string, unknown>>;
  upload?: Multipart;
  policy?: keyof typeof RETRY_POLICIES;
  hints?: CallHints;
  toError?: EngageCall["toError"];
  schema: Schema;
}

export type Rest = <Schema extends z.ZodMiniType>(call: RestCall<Schema>) => Promise<z.output<Schema>>;

/** The most that Engage gives at once. */
export const PAGE_SIZE = 150;

export function createRest(context: RequestContext, apiUrl: string, accessToken: string): Rest {
  return async (call) => {
    const path = toPath(call.path);
    const [body, contentType] = toBody(call);
    const text = await request(context, {
      method: call.method,
      url: apiUrl + path + toQuery(call.query),
      path,
      headers: {
        Authorization: `Bearer ${accessToken}`,
        Accept: "application/json",
        "User-Agent": USER_AGENT,
        ...contentType,
      },
      body,
      policy: RETRY_POLICIES[call.policy ?? (call.method === "POST" ? "once" : "idempotent")],
      hints: call.hints,
      toError: call.toError,
    });
    return parseAnswer(call, `${call.method} ${path}`, text, context.secrets);
  };
}

export const USER_AGENT = "ringcentral-engage-cognigy";

function parseAnswer<Schema extends z.ZodMiniType>(
  call: RestCall<Schema>,
  name: string,
  text: string,
  secrets: readonly string[],
): z.output<Schema> {
  const refuse = (problem: string, cause?: unknown) =>
    new EngageError("bad_response", `${name} was answered with ${problem}`, {
      hint: hintFor("bad_response", call.hints),
      cause,
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse(
      text.trim() === "" ? "an empty body." : `something that is not JSON: ${excerpt(redact(text, secrets))}`,
    );
  }
  const parsed = z.safeParse(call.schema, json);
  if (parsed.success) {
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  throw refuse(
    `JSON of another shape (${issue ? `${issue.path.join(".") || "top level"}: ${issue.message}` : "unknown"}).`,
  );
}

function toBody(call: RestCall<z.ZodMiniType>): [body: string | Buffer | undefined, headers: Record<string, string>] {
  if (call.json) {
    return [JSON.stringify(call.json), { "Content-Type": "application/json" }];
  }
  if (call.upload) {
    return [call.upload.body, { "Content-Type": call.upload.contentType }];
  }
  if (call.form) {
    return [toForm(call.form).toString(), { "Content-Type": "application/x-www-form-urlencoded" }];
  }
  return [undefined, {}];
}

function toPath(segments: readonly string[]): string {
  return segments
    .map((segment) => {
      // Encoding leaves dots alone, and `..` would climb to another address.
      if (segment === "" || segment === "." || segment === "..") {
        throw new EngageError("configuration", `"${segment}" is not an id.`, { hint: "Check the ids in the node." });
      }
      return `/${encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\uFFFD"))}`;
    })
    .join("");
}

function toQuery(query: Parameters | undefined): string {
  const text = toForm(query ?? {}).toString();
  return text === "" ? "" : `?${text}`;
}

/** Rails' way: `name[]=a&name[]=b`, `name[key]=v`, `name[key][]=v`. */
function toForm(parameters: Parameters): URLSearchParams {
  const form = new URLSearchParams();
  const append = (name: string, value: Parameter) => {
    if (value === undefined) {
      return;
    }
    if (isList(value)) {
      for (const item of value) {
        form.append(`${name}[]`, item);
      }
    } else if (typeof value === "object") {
      for (const [key, member] of Object.entries(value)) {
        append(`${name}[${key}]`, member);
      }
    } else {
      form.append(name, String(value));
    }
  };
  for (const [name, value] of Object.entries(parameters)) {
    append(name, value);
  }
  return form;
}

function isList(value: NonNullable<Parameter>): value is readonly string[] {
  return Array.isArray(value);
}

export interface Listing<T> {
  records: T[];
  /** How many there are in Engage. */
  count: number;
  /** Whether `records` are all of them. */
  isComplete: boolean;
}

/** Reads pages, the second and later ones in parallel. Rows shift while one pages, so each id is kept once. */
export async function listPages<Schema extends z.ZodMiniType<{ id: string }>>(
  rest: Rest,
  call: Omit<RestCall<z.ZodMiniType>, "schema" | "method">,
  record: Schema,
  maxPages: number,
): Promise<Listing<z.output<Schema>>> {
  const readPage = (page: number) =>
    rest({
      ...call,
      method: "GET",
      query: { ...call.query, offset: page * PAGE_SIZE, limit: PAGE_SIZE },
      schema: pageOf(record),
    });
  const first = await readPage(0);
  const pages = Math.min(maxPages, Math.ceil(first.count / PAGE_SIZE));
  const others = await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, index) => readPage(index + 1)));
  const records = new Map([first, ...others].flatMap((page) => page.records).map((item) => [item.id, item]));
  return {
    records: [...records.values()],
    count: first.count,
    isComplete: first.count <= Math.max(1, maxPages) * PAGE_SIZE,
  };
}
