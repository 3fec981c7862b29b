/** What Cognigy's transformer sandbox gives a transformer: its globals and the shapes of its handlers. */
import type { Json } from "../core/inbound/read";

/** An Express request, its body parsed. */
export interface PlatformRequest {
  method: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  query?: Json;
  body?: unknown;
  /** Not documented; some hosts keep the bytes. */
  rawBody?: unknown;
}

export interface PlatformResponse {
  headersSent: boolean;
  status(code: number): PlatformResponse;
  set(name: string, value: string): PlatformResponse;
  send(body: string): unknown;
}

export interface FlowInput {
  userId: string;
  sessionId: string;
  text: string;
  data: object;
  /** Of a notify: an agent speaks. Whether the platform keeps it isn't documented. */
  source?: "agent";
}

interface FlowOutput {
  text?: string | null;
  data?: unknown;
}

/** Top-level assignments persist, changes within values do not. It may be empty again at any moment. */
export type SessionStorage = Record<string, unknown>;

export interface InputArguments {
  request: PlatformRequest;
  response: PlatformResponse;
}

export interface OutputArguments {
  output: FlowOutput;
  processedOutput?: unknown;
  userId: string;
  sessionId: string;
}

export interface SocketPayload {
  userId: string;
  sessionId: string;
  text?: string;
  data?: unknown;
  channel?: string;
  URLToken?: string;
}

export interface WebhookHandlers {
  handleInput(args: InputArguments): Promise<FlowInput | null>;
  handleOutput(args: OutputArguments): Promise<unknown>;
  handleNotify?(args: InputArguments): Promise<FlowInput | null>;
  handleInject?(args: InputArguments): Promise<FlowInput | null>;
}

/** What `httpRequest` takes whichever library the platform uses. `body` and `json: true` are not among it. */
export interface HttpOptions {
  uri: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  /** Sent as `JSON.stringify` writes it. */
  json?: object;
  timeout: number;
}

export function readHeader(request: PlatformRequest, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return typeof value === "string" ? value : undefined;
}

/** Answers once. The platform may have answered already, or do so itself for a value that is returned. */
export function respond(
  response: PlatformResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) {
    return;
  }
  response.status(status);
  response.set("Content-Type", headers["Content-Type"] || "text/plain; charset=utf-8");
  for (const name of Object.keys(headers)) {
    response.set(name, headers[name] || "");
  }
  response.send(body);
}
