/** What both flavours of engage-relay share: settings, and handlers of notify, inject and output. */
import { createHmac } from "crypto";
import type { Hmac } from "../../core/hmac";
import { toRecord } from "../../core/inbound/read";
import { type FlowInput, type InputArguments, type OutputArguments, type PlatformResponse, respond } from "../platform";
import { type RelayConfig, type RelaySettings, readRelaySettings } from "./relayConfig";
import { takeDelivery } from "./takeDelivery";
import { passOutput, takeOutput } from "./takeOutput";

const hmac: Hmac = (algorithm, key, data) => createHmac(algorithm, key).update(data).digest();

export function openSettings(config: RelayConfig, response?: PlatformResponse): RelaySettings | undefined {
  const read = readRelaySettings(config, hmac);
  if (read.missing === undefined) {
    return read.settings;
  }
  console.error(`engage-relay: configuration: ${read.missing} is not filled in at the top of this transformer`);
  if (response) {
    respond(response, 500, `engage-relay is not set up: ${read.missing} is not filled in`);
  }
  return undefined;
}

export function createDeliveryHandlers(config: RelayConfig) {
  const deliver = async (
    kind: "notify" | "inject",
    { request, response }: InputArguments,
  ): Promise<FlowInput | null> => {
    const settings = openSettings(config, response);
    const body = toRecord(request.body);
    const input = settings && body ? await takeDelivery(kind, body, settings) : null;
    if (input === null) {
      // Nothing follows: whether the platform then answers by itself isn't documented.
      respond(response, 200, "ok");
    }
    return input;
  };
  return {
    handleNotify: (args: InputArguments) => deliver("notify", args),
    handleInject: (args: InputArguments) => deliver("inject", args),
    handleOutput: async (args: OutputArguments): Promise<unknown> => {
      const settings = openSettings(config);
      return settings ? takeOutput(args, settings) : passOutput(args);
    },
  };
}
