/** A Cognigy stand-in with the built transformers, and a stub in the place of Engage that answers as a test says. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type CognigyOptions,
  type CognigyStandIn,
  type Endpoint,
  type EndpointDefinition,
  type FlowNode,
  startCognigy,
} from "../sandbox/cognigy/startCognigy";
import { SIGNATURE_HEADER, signBody } from "../src/core/signature";
import { AGENT, BOT } from "./events";
import { hmac } from "./hmac";
import { IN_ONE_THREAD, PATIENT_COGNIGY } from "./patience";
import { readBundle } from "./twoPlatforms";

/** None of these may ever be in an answer or a log. */
export const SECRETS = {
  accessToken: "api-access-token-secret",
  realtimeToken: "realtime-access-token-secret",
  webhookSecret: "webhook-secret-secret",
  verificationToken: "verification-token-secret",
  baseUriKey: "base-uri-key-secret",
};

export interface Reply {
  status: number;
  /** A text is sent as it is, all else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** What arrived at the stub in the place of Engage. */
interface Arrival {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

type Answer = (method: string, path: string) => Reply | undefined | Promise<Reply | undefined>;

export interface Lab {
  cognigy: CognigyStandIn;
  engageUrl: string;
  realtimeUrl: string;
  arrivals: Arrival[];
  /** What Engage answers; until changed, `ok` at the realtime endpoint and else a content. `undefined` closes the connection. */
  engageAnswers(answer: Answer): void;
  hub(config?: Record<string, unknown>, change?: Partial<EndpointDefinition>): Endpoint;
  relay(
    flavour: "socket" | "webhook",
    config?: Record<string, unknown>,
    change?: Partial<EndpointDefinition>,
  ): Endpoint;
  errors(): string[];
  close(): Promise<void>;
}

export const QUIET: FlowNode[] = [];
export const ECHO: FlowNode[] = [{ type: "say", text: "Bot: {{input.text}}" }];

export interface LabOptions extends CognigyOptions {
  /** Runs each transformer in its own thread, as tests of both platforms do. By default they share one, to save time. */
  threads?: boolean;
}

export async function startLab({ threads = false, ...options }: LabOptions = {}): Promise<Lab> {
  let answer: Answer = (_, path) =>
    path.includes("/realtime/") ? { status: 200, body: "ok" } : { status: 200, body: { id: "content-1" } };
  const arrivals: Arrival[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const { method = "", url = "", headers } = request;
    arrivals.push({ method, path: url, headers, bytes: Buffer.concat(chunks) });
    const given = await answer(method, url);
    if (given === undefined) {
      return request.socket.destroy();
    }
    const { status, body = {}, headers: more } = given;
    response.writeHead(status, {
      "content-type": typeof body === "string" ? "text/plain" : "application/json",
      ...more,
    });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const engageUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const realtimeUrl = `${engageUrl}/realtime/sdk/bridge-source`;
  const cognigy = await startCognigy({
    ...PATIENT_COGNIGY,
    ...(!threads && IN_ONE_THREAD),
    ...options,
  });
  const realtime = {
    ENGAGE_REALTIME_ENDPOINT_URL: realtimeUrl,
    ENGAGE_REALTIME_ACCESS_TOKEN: SECRETS.realtimeToken,
  };
  let count = 0;
  const add = (type: "webhook" | "socket", transformer: string, change: Partial<EndpointDefinition>) => {
    count += 1;
    const flow = { nodes: ECHO };
    return cognigy.addEndpoint({ name: `e${count}`, type, flow, abortOnError: true, transformer, ...change });
  };
  return {
    cognigy,
    engageUrl,
    realtimeUrl,
    arrivals,
    engageAnswers: (next) => {
      answer = next;
    },
    hub: (config = {}, change = {}) =>
      add(
        "webhook",
        readBundle("engage-hub.js", {
          ENGAGE_API_URL: engageUrl,
          ENGAGE_ACCESS_TOKEN: SECRETS.accessToken,
          ENGAGE_BOT_CATEGORY_ID: BOT,
          ENGAGE_AGENT_CATEGORY_ID: AGENT,
          ENGAGE_WEBHOOK_SECRET: SECRETS.webhookSecret,
          ENGAGE_VERIFICATION_TOKEN: SECRETS.verificationToken,
          ENGAGE_BASE_URI_KEY: SECRETS.baseUriKey,
          ...realtime,
          ...config,
        }),
        change,
      ),
    relay: (flavour, config = {}, change = {}) =>
      add(flavour, readBundle(`engage-relay.${flavour}.js`, { ...realtime, ...config }), change),
    errors: () => cognigy.logs.filter(({ level }) => level === "error").map(({ message }) => message),
    close: async () => {
      await cognigy.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Answered {
  status: number;
  body: string;
  headers: Headers;
}

export async function send(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: text,
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

/** One webhook delivery with these events. */
export function deliver(hub: Endpoint, events: readonly unknown[], headers: Record<string, string> = {}) {
  const body = { id: "delivery", domain_id: "domain", events };
  return send(hub.url, body, { "X-Dimelo-Secret": SECRETS.webhookSecret, ...headers });
}

/** One Channel SDK call, signed over the bytes that are sent. */
export function callSdk(
  hub: Endpoint,
  action: string,
  params?: unknown,
  { key = SECRETS.baseUriKey, signature }: { key?: string | null; signature?: string | null } = {},
) {
  const text = JSON.stringify({ action, params, time: "2026-01-01T10:00:00Z" });
  const given = signature === undefined ? signBody(hmac, SECRETS.realtimeToken, text) : signature;
  return send(
    key === null ? hub.url : `${hub.url}?key=${key}`,
    text,
    given === null ? {} : { [SIGNATURE_HEADER]: given },
  );
}
