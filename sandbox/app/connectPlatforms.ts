/** Connects two running stand-ins as an admin would: Connection, transformers with their CONFIG, webhook, base URI. */
import type { EndpointDefinition } from "../cognigy/endpoint/EndpointDefinition";
import type { CognigyStandIn, Endpoint, Flow } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";
import { readBundle as readBuiltBundle } from "./readBundle";
import { type HubSecrets, registerHub } from "./registerHub";
import { toConnection } from "./toConnection";

export interface ConnectOptions {
  secrets: HubSecrets;
  flows(connection: Record<string, string>): { hub: Flow; webchat: Flow };
  hubConfig?: Record<string, unknown>;
  relayConfig?: Record<string, unknown>;
  /** How the platform treats requests to the hub. */
  hub?: Pick<EndpointDefinition, "rawBody" | "apiKey" | "URLToken">;
  webchat?: Pick<EndpointDefinition, "URLToken">;
  /** Contact Profile of a customer of Webchat. */
  profile?: (userId: string) => Record<string, unknown>;
  /** Groups of the Webchat Endpoint's settings. */
  webchatSettings?: Record<string, unknown>;
  /** Default: what the build has written. */
  readBundle?: typeof readBuiltBundle;
}

export interface ConnectedPlatforms {
  connection: Record<string, string>;
  hub: Endpoint;
  webchat: Endpoint;
}

export function connectPlatforms(
  engage: EngageStandIn,
  cognigy: CognigyStandIn,
  {
    secrets,
    flows,
    hubConfig,
    relayConfig,
    hub: hubDefinition,
    webchat: webchatDefinition,
    profile,
    webchatSettings,
    readBundle = readBuiltBundle,
  }: ConnectOptions,
): ConnectedPlatforms {
  const { seed } = engage;
  const connection = toConnection(engage, cognigy.url);
  const flow = flows(connection);
  const realtime = {
    ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
    ENGAGE_REALTIME_ACCESS_TOKEN: seed.realtimeAccessToken,
  };
  const hub = cognigy.addEndpoint({
    name: "hub",
    type: "webhook",
    flow: flow.hub,
    abortOnError: true,
    ...hubDefinition,
    transformer: readBundle("engage-hub.js", {
      ENGAGE_API_URL: engage.apiUrl,
      ENGAGE_ACCESS_TOKEN: seed.tokens.bot,
      ENGAGE_BOT_CATEGORY_ID: seed.categories.bot.id,
      ENGAGE_AGENT_CATEGORY_ID: seed.categories.agent.id,
      ENGAGE_WEBHOOK_SECRET: secrets.webhookSecret,
      ENGAGE_VERIFICATION_TOKEN: secrets.verificationToken,
      ENGAGE_BASE_URI_KEY: secrets.baseUriKey,
      ...realtime,
      ...hubConfig,
    }),
  });
  const webchat = cognigy.addEndpoint({
    name: "webchat",
    type: "socket",
    flow: flow.webchat,
    abortOnError: true,
    ...webchatDefinition,
    transformer: readBundle("engage-relay.socket.js", {
      ...realtime,
      // Uploads lie on this machine.
      attachmentHosts: ["127.0.0.1", "localhost"],
      ...relayConfig,
    }),
    ...(profile && { profile }),
    ...(webchatSettings && { settings: webchatSettings }),
  });
  registerHub(engage, hub, secrets);
  return { connection, hub, webchat };
}
