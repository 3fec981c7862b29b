/** One HTTP call as the page lists it, with what is read only when somebody looks closer. */
import type { CallDetail, CallView } from "../view";

export interface TracedCall {
  /** The record of the stand-in that it is about. */
  record: object;
  view: Omit<CallView, "id">;
  /** Not masked. */
  detail(): Pick<CallDetail, "request" | "response" | "failure">;
}

/** Parsed when it is JSON. */
export function parseBody(text: string | undefined): unknown {
  if (text === undefined || text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function toHeaders(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
