/** What a customer's message costs the relay in CPU, with and without a handover. */

import { randomUUID } from "node:crypto";
import { NO_HANDOVER } from "../src/core/forwarding/Forwarding";
import { cpuPerCall } from "./cpuPerCall";
import type { Measurement } from "./Measurement";
import { CONFIG, hmac, TransformerHost } from "./TransformerHost";
import { toMeasurement } from "./toMeasurement";

const LENGTHS = [100, 5_000];
const CUSTOMERS = 100;
const UNIT = "times one HMAC-SHA512 of the message";

const figure = toMeasurement("relay");

interface Payload {
  userId: string;
  sessionId: string;
  text: string;
  data: object;
}

export async function benchRelay(): Promise<Measurement[]> {
  const host = new TransformerHost("engage-relay.socket.js", {
    ENGAGE_REALTIME_ENDPOINT_URL: CONFIG.ENGAGE_REALTIME_ENDPOINT_URL,
    ENGAGE_REALTIME_ACCESS_TOKEN: CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN,
  });
  const customers = Array.from({ length: CUSTOMERS }, () => ({ userId: randomUUID(), sessionId: randomUUID() }));
  const cases = (["off", "on"] as const).flatMap((handover) => LENGTHS.map((length) => ({ handover, length })));
  const compared = await cpuPerCall(
    cases.map(({ handover, length }) => {
      let turn = 0;
      return {
        make: (): Payload => {
          const customer = customers[turn++ % CUSTOMERS] ?? { userId: "", sessionId: "" };
          const forwarding = { ...NO_HANDOVER, isOn: handover === "on", handoverId: "handover-1" };
          const state = { forwarding, ref: "r".repeat(100), name: "Customer" };
          host.session(customer.userId, customer.sessionId).engageRelay = { ...state, offers: [], seen: [] };
          return { ...customer, text: "x".repeat(length), data: {} };
        },
        act: (payload: Payload) => host.handlers.handleInput({ payload, endpoint: { URLToken: "ab".repeat(32) } }),
        plain: (payload: Payload) => hmac("sha512", CONFIG.ENGAGE_REALTIME_ACCESS_TOKEN, JSON.stringify(payload)),
        atOnce: CUSTOMERS,
      };
    }),
  );
  return compared.flatMap(({ us, ratio }, index) => {
    const { handover, length } = cases[index] ?? { handover: "off", length: 0 };
    const name = `message of ${length} characters to the ${handover === "on" ? "agent" : "bot"}, CPU`;
    const note =
      handover === "on" ? "with the signed request, but not its way to Engage" : "with the seal for the Flow";
    return [figure(name, UNIT, ratio, note), figure(name, "µs", us)];
  });
}
