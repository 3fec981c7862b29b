/** What an event and a Channel SDK call cost the hub in CPU time, by size and number; sizes of the bundles. */
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { paths } from "../scripts/paths";
import { replaceSetting } from "../scripts/replaceSetting";
import { TRANSFORMERS } from "../scripts/transformerConfig";
import { toSessionReference } from "../src/core/sessionReference";
import { toSpread, toText } from "./measure";

const CONFIG = {
  ENGAGE_API_URL: "https://bench.api.engagement.dimelo.com",
  ENGAGE_ACCESS_TOKEN: "rest-token",
  ENGAGE_BOT_CATEGORY_ID: "bot",
  ENGAGE_AGENT_CATEGORY_ID: "agent",
  ENGAGE_WEBHOOK_SECRET: "secret",
  ENGAGE_VERIFICATION_TOKEN: "verify",
  ENGAGE_REALTIME_ENDPOINT_URL: "https://bench.engagement.dimelo.com/realtime/sdk/s1",
  ENGAGE_REALTIME_ACCESS_TOKEN: "realtime-token",
  ENGAGE_BASE_URI_KEY: "",
};
const ROUNDS = 15;
const CALLS = 200;

interface Handlers {
  handleInput(args: { request: object; response: object }): Promise<unknown>;
}

const hmac = (algorithm: string, key: string | Uint8Array, data: string | Uint8Array) =>
  createHmac(algorithm, key).update(data).digest();

/** The bundle with the platform's globals, its storage in memory and nothing to send to. */
function loadHub(): Handlers {
  let handlers: Handlers | undefined;
  const storage = new Map<string, Record<string, unknown>>();
  const context = createContext({
    createWebhookTransformer: (given: Handlers) => {
      handlers = given;
    },
    getSessionStorage: async (userId: string, sessionId: string) => {
      const key = `${userId}\n${sessionId}`;
      const found = storage.get(key) ?? {};
      storage.set(key, found);
      return found;
    },
    httpRequest: async () => ({}),
    crypto: { createHmac },
    uuid: { v4: randomUUID },
    console: { log() {}, info() {}, error() {} },
    Buffer,
  });
  const source = Object.entries(CONFIG).reduce(
    (filled, [name, value]) => replaceSetting(filled, name, value),
    readFileSync(join(paths.transformers, "engage-hub.js"), "utf8"),
  );
  runInContext(source, context);
  if (!handlers) throw new Error("The bundle made no transformer");
  return handlers;
}

const response = () => {
  const answer = { headersSent: false, status: () => answer, set: () => answer, send: () => answer };
  return answer;
};

let serial = 0;
const toEvent = (bodyLength: number) => ({
  id: `e${++serial}`,
  type: "content.imported",
  issued_at: new Date(serial).toISOString(),
  resource: {
    type: "chat/message",
    id: `c${serial}`,
    metadata: {
      body: "x".repeat(bodyLength),
      body_input_format: "text",
      status: "new",
      created_from: "synchronizer",
      creator_id: null,
      author_id: `a${serial % 100}`,
      thread_id: `t${serial % 100}`,
      source_id: "messaging",
      category_ids: ["bot"],
      private: true,
      language: "en",
    },
  },
});

const toDelivery = (events: number, bodyLength: number) => ({
  method: "POST",
  headers: { "x-dimelo-secret": CONFIG.ENGAGE_WEBHOOK_SECRET },
  query: {},
  body: { id: `r${serial}`, events: Array.from({ length: events }, () => toEvent(bodyLength)) },
});

function toSdkCall(bodyLength: number): object {
  const session = { userId: randomUUID(), sessionId: randomUUID(), URLToken: "ab".repeat(32) };
  const params = {
    content_id: `s${++serial}`,
    author_id: "desk",
    sender_name: "Ana",
    body: "x".repeat(bodyLength),
    format: "text",
    thread_id: toSessionReference(hmac, CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, session),
  };
  const body = { action: "messages.create", params, time: "2026-01-01T00:00:00Z" };
  const signature = hmac("sha512", CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, JSON.stringify(body)).toString("hex");
  return { method: "POST", headers: { "x-smccsdk-signature": signature, "content-length": "1000" }, query: {}, body };
}

/** Microseconds of CPU for one call; the requests are made before the clock starts. */
async function measure(hub: Handlers, make: () => object): Promise<string> {
  const perCall: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const requests = Array.from({ length: CALLS }, make);
    const before = process.cpuUsage();
    for (const request of requests) await hub.handleInput({ request, response: response() });
    const { user, system } = process.cpuUsage(before);
    perCall.push((user + system) / CALLS);
  }
  // The first rounds warm the compiler up.
  return toText(toSpread(perCall.slice(5)), 0);
}

export async function benchTransformerCost(): Promise<string[][]> {
  const hub = loadHub();
  const rows = TRANSFORMERS.map(({ file }) => {
    const source = readFileSync(join(paths.transformers, file), "utf8");
    return [
      `${file}, bytes (as a JSON string; 60,000 allowed)`,
      `${Buffer.byteLength(source)} (${Buffer.byteLength(JSON.stringify(source))})`,
    ];
  });
  for (const bodyLength of [100, 10_000])
    rows.push([
      `webhook with 1 event, ${bodyLength} characters, microseconds of CPU`,
      await measure(hub, () => toDelivery(1, bodyLength)),
    ]);
  for (const events of [10, 100])
    rows.push([
      `webhook with ${events} events, 100 characters each, microseconds of CPU`,
      await measure(hub, () => toDelivery(events, 100)),
    ]);
  for (const bodyLength of [100, 10_000])
    rows.push([
      `Channel SDK message, ${bodyLength} characters, microseconds of CPU`,
      await measure(hub, () => toSdkCall(bodyLength)),
    ]);
  return rows;
}
