/** The sheet with what is entered by hand: the fields of the Connection, and the Base URI of the Channel SDK source. */
import type { ConnectionField } from "../../src/connection";
import { toBaseUri } from "../checklists/sourceChecklist";
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

/** As Cognigy.AI takes them: `-` means "not set". */
export function toConnectionFields(settings: Settings): Record<string, string> {
  return Object.fromEntries(Object.entries(FIELDS).map(([field, key]) => [field, settings.get(key) ?? "-"]));
}

export function toConnectionSheet(settings: Settings): string {
  const fields = Object.entries(toConnectionFields(settings)).map(([field, value]) => `  ${field.padEnd(20)} ${value}`);
  return [
    "This file holds secrets. Do not send it, and delete it when everything is entered.",
    "",
    "Cognigy.AI > Manage > Connections > New > RingCentral Engage",
    ...fields,
    "",
    ...toBaseUriLines(settings),
    "Engage > Admin > Webhooks > your webhook",
    `  URL                  ${settings.get("cognigyHubUrl") ?? "(the hub's Endpoint URL)"}`,
    `  Secret               ${settings.get("engageWebhookSecret") ?? "-"}`,
    `  Verification token   ${settings.get("engageVerificationToken") ?? "-"}`,
    "",
  ].join("\n");
}

function toBaseUriLines(settings: Settings): string[] {
  if (!settings.usesBridge) {
    return [];
  }
  return ["Engage > Admin > Sources > your Channel SDK source", `  Base URI             ${toBaseUri(settings)}`, ""];
}
