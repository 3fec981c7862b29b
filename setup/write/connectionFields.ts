/** The fields of the Connection, in the order in which Cognigy.AI shows them. */
import type { ConnectionField } from "../../src/connectionSchema";
import type { SettingKey, Settings } from "../settings";

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
