/** What the fields of the Connection mean. Shared by every node. */
import { CONNECTION_FIELDS, type ConnectionField } from "./connectionSchema";
import { EngageError } from "./core/errors";
import { toRecord } from "./core/inbound/read";
import type { EngageSettings, RealtimeSettings } from "./engage/engageSettings";
import { parseApiUrl, parseEndpointUrl, parseRealtimeUrl } from "./engage/engageUrls";

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

export function parseConnection(connection: unknown): Connection {
  const values = toRecord(connection);
  if (values === undefined) {
    throw new EngageError("configuration", "No Connection is selected in this node.", {
      hint: "Open the node, choose or create a RingCentral Engage Connection, and save.",
    });
  }
  const read = (field: ConnectionField): string | undefined => {
    const value = values[field];
    const text = typeof value === "string" ? value.trim() : "";
    // Cognigy shows every field and accepts no empty one in places, so a hyphen means "not set".
    return text === "" || text === "-" ? undefined : text;
  };
  const need = (field: ConnectionField): string => {
    const text = read(field);
    if (text !== undefined) {
      return text;
    }
    const [name, whereToFind] = CONNECTION_FIELDS[field];
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
      `The ${CONNECTION_FIELDS[field][0]} (${field}) in the RingCentral Engage Connection contains characters that no token has.`,
      {
        hint: `Copy it again, without spaces or line breaks. ${CONNECTION_FIELDS[field][1]}`,
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
