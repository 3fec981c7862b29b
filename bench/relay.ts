/** What a customer's message costs the relay in CPU, with and without a handover. */
import { randomUUID } from "node:crypto";
import { cpuPerCall } from "./cpuPerCall";
import type { Measurement } from "./Measurement";
import { CONFIG, hmac, TransformerHost } from "./TransformerHost";
import { toMeasurement } from "./toMeasurement";

const LENGTHS = [100, 5_000];
const CALLS = 300;
const UNIT = "times one HMAC-SHA512 of the message";

const figure = toMeasurement("relay");

export async function benchRelay(): Promise<Measurement[]> {
  const host = new TransformerHost("engage-relay.socket.js", {
    ENGAGE_REALTIME_ENDPOINT_URL: CONFIG.ENGAGE_REALTIME_ENDPOINT_URL,
    ENGAGE_REALTIME_ACCESS_TOKEN: CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN,
  });
  const figures: Measurement[] = [];
  for (const handover of ["off", "on"] as const) {
    for (const length of LENGTHS) {
      const make = () => {
        const payload = { userId: randomUUID(), sessionId: randomUUID(), text: "x".repeat(length), data: {} };
        const state = { handover, ref: "r".repeat(100), name: "Customer", forwarded: 1, endedAtMs: 0 };
        host.session(payload.userId, payload.sessionId).engageRelay = { ...state, offers: [], seen: [] };
        return payload;
      };
      const { us, ratio } = await cpuPerCall({
        make,
        act: (payload) => host.handlers.handleInput({ payload, endpoint: { URLToken: "ab".repeat(32) } }),
        plain: (payload) => hmac("sha512", CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, JSON.stringify(payload)),
        calls: CALLS,
      });
      const name = `message of ${length} characters ${handover === "on" ? "to the agent" : "to the bot"}, CPU`;
      figures.push(figure(name, UNIT, ratio), figure(name, "µs", us));
      host.storage.clear();
    }
  }
  return figures;
}
