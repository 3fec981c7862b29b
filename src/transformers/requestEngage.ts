/**
 * The one HTTP request that a handler may make. Cognigy.AI sends it with axios since release 2025.25, and sent it with
 * the npm module `request` before: so only options that both know, and answers and errors in the shapes of both.
 */
import { type Json, member, readId, readNumber, readRecord, readText, toRecord } from "../core/inbound/read";
import { isPage } from "../core/isPage";
import type { HttpOptions } from "./platform";

/** axios ignores it. Where it works, a request is given up before the platform stops the handler at 5 s. */
const TIMEOUT_MS = 3_500;

/** Why Engage has not taken a request, in words for the log: the library's own error holds the request with its token. */
class RequestFailure extends Error {}

/** `read` gives nothing for what is no answer of Engage, such as the login page of a proxy: then the request failed. */
export async function requestEngage<T>(
  options: Omit<HttpOptions, "timeout">,
  read: (body: unknown) => T | undefined,
): Promise<T> {
  let result: unknown;
  try {
    result = await httpRequest({ ...options, timeout: TIMEOUT_MS });
  } catch (error) {
    throw new RequestFailure(describe(toRecord(error)));
  }
  const response = toResponse(result);
  const status = response === undefined ? undefined : toStatus(response);
  if (status !== undefined && (status < 200 || status > 299)) {
    throw new RequestFailure(describe(response));
  }
  const answer = read(parse(response === undefined ? result : response.data));
  if (answer === undefined) {
    throw new RequestFailure("the answer was not one of Engage's: check the address");
  }
  return answer;
}

export function describeFailure(error: unknown): string {
  return error instanceof RequestFailure ? error.message : "unexpected error";
}

/** A content, as `POST /contents` and `GET /contents/{id}` answer. */
export function readContent(body: unknown): Json | undefined {
  const content = toRecord(body);
  return readId(content, "id") === undefined ? undefined : content;
}

/** The realtime endpoint answers with the text `ok`; whether in JSON is not documented. Only a page is certainly wrong. */
export function readAcknowledgement(body: unknown): true | undefined {
  return isPage(body) ? undefined : true;
}

/** The whole response, where the platform resolves with it instead of its body. What has an id is a content of Engage. */
function toResponse(result: unknown): Json | undefined {
  const response = toRecord(result);
  const isResponse = member(response, "data") !== undefined && member(response, "id") === undefined;
  return isResponse ? response : undefined;
}

/** `request` tells the status and the parsed body in the error itself, axios in its `response`. */
function describe(error: Json | undefined): string {
  const response = readRecord(error, "response");
  const status = toStatus(error) || toStatus(response) || readStatusOf(readText(error, "message"));
  if (status === undefined) {
    const code = readText(error, "code");
    return `Engage could not be reached in time${code !== undefined && /^E[A-Z_]{1,40}$/.test(code) ? ` (${code})` : ""}`;
  }
  const bodies = [member(error, "error"), member(response, "data"), member(response, "body"), member(error, "data")];
  const code = bodies.map((body) => readText(toRecord(parse(body)), "error")).filter((text) => text !== undefined)[0];
  return `Engage answered ${status}${code !== undefined && /^\w{1,80}$/.test(code) ? ` ${code}` : ""}`;
}

function toStatus(record: Json | undefined): number | undefined {
  return readNumber(record, "statusCode") || readNumber(record, "status");
}

/** Where an error is passed on as its message alone: both libraries name the status there. */
function readStatusOf(message = ""): number | undefined {
  const match = /(?:^|status code )([3-5]\d\d)\b/.exec(message);
  return match ? Number(match[1]) : undefined;
}

function parse(body: unknown): unknown {
  if (typeof body !== "string") {
    return body;
  }
  try {
    return JSON.parse(body);
  } catch (_) {
    return body;
  }
}
