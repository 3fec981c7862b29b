/** engage-relay for Webchat and Socket.IO Endpoints. */
import { member, readText, toRecord } from "../core/inbound/read";
import type { FlowInput, SocketPayload } from "./platform";
import { createDeliveryHandlers, openSettings } from "./relay/relay";
import type { RelayConfig } from "./relay/relayConfig";
import { takeConnectionEvent, takeInput } from "./relay/takeInput";

declare const CONFIG: RelayConfig;

async function handleInput({
  payload,
  endpoint,
}: {
  payload: SocketPayload;
  endpoint?: { URLToken?: string };
}): Promise<FlowInput | SocketPayload | null> {
  const settings = openSettings(CONFIG);
  // Without settings the bot goes on alone, and the Handover node tells that the relay is missing.
  if (settings === undefined) return payload;
  const data = toRecord(payload.data) || {};
  const URLToken = (endpoint && endpoint.URLToken) || payload.URLToken || "";
  const input = { userId: payload.userId, sessionId: payload.sessionId, text: payload.text || "", data, URLToken };
  const event = readText(toRecord(member(toRecord(member(data, "_cognigy")), "event")), "type");
  if (event === "user-connected" || event === "user-disconnected") {
    await takeConnectionEvent(input, event, settings);
    return payload;
  }
  return takeInput(input, settings);
}

createSocketTransformer({ handleInput, ...createDeliveryHandlers(CONFIG) });
