/** engage-relay for Webhook Endpoints. */
import { readText, toRecord } from "../core/inbound/read";
import type { FlowInput, InputArguments } from "./platform";
import { deliveryHandlers, openRelaySettings } from "./relay/relay";
import { takeInput } from "./relay/takeInput";

async function handleInput({
  request,
  response,
  endpoint,
}: InputArguments & { endpoint?: { URLToken?: string } }): Promise<FlowInput | null> {
  const settings = openRelaySettings(response);
  if (settings === undefined) {
    return null;
  }
  const body = toRecord(request.body);
  const userId = readText(body, "userId");
  const sessionId = readText(body, "sessionId");
  if (body === undefined || !userId || !sessionId) {
    return null;
  }
  const data = toRecord(body.data) || {};
  return takeInput(
    { userId, sessionId, text: readText(body, "text") || "", data, URLToken: (endpoint && endpoint.URLToken) || "" },
    settings,
  );
}

export const handlers = { handleInput, ...deliveryHandlers };
