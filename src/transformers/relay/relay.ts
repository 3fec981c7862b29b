/** What both flavours of engage-relay share: settings, and handlers of notify, inject and output. */
import { createHmac } from "crypto";
import type { Hmac } from "../../core/hmac";
import { toRecord } from "../../core/inbound/read";
import { type FlowInput, type InputArguments, type OutputArguments, respond } from "../platform";
import { settingsOf } from "../settings";
import { readRelaySettings } from "./relayConfig";
import { takeDelivery } from "./takeDelivery";
import { passOutput, takeOutput } from "./takeOutput";

const hmac: Hmac = (algorithm, key, data) => createHmac(algorithm, key).update(data).digest();

export const openRelaySettings = settingsOf("engage-relay", (config) => readRelaySettings(config, hmac));

async function deliver(kind: "notify" | "inject", { request, response }: InputArguments): Promise<FlowInput | null> {
  const settings = openRelaySettings(response);
  const body = toRecord(request.body);
  const input = settings && body ? await takeDelivery(kind, body, settings) : null;
  if (input === null) {
    // Nothing follows: whether the platform then answers by itself isn't documented.
    respond(response, 200, "ok");
  }
  return input;
}

export const deliveryHandlers = {
  handleNotify: (args: InputArguments) => deliver("notify", args),
  handleInject: (args: InputArguments) => deliver("inject", args),
  handleOutput: async (args: OutputArguments): Promise<unknown> => {
    const settings = openRelaySettings();
    return settings ? takeOutput(args, settings) : passOutput(args);
  },
};
