/** What the two libraries behind `httpRequest` have in common. */
import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { HttpFailure } from "./HttpFailure";

/** Since release 2025.25 the platform uses axios; before, it was the npm module `request`. */
export type HttpLibraryName = "axios" | "request";

/** What `httpRequest` resolves with: all samples expect the body, no document says so. */
export type HttpResult = "body" | "response";

export interface HttpTask {
  /** As the transformer gave them. */
  options: unknown;
  /** Throws for an address that transformers may not call. */
  checkUrl(url: URL): void;
  /** Of the handler. */
  timeoutMs: number;
  /** Whether the option `timeout` has an effect. */
  keepsTimeout: boolean;
  signal: AbortSignal | undefined;
  agents: { httpAgent: HttpAgent; httpsAgent: HttpsAgent };
  /** Called when the request goes out. */
  onSent(sent: { method: string; url: string; headers: Record<string, string>; text: string | undefined }): void;
  onAnswered(answer: { status: number; text: string }): void;
}

/** Resolves with what the transformer gets, rejects with an `HttpFailure`. */
export type HttpLibrary = (task: HttpTask) => Promise<unknown>;

export function toTarget(text: string | undefined, qs: Readonly<Record<string, unknown>> = {}): URL {
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

export function toFormText(form: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(
    Object.entries(form).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
}

export function toLowerNames(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Aborts when the handler is ended, or after the limit. `close` must be called in the end. */
export function createDeadline(signal: AbortSignal | undefined, limitMs: number) {
  const aborter = new AbortController();
  const abort = () => aborter.abort();
  const timer = setTimeout(abort, Math.max(1, limitMs));
  signal?.addEventListener("abort", abort);
  return {
    signal: aborter.signal,
    close() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}
