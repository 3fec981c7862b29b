/** Both platforms on this machine, connected as an admin would: packed Extension, transformer bundles, webhook, base URI. */
import { connectPlatforms } from "../sandbox/app/connectPlatforms";
import { settlePlatforms } from "../sandbox/app/settlePlatforms";
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import {
  type CognigyOptions,
  type CognigyStandIn,
  type Endpoint,
  type FlowNode,
  startCognigy,
} from "../sandbox/cognigy/startCognigy";
import { type EngageOptions, type EngageStandIn, startEngage } from "../sandbox/engage/startEngage";
import { installLeapingTime } from "./leapingTime";
import { packedExtension } from "./packedExtension";
import { IN_ONE_THREAD, PATIENT_COGNIGY, PATIENT_ENGAGE } from "./patience";

export { readBundle } from "../sandbox/app/readBundle";
export { WEBHOOK_EVENTS as EVENTS } from "../sandbox/app/registerHub";

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
  /**
   * Everything runs in this thread, and time leaps while a test waits for the platforms to settle: for tests of what is said,
   * not of threads. By default each transformer has its thread, as in the sandbox.
   */
  leaps?: boolean;
  /** One that stays loaded, for tests that start platforms again and again. Default: loaded, and closed with the rest. */
  extension?: LoadedExtension;
  engage?: EngageOptions;
  cognigy?: Omit<CognigyOptions, "extension">;
  hubConfig?: Record<string, unknown>;
  relayConfig?: Record<string, unknown>;
  /** Configuration of Receive Engage Events. */
  receive?: Record<string, unknown>;
  /** Configuration of the bot's Handover node. */
  handover?: Record<string, unknown>;
  rawBody?: boolean;
  /** Groups of the Webchat Endpoint's settings. */
  webchatSettings?: Record<string, unknown>;
  /** What the bot does first, to whatever is said. */
  before?: FlowNode[] | ((connection: Record<string, string>) => FlowNode[]);
  /** Contact Profile of every customer of Webchat. */
  profile?: Record<string, unknown>;
}

/** Says something to everything, hands over on "agent", and tells how a handover stands. */
function demoBot(connection: Record<string, string>, handover: Record<string, unknown> = {}): FlowNode[] {
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
  const time = options.leaps ? installLeapingTime() : undefined;
  const [engage, extension] = await Promise.all([
    startEngage({ retryTimeScale: 0.0005, requestsPerMinute: 100_000, ...PATIENT_ENGAGE, ...options.engage }),
    options.extension ?? packedExtension(),
  ]);
  const cognigy = await startCognigy({
    extension,
    runNodesInProcess: true,
    ...PATIENT_COGNIGY,
    ...(time && IN_ONE_THREAD),
    ...options.cognigy,
  });
  const connected = connectPlatforms(engage, cognigy, {
    secrets: { webhookSecret: WEBHOOK_SECRET, verificationToken: VERIFICATION_TOKEN, baseUriKey: BASE_URI_KEY },
    flows: (connection) => {
      const { before = [] } = options;
      const first = typeof before === "function" ? before(connection) : before;
      const bot = [...first, ...demoBot(connection, options.handover)];
      const receive: FlowNode = {
        type: "extension",
        node: "receiveEngageEvents",
        // Agents' words as they were written, unless a test is about their names.
        config: { connection, agentNames: "off", ...options.receive },
        children: { onCustomerMessage: bot, onHandoverUpdate: bot, onEngageEventHandled: [] },
      };
      return { hub: { nodes: [receive] }, webchat: { nodes: bot } };
    },
    ...(options.hubConfig && { hubConfig: options.hubConfig }),
    ...(options.relayConfig && { relayConfig: options.relayConfig }),
    ...(options.webchatSettings && { webchatSettings: options.webchatSettings }),
    ...(options.rawBody && { hub: { rawBody: true } }),
    profile: () => options.profile ?? {},
  });
  const settle = async () => {
    const settled = () => settlePlatforms(engage, cognigy);
    await (time ? time.leapDuring(settled) : settled());
  };
  await settle();
  return {
    engage,
    cognigy,
    extension,
    ...connected,
    settle,
    close: async () => {
      await cognigy.close();
      await Promise.all([engage.close(), options.extension === undefined && extension.close()]);
      time?.uninstall();
    },
  };
}
