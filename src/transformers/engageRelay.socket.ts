/** engage-relay for Webchat and Socket.IO Endpoints. */
import { readRecord, readText, toRecord } from "../core/inbound/read";
import { withoutOurMembers } from "../protocol/members";
import type { FlowInput, SocketPayload } from "./platform";
import { deliveryHandlers, openRelaySettings } from "./relay/relay";
import { takeConnectionEvent, takeInput } from "./relay/takeInput";

async function handleInput({
  payload,
  endpoint,
}: {
  payload: SocketPayload;
  endpoint?: { URLToken?: string };
}): Promise<FlowInput | SocketPayload | null> {
  const settings = openRelaySettings();
  // Without settings the bot goes on alone, and the Handover node tells that the relay is missing.
  const data = toRecord(payload.data) || {};
  const unchanged = { ...payload, ...(payload.data !== undefined && { data: withoutOurMembers(data) }) };
  if (settings === undefined) {
    return unchanged;
  }
  const URLToken = (endpoint && endpoint.URLToken) || payload.URLToken || "";
  const userId = readText({ ...payload }, "userId");
  const sessionId = readText({ ...payload }, "sessionId");
  if (!userId || !sessionId) {
    return null;
  }
  const input = { userId, sessionId, text: readText({ ...payload }, "text") || "", data, URLToken };
  const event = readText(readRecord(readRecord(data, "_cognigy"), "event"), "type");
  if ((event === "user-connected" || event === "user-disconnected") && input.text === "") {
    await takeConnectionEvent(input, event, settings);
    return unchanged;
  }
  return takeInput(input, settings);
}

export const handlers = { handleInput, ...deliveryHandlers };
