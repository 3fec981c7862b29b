/** The `endpoint` argument of handlers. */
import { createHash } from "node:crypto";
import { type EndpointDefinition, endpointTypeOf, isWebchat } from "./EndpointDefinition";
import { webchatSettings } from "./webchatConfiguration";

export function endpointView(definition: EndpointDefinition, URLToken: string): Record<string, unknown> {
  const { name, webhookUrl = "", settings = {}, members = {} } = definition;
  const id = createHash("sha256").update(URLToken).digest("hex");
  return {
    _id: id.slice(0, 24),
    channel: endpointTypeOf(definition),
    URLToken,
    name,
    flowId: id.slice(24, 48),
    entrypoint: id.slice(40, 64),
    active: true,
    useAnalytics: true,
    storeDataPayload: false,
    useConversations: true,
    maskIPAddress: false,
    maskAnalytics: false,
    maskLogging: false,
    useContactProfiles: true,
    settings: isWebchat(definition)
      ? webchatSettings(definition)
      : { webhookUrl, basicAuthUser: "", basicAuthPassword: "", ...settings },
    handoverSettings: {},
    createdAt: 0,
    lastChanged: 0,
    createdBy: "sandbox",
    lastChangedBy: "sandbox",
    ...members,
  };
}
