/** The one Connection, as Cognigy shows it. */
import type { IConnectionSchema } from "@cognigy/extension-tools";

/** Each field with its name in the platforms, and where to find its value. The order is the order in Cognigy. */
export const CONNECTION_FIELDS = {
  apiUrl: [
    "Base API URL",
    "It is the address of your Engage console with .api in it: {account}.api.engagement.dimelo.com or {account}.api.digital.ringcentral.com.",
  ],
  accessToken: ["API Access Token", "In Engage: Admin > API access tokens."],
  botCategoryId: ["Bot Category ID", "In Engage: Admin > Categories > Bot; the id is in the address of its edit page."],
  agentCategoryId: [
    "Agent Category ID",
    "In Engage: Admin > Categories > Agent; the id is in the address of its edit page.",
  ],
  realtimeEndpointUrl: [
    "Realtime Endpoint URL",
    "In Engage: Admin > Sources > your Channel SDK source > Implementation details.",
  ],
  realtimeAccessToken: ["Realtime Access Token", "In Engage: the API access token field of the Channel SDK source."],
  cognigyEndpointUrl: [
    "Cognigy Endpoint URL",
    "The part of any Endpoint URL before its token, such as https://endpoint-trial.cognigy.ai.",
  ],
} as const satisfies Record<string, readonly [name: string, whereToFind: string]>;

export type ConnectionField = keyof typeof CONNECTION_FIELDS;

export const CONNECTION_TYPE = "ringcentral-engage";

export const connectionSchema: IConnectionSchema = {
  type: CONNECTION_TYPE,
  label: "RingCentral Engage",
  fields: Object.keys(CONNECTION_FIELDS).map((fieldName) => ({ fieldName })),
};
