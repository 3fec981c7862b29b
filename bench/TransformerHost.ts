/** A built transformer with nothing to send to. */
import { createHmac } from "node:crypto";
import { BareTransformer } from "../harness/BareTransformer";
import { readBundle } from "../sandbox/app/readBundle";

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

export class TransformerHost extends BareTransformer {
  constructor(file: string, config: Readonly<Record<string, unknown>>) {
    super(readBundle(file, { ...config }));
  }
}
