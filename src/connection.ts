/** The one Connection, shared by every node: its fields in Cognigy, and what they mean. */
import type { IConnectionSchema } from "@cognigy/extension-tools";
import * as z from "zod/mini";
import { EngageError } from "./core/errors";
import { once } from "./core/once";
import type { EngageSettings, RealtimeSettings } from "./engage/engageSettings";
import { parseApiUrl, parseEndpointUrl, parseRealtimeUrl } from "./engage/engageUrls";

/** Each field with its name in the platforms, and where to find its value. The order is the order in Cognigy. */
const FIELDS = {
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

export type ConnectionField = keyof typeof FIELDS;

export const CONNECTION_TYPE = "ringcentral-engage";

export const connectionSchema: IConnectionSchema = {
  type: CONNECTION_TYPE,
  label: "RingCentral Engage",
  fields: Object.keys(FIELDS).map((fieldName) => ({ fieldName })),
};

interface BridgeSettings {
  realtime: RealtimeSettings;
  endpointUrl: string;
}

/** The Connection as the nodes use it. Asking for a field that is not set tells which one, and where to find it. */
export interface Connection {
  engage: EngageSettings;
  botCategoryId(): string;
  agentCategoryId(): string;
  hasAgentCategory(): boolean;
  hasBotCategory(): boolean;
  bridge(): BridgeSettings;
  /** Base of the Endpoint service, to which deliveries go. */
  endpointUrl(): string;
  /** Route `bridge` may be set up or not; what only seals and recognises needs no more than this. */
  realtimeAccessToken: string | undefined;
  /** The Channel SDK source, where route `bridge` is set up. */
  bridgeSourceId(): string | undefined;
}

const values = once(() => z.record(z.string(), z.unknown()));

export function parseConnection(connection: unknown): Connection {
  const parsed = z.safeParse(values(), connection);
  if (!parsed.success) {
    throw new EngageError("configuration", "No Connection is selected in this node.", {
      hint: "Open the node, choose or create a RingCentral Engage Connection, and save.",
    });
  }
  const read = (field: ConnectionField): string | undefined => {
    const value = parsed.data[field];
    const text = typeof value === "string" ? value.trim() : "";
    // Cognigy shows every field and accepts no empty one in places, so a hyphen means "not set".
    return text === "" || text === "-" ? undefined : text;
  };
  const need = (field: ConnectionField): string => {
    const text = read(field);
    if (text !== undefined) {
      return text;
    }
    const [name, whereToFind] = FIELDS[field];
    throw new EngageError("configuration", `The ${name} (${field}) is missing in the RingCentral Engage Connection.`, {
      hint: `Enter it in Cognigy.AI under Manage > Connections. ${whereToFind}`,
    });
  };
  const needToken = (field: "accessToken" | "realtimeAccessToken"): string => {
    const token = need(field);
    if (/^[\x21-\x7E]+$/.test(token)) {
      return token;
    }
    throw new EngageError(
      "configuration",
      `The ${FIELDS[field][0]} (${field}) in the RingCentral Engage Connection contains characters that no token has.`,
      {
        hint: `Copy it again, without spaces or line breaks. ${FIELDS[field][1]}`,
      },
    );
  };
  return {
    engage: { apiUrl: parseApiUrl(need("apiUrl")), accessToken: needToken("accessToken") },
    botCategoryId: () => need("botCategoryId"),
    agentCategoryId: () => need("agentCategoryId"),
    hasAgentCategory: () => read("agentCategoryId") !== undefined,
    hasBotCategory: () => read("botCategoryId") !== undefined,
    bridge: () => ({
      realtime: { ...parseRealtimeUrl(need("realtimeEndpointUrl")), accessToken: needToken("realtimeAccessToken") },
      endpointUrl: parseEndpointUrl(need("cognigyEndpointUrl")),
    }),
    endpointUrl: () => parseEndpointUrl(need("cognigyEndpointUrl")),
    realtimeAccessToken: read("realtimeAccessToken"),
    bridgeSourceId: () => {
      const url = read("realtimeEndpointUrl");
      return url === undefined ? undefined : parseRealtimeUrl(url).sourceId;
    },
  };
}
