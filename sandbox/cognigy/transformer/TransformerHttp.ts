/** `httpRequest` of transformers, and the deliveries of Webhook Endpoints: under the platform's rules, recorded call by call. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { CognigyOptions } from "../CognigyOptions";
import { HttpFailure } from "./HttpFailure";
import { type HttpLibrary, type HttpTask, parseJson } from "./HttpLibrary";
import type { OutgoingCall } from "./OutgoingCall";
import { requestLikeRequest } from "./requestLikeRequest";
import { requestWithAxios } from "./requestWithAxios";

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
  private readonly agents = {
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
  };
  private readonly library: HttpLibrary;
  private readonly keepsTimeout: boolean;
  private readonly now: () => number;

  /** `changed`: called when a call begins and when it ends. */
  constructor(
    private readonly changed: () => void = () => {},
    {
      httpLibrary = "axios",
      httpResult = "body",
      httpTimeout = httpLibrary === "request" ? "kept" : "ignored",
      now = Date.now,
    }: Pick<CognigyOptions, "httpLibrary" | "httpResult" | "httpTimeout" | "now"> = {},
  ) {
    const send = httpLibrary === "axios" ? requestWithAxios : requestLikeRequest;
    this.library = (task) => send(task, httpResult);
    this.keepsTimeout = httpTimeout === "kept";
    this.now = now;
  }

  request(options: unknown, origin: CallOrigin): Promise<unknown> {
    const checkUrl = (url: URL) => {
      if (this.isOwn(url)) {
        throw new HttpFailure("A transformer cannot send requests to Endpoints.");
      }
    };
    return this.send(this.library, options, checkUrl, origin);
  }

  /** The Endpoint's own delivery of an output; the status is in the record of the call. */
  async post(url: string, body: unknown, origin: CallOrigin): Promise<void> {
    await this.send(
      (task) => requestLikeRequest(task, "body"),
      { uri: url, method: "POST", body, json: true },
      () => {},
      origin,
    );
  }

  close(): void {
    this.agents.httpAgent.destroy();
    this.agents.httpsAgent.destroy();
  }

  private async send(
    library: HttpLibrary,
    options: unknown,
    checkUrl: HttpTask["checkUrl"],
    { endpoint, handler, timeoutMs, signal }: CallOrigin,
  ): Promise<unknown> {
    let call: OutgoingCall | undefined;
    const started = performance.now();
    const task: HttpTask = {
      options,
      checkUrl,
      timeoutMs,
      keepsTimeout: this.keepsTimeout,
      signal,
      agents: this.agents,
      onSent: ({ text, ...sent }) => {
        call = { endpoint, handler, ...sent, startedAt: this.now(), ms: 0 };
        if (text !== undefined) {
          call.body = parseJson(text);
        }
        this.calls.push(call);
        this.changed();
      },
      onAnswered: ({ status, text }) => {
        Object.assign(call ?? {}, { status, responseText: text });
      },
    };
    try {
      return await library(task);
    } catch (error) {
      Object.assign(call ?? {}, { error: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      Object.assign(call ?? {}, { ms: performance.now() - started });
      this.changed();
    }
  }

  private isOwn(url: URL): boolean {
    return LOOPBACK.includes(url.hostname) && url.port === String(this.port);
  }
}
