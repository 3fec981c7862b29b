/** The sheet with what is entered by hand: the fields of the Connection, and the Base URI of the Channel SDK source. */
import type { ConnectionField } from "../../src/connection";
import type { SettingKey, Settings } from "../settings";

/** In the order in which Cognigy.AI shows them. */
const FIELDS: Readonly<Record<ConnectionField, SettingKey>> = {
  apiUrl: "engageApiUrl",
  accessToken: "engageAccessToken",
  botCategoryId: "engageBotCategoryId",
  agentCategoryId: "engageAgentCategoryId",
  realtimeEndpointUrl: "engageRealtimeEndpointUrl",
  realtimeAccessToken: "engageRealtimeAccessToken",
  cognigyEndpointUrl: "cognigyEndpointUrl",
};

export function toConnectionSheet(settings: Settings): string {
  const fields = Object.entries(FIELDS).map(([field, key]) => `  ${field.padEnd(20)} ${settings.get(key) ?? "-"}`);
  return [
    "This file holds secrets. Do not send it, and delete it when everything is entered.",
    "",
    "Cognigy.AI > Manage > Connections > New > RingCentral Engage",
    ...fields,
    "",
    ...toBaseUri(settings),
    "Engage > Admin > Webhooks > your webhook",
    `  URL                  ${settings.get("cognigyHubUrl") ?? "(the hub's Endpoint URL)"}`,
    `  Secret               ${settings.get("engageWebhookSecret") ?? "-"}`,
    `  Verification token   ${settings.get("engageVerificationToken") ?? "-"}`,
    "",
  ].join("\n");
}

function toBaseUri(settings: Settings): string[] {
  if (!settings.usesBridge) {
    return [];
  }
  const key = settings.get("engageBaseUriKey");
  const hub = settings.get("cognigyHubUrl") ?? "(the hub's Endpoint URL)";
  return [
    "Engage > Admin > Sources > your Channel SDK source",
    `  Base URI             ${hub}${key === undefined ? "" : `?key=${encodeURIComponent(key)}`}`,
    "",
  ];
}
