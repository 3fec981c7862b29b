/** A tiny endpoint on loopback that receives webhooks and Channel SDK calls; each test says how it answers. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import { signBytes } from "../../../sandbox/engage/realtime/realtimeSignature";

export interface Received {
  method: string;
  url: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  rawBody: string;
  /** Parsed. */
  body: Record<string, unknown>;
}

export interface Reply {
  status?: number;
  body?: string;
  headers?: Record<string, string>;
  /** Nothing at all, until the sender gives up. */
  hangs?: boolean;
}

export interface Receiver {
  url: string;
  received: Received[];
  posts(): Received[];
  /** Channel SDK calls of that action. */
  calls(action: string): Received[];
  answer: (request: Received) => Reply | Promise<Reply>;
}

/** Proves itself as a webhook endpoint must, and takes every event. */
export function takeWebhooks(request: Received): Reply {
  return request.method === "GET" ? { body: request.query.get("hub.challenge") ?? "" } : {};
}

export function signed(value: unknown, key: string, status = 200): Reply {
  const body = JSON.stringify(value);
  return { status, body, headers: { "X-SMCCSDK-SIGNATURE": signBytes(key, body) } };
}

export function useReceiver(): Receiver {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let rawBody = "";
    for await (const chunk of request) {
      rawBody += chunk;
    }
    const one: Received = {
      method: request.method ?? "",
      url: request.url ?? "",
      query: new URL(request.url ?? "", "http://127.0.0.1").searchParams,
      headers: request.headers,
      rawBody,
      body: rawBody === "" ? {} : Object(JSON.parse(rawBody)),
    };
    received.push(one);
    const reply = await receiver.answer(one);
    if (!reply.hangs) {
      response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
    }
  });
  const receiver: Receiver = {
    url: "",
    received,
    posts: () => received.filter((one) => one.method === "POST"),
    calls: (action) => received.filter((one) => one.body.action === action),
    answer: takeWebhooks,
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    receiver.url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  beforeEach(() => {
    received.length = 0;
    receiver.answer = takeWebhooks;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}
