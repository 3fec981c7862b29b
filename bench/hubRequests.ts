/** What Engage sends to the hub: webhooks with any number of events, agents' messages of any length. */
import { randomUUID } from "node:crypto";
import { writeSessionReference } from "../src/protocol/sessionReference";
import { CONFIG, hmac } from "./TransformerHost";

export interface HubRequest {
  request: { method: string; headers: Record<string, string>; query: object; body: object };
  /** The bytes that came. */
  text: string;
}

const CUSTOMERS = 100;
let serial = 0;

/** Messages of customers; the answers' threads repeat, as those of people do. One of `toAgents` is for the bot. */
export function toWebhook(events: number, bodyLength: number, toAgents = 1): HubRequest {
  const isForBot = (index: number) => index % toAgents === 0;
  const body = {
    id: `r${++serial}`,
    events: Array.from({ length: events }, (_, index) => toEvent(bodyLength, isForBot(index) ? "bot" : "agent")),
  };
  return toRequest({ "x-dimelo-secret": CONFIG.ENGAGE_WEBHOOK_SECRET }, body);
}

/** Conversations that go on, as those of the webhooks do. */
const references = Array.from({ length: CUSTOMERS }, () =>
  writeSessionReference(hmac, CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, {
    userId: randomUUID(),
    sessionId: randomUUID(),
    URLToken: "ab".repeat(32),
  }),
);

/** `encode`: how Engage writes what `JSON.stringify` would write otherwise. */
export function toSdkCall(bodyLength: number, letters = "x", encode = (json: string) => json): HubRequest {
  const params = {
    content_id: `s${++serial}`,
    author_id: "desk",
    sender_name: "Ana",
    body: letters.repeat(bodyLength / letters.length),
    format: "text",
    thread_id: references[serial % CUSTOMERS],
  };
  const body = { action: "messages.create", params, time: "2026-01-01T00:00:00Z" };
  const text = encode(JSON.stringify(body));
  const signature = hmac("sha512", CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, text).toString("hex");
  return toRequest({ "x-smccsdk-signature": signature }, body, text);
}

function toRequest(headers: Record<string, string>, body: object, text = JSON.stringify(body)): HubRequest {
  const length = String(Buffer.byteLength(text));
  return {
    request: { method: "POST", headers: { ...headers, "content-length": length }, query: {}, body },
    text,
  };
}

function toEvent(bodyLength: number, category: "bot" | "agent"): object {
  const id = ++serial;
  return {
    id: `e${id}`,
    type: "content.imported",
    issued_at: new Date(id).toISOString(),
    resource: {
      type: "chat/message",
      id: `c${id}`,
      metadata: {
        body: "x".repeat(bodyLength),
        body_input_format: "text",
        status: "new",
        created_from: "synchronizer",
        creator_id: null,
        author_id: `a${id % CUSTOMERS}`,
        thread_id: `t${id % CUSTOMERS}`,
        source_id: "messaging",
        category_ids: [category],
        private: true,
        language: "en",
      },
    },
  };
}
