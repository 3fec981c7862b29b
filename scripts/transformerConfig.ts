/** The CONFIG block of each transformer: what an admin reads and fills in at the top of the pasted file. */
import { HUB_DEFAULTS } from "../src/transformers/hub/hubConfig";
import { RELAY_DEFAULTS } from "../src/transformers/relay/relayConfig";

/** Begins what comes below CONFIG, which people may change by hand. */
export const GENERATED = "// Generated code:";

export interface ConfigEntry {
  name: string;
  /** Filled in from the environment or .env by `npm run fill`; others have a default that fits most. */
  value: string | number | boolean | readonly string[];
  comment: string;
}

export interface TransformerDefinition {
  file: string;
  entry: string;
  title: string;
  creator: "createWebhookTransformer" | "createSocketTransformer";
  config: readonly ConfigEntry[];
}

const fromEnvironment = (name: string, comment: string): ConfigEntry => ({ name, value: `<${name}>`, comment });

const REALTIME = [
  fromEnvironment("ENGAGE_REALTIME_ENDPOINT_URL", "Route bridge: Realtime Endpoint URL of the Channel SDK source."),
  fromEnvironment("ENGAGE_REALTIME_ACCESS_TOKEN", "Route bridge: API access token of that source."),
];
const WITHOUT_BRIDGE = REALTIME.map((entry) => ({
  ...entry,
  comment: `${entry.comment} "" where route bridge is not used.`,
}));

const LONGEST_WAIT: ConfigEntry = {
  name: "longestWaitMinutes",
  value: RELAY_DEFAULTS.longestWaitMinutes,
  comment:
    "The Flow hears once when a customer has waited this long for an agent; the same in hub and relay. 0: never.",
};

const RELAY_CONFIG: readonly ConfigEntry[] = [
  ...REALTIME,
  {
    name: "forwardOnlyHandovers",
    value: RELAY_DEFAULTS.forwardOnlyHandovers,
    comment: "false: the conversation with the bot is shown in Engage too, under the Bot category.",
  },
  {
    name: "cancelPhrases",
    value: RELAY_DEFAULTS.cancelPhrases,
    comment: 'What a customer may write to leave the agent and return to the bot, such as "back to the bot".',
  },
  {
    name: "connectedNote",
    value: RELAY_DEFAULTS.connectedNote,
    comment: 'Note to the agent when the customer connects during a handover; "" for none.',
  },
  {
    name: "disconnectedNote",
    value: RELAY_DEFAULTS.disconnectedNote,
    comment: 'Note to the agent when the customer disconnects; "" for none.',
  },
  {
    name: "cancelledNote",
    value: RELAY_DEFAULTS.cancelledNote,
    comment: 'Note to the agent after a cancel phrase; "" for none.',
  },
  {
    name: "botName",
    value: RELAY_DEFAULTS.botName,
    comment: "The bot's name in Engage when its lines are forwarded.",
  },
  {
    name: "attachmentHosts",
    value: RELAY_DEFAULTS.attachmentHosts,
    comment: 'Where customers\' files may be for Engage to fetch them: hosts, or "*.example.com" for all below it.',
  },
  {
    name: "maskBeforeSending",
    value: RELAY_DEFAULTS.maskBeforeSending,
    comment: 'What Engage gets as ****: any of "cards", "ibans", "emails", "phones".',
  },
  {
    name: "maskPatterns",
    value: RELAY_DEFAULTS.maskPatterns,
    comment: 'And what else, such as "KD-[0-9]{6}": characters, classes, ? and {2,6}. Write \\ twice.',
  },
  LONGEST_WAIT,
];

export const TRANSFORMERS: readonly TransformerDefinition[] = [
  {
    file: "engage-hub.js",
    entry: "src/transformers/engageHub.ts",
    title: "engage-hub, for the Webhook Endpoint that RingCentral Engage calls",
    creator: "createWebhookTransformer",
    config: [
      fromEnvironment("ENGAGE_API_URL", "Base API URL, as in the Connection: {account}.api.engagement.dimelo.com"),
      fromEnvironment(
        "ENGAGE_ACCESS_TOKEN",
        "API access token, the same as in the Connection: seals are made with it.",
      ),
      fromEnvironment("ENGAGE_BOT_CATEGORY_ID", "Category of conversations that the bot has."),
      fromEnvironment("ENGAGE_AGENT_CATEGORY_ID", "Category of conversations that agents have."),
      fromEnvironment(
        "ENGAGE_WEBHOOK_SECRET",
        'Secret of the webhook in Engage. Two while one replaces the other: ["new", "old"].',
      ),
      fromEnvironment("ENGAGE_VERIFICATION_TOKEN", "Verification token of the webhook in Engage."),
      ...WITHOUT_BRIDGE,
      {
        name: "ENGAGE_BASE_URI_KEY",
        value: "<ENGAGE_BASE_URI_KEY>",
        comment: 'Route bridge: the key in the source\'s Base URI (?key=...). "" for none.',
      },
      {
        name: "signaturePolicy",
        value: HUB_DEFAULTS.signaturePolicy,
        comment:
          '"signature", "key", or "signature-or-key": whether a correct key is enough when a signature can\'t be checked.',
      },
      {
        name: "onlyBotCategory",
        value: HUB_DEFAULTS.onlyBotCategory,
        comment: "false: also answer conversations without any category.",
      },
      {
        name: "ownIdentityIds",
        value: HUB_DEFAULTS.ownIdentityIds,
        comment: "Identities in Engage that agents or the bot write as: their messages are never a customer's.",
      },
      {
        name: "sendQueueEvent",
        value: HUB_DEFAULTS.sendQueueEvent,
        comment: "true: the Flow runs when a conversation starts to wait for an agent (webhooks).",
      },
      {
        name: "sendActiveEvent",
        value: HUB_DEFAULTS.sendActiveEvent,
        comment: "true: the Flow runs when an agent takes a conversation.",
      },
      {
        name: "minQueuePositionChange",
        value: HUB_DEFAULTS.minQueuePositionChange,
        comment: "Route bridge: by how many places a queue position must have moved to be reported.",
      },
      {
        name: "minQueueIntervalSeconds",
        value: HUB_DEFAULTS.minQueueIntervalSeconds,
        comment: "Route bridge: and how many seconds after the last report.",
      },
      LONGEST_WAIT,
    ],
  },
  {
    file: "engage-relay.socket.js",
    entry: "src/transformers/engageRelay.socket.ts",
    title: "engage-relay, for Webchat and Socket.IO Endpoints",
    creator: "createSocketTransformer",
    config: RELAY_CONFIG,
  },
  {
    file: "engage-relay.webhook.js",
    entry: "src/transformers/engageRelay.webhook.ts",
    title: "engage-relay, for Webhook Endpoints",
    creator: "createWebhookTransformer",
    config: RELAY_CONFIG,
  },
];

export function toConfigBlock(config: readonly ConfigEntry[]): string {
  const lines = config.flatMap(({ name, value, comment }) => [
    `  // ${comment}`,
    `  ${name}: ${JSON.stringify(value)},`,
  ]);
  return ["const CONFIG = {", ...lines, "};"].join("\n");
}
