/** Both platforms on this machine, connected as an admin would: packed Extension, transformer bundles, webhook, base URI. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LoadedExtension, loadExtension } from "../../sandbox/cognigy/loadExtension";
import {
  type CognigyOptions,
  type CognigyStandIn,
  type Endpoint,
  type Flow,
  type FlowNode,
  startCognigy,
} from "../../sandbox/cognigy/startCognigy";
import { type EngageOptions, type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { paths } from "../../scripts/paths";
import { replaceSetting } from "../../scripts/replaceSetting";
import { connectionOf } from "./flowSituations";

export const WEBHOOK_SECRET = "webhook-secret-1";
export const VERIFICATION_TOKEN = "verify-me";
export const BASE_URI_KEY = "base-uri-key";

export interface TwoPlatforms {
  engage: EngageStandIn;
  cognigy: CognigyStandIn;
  extension: LoadedExtension;
  connection: Record<string, string>;
  hub: Endpoint;
  webchat: Endpoint;
  /** Until neither platform has anything left to do. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface PlatformsOptions {
  engage?: EngageOptions;
  cognigy?: Omit<CognigyOptions, "extension">;
  hubConfig?: Record<string, unknown>;
  relayConfig?: Record<string, unknown>;
  /** Configuration of Receive Engage Events. */
  receive?: Record<string, unknown>;
  /** Configuration of the bot's Handover node. */
  handover?: Record<string, unknown>;
  rawBody?: boolean;
  /** Contact Profile of every customer of Webchat. */
  profile?: Record<string, unknown>;
}

export const EVENTS = [
  "content.imported",
  "intervention.opened",
  "intervention.assigned",
  "intervention.user_updated",
  "intervention.closed",
  "intervention.canceled",
  "intervention.reopened",
  "intervention.deferred",
  "intervention.reactivated",
  "task.created",
  "task.assigned",
  "task.taken",
  "task.undelivered",
  "task.recategorized",
  "content.thread_closed",
];

export function readBundle(file: string, config: Record<string, unknown>): string {
  const source = readFileSync(join(paths.transformers, file), "utf8");
  return Object.entries(config).reduce((filled, [name, value]) => replaceSetting(filled, name, value), source);
}

/** Says something to everything, hands over on "agent", and tells how a handover stands. */
export function demoBot(connection: Record<string, string>, handover: Record<string, unknown> = {}): FlowNode[] {
  const say = (text: string): FlowNode => ({ type: "say", text });
  return [
    {
      type: "lookup",
      path: "data.handover.status",
      cases: {
        queue: [say("You are number {{input.data.handover.position}} in the queue.")],
        active: [say("An agent is with you now.")],
        completed: [say("The agent has left. I am back.")],
        cancelled: [
          { type: "extension", node: "closeEngageConversation", config: { connection } },
          say("You are back with me."),
        ],
        error: [say("Not delivered: {{input.data.handover.undelivered.text}}")],
        default: [
          {
            type: "if",
            condition: { path: "text", contains: "agent" },
            then: [
              {
                type: "extension",
                node: "handoverToRingCentral",
                config: { connection, acceptedMessage: "I am connecting you.", ...handover },
                children: {
                  onHandedOver: [],
                  onNoAgentAvailable: [say("Nobody is there right now.")],
                  onHandoverError: [say("Handover failed: {{input.engageHandover.error.code}}")],
                },
              },
            ],
            else: [say("Bot: {{input.text}}")],
          },
        ],
      },
    },
  ];
}

export async function startTwoPlatforms(options: PlatformsOptions = {}): Promise<TwoPlatforms> {
  const [engage, extension] = await Promise.all([
    startEngage({ retryTimeScale: 0.0005, requestsPerMinute: 100_000, ...options.engage }),
    loadExtension(paths.tarball),
  ]);
  const cognigy = await startCognigy({ extension, runNodesInProcess: true, ...options.cognigy });
  const { seed } = engage;
  const connection = { ...connectionOf(engage), cognigyEndpointUrl: cognigy.url };
  const bot = demoBot(connection, options.handover);
  const realtime = {
    ENGAGE_REALTIME_ENDPOINT_URL: engage.realtimeUrl,
    ENGAGE_REALTIME_ACCESS_TOKEN: seed.realtimeAccessToken,
  };

  const hubFlow: Flow = {
    nodes: [
      {
        type: "extension",
        node: "receiveEngageEvents",
        config: { connection, ...options.receive },
        children: { onCustomerMessage: bot, onHandoverUpdate: bot, onEngageEventHandled: [] },
      },
    ],
  };
  const hub = cognigy.addEndpoint({
    name: "hub",
    type: "webhook",
    flow: hubFlow,
    abortOnError: true,
    ...(options.rawBody && { rawBody: true }),
    transformer: readBundle("engage-hub.js", {
      ENGAGE_API_URL: engage.apiUrl,
      ENGAGE_ACCESS_TOKEN: seed.tokens.bot,
      ENGAGE_BOT_CATEGORY_ID: seed.categories.bot.id,
      ENGAGE_AGENT_CATEGORY_ID: seed.categories.agent.id,
      ENGAGE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      ENGAGE_VERIFICATION_TOKEN: VERIFICATION_TOKEN,
      ENGAGE_BASE_URI_KEY: BASE_URI_KEY,
      ...realtime,
      ...options.hubConfig,
    }),
  });
  const webchat = cognigy.addEndpoint({
    name: "webchat",
    profile: () => options.profile ?? {},
    type: "socket",
    flow: { nodes: bot },
    abortOnError: true,
    transformer: readBundle("engage-relay.socket.js", { ...realtime, ...options.relayConfig }),
  });
  engage.domain.addWebhook({
    url: hub.url,
    registeredEvents: EVENTS,
    verifyToken: VERIFICATION_TOKEN,
    secret: WEBHOOK_SECRET,
  });
  engage.domain.setBaseUri(seed.sources.sdk.id, `${hub.url}?key=${BASE_URI_KEY}`);

  const settle = async () => {
    // Each may give the other something to do; both idle at the same time twice is quiet.
    for (let quiet = 0; quiet < 2; ) {
      const before = [
        engage.exchanges.length,
        engage.deliveries.length,
        engage.sdkCalls.length,
        cognigy.executions.length,
        cognigy.calls.length,
      ].join();
      await engage.idle();
      await cognigy.idle();
      await engage.idle();
      const after = [
        engage.exchanges.length,
        engage.deliveries.length,
        engage.sdkCalls.length,
        cognigy.executions.length,
        cognigy.calls.length,
      ].join();
      quiet = before === after ? quiet + 1 : 0;
    }
  };
  await settle();
  return {
    engage,
    cognigy,
    extension,
    connection,
    hub,
    webchat,
    settle,
    close: async () => {
      await cognigy.close();
      await Promise.all([engage.close(), extension.close()]);
    },
  };
}
