/** A built transformer with the platform's globals, its storage in memory and nothing to send to. */
import { createHmac, randomUUID } from "node:crypto";
import { createContext, runInContext } from "node:vm";
import { readBundle } from "../sandbox/app/readBundle";

export interface Handlers {
  handleInput(args: object): Promise<unknown>;
}

export const CONFIG = {
  ENGAGE_API_URL: "https://bench.api.engagement.dimelo.com",
  ENGAGE_ACCESS_TOKEN: "rest-token",
  ENGAGE_BOT_CATEGORY_ID: "bot",
  ENGAGE_AGENT_CATEGORY_ID: "agent",
  ENGAGE_WEBHOOK_SECRET: "secret",
  ENGAGE_VERIFICATION_TOKEN: "verify",
  ENGAGE_BASE_URI_KEY: "",
  ENGAGE_REALTIME_ENDPOINT_URL: "https://bench.engagement.dimelo.com/realtime/sdk/s1",
  ENGAGE_REALTIME_ACCESS_TOKEN: "realtime-token",
};

export const hmac = (algorithm: string, key: string | Uint8Array, data: string | Uint8Array) =>
  createHmac(algorithm, key).update(data).digest();

export class TransformerHost {
  /** By user and session. */
  readonly storage = new Map<string, Record<string, unknown>>();
  readonly handlers: Handlers;

  constructor(file: string, config: Readonly<Record<string, unknown>>) {
    let given: Handlers | undefined;
    const take = (handlers: Handlers) => {
      given = handlers;
    };
    const context = createContext({
      createWebhookTransformer: take,
      createSocketTransformer: take,
      getSessionStorage: async (userId: string, sessionId: string) => this.session(userId, sessionId),
      httpRequest: async () => ({}),
      crypto: { createHmac },
      uuid: { v4: randomUUID },
      console: { log() {}, info() {}, error() {} },
      Buffer,
    });
    runInContext(readBundle(file, { ...config }), context);
    if (given === undefined) {
      throw new Error(`${file} made no transformer`);
    }
    this.handlers = given;
  }

  session(userId: string, sessionId: string): Record<string, unknown> {
    const key = `${userId}\n${sessionId}`;
    const found = this.storage.get(key) ?? {};
    this.storage.set(key, found);
    return found;
  }
}
