/** Settings of engage-hub, from CONFIG. The build writes CONFIG with placeholders and these defaults in front of the bundle. */
import type { Hmac } from "../../core/hmac";
import type { MessageRules } from "../../core/inbound/customerMessage";
import type { QueueUpdateLimits } from "../../core/inbound/sdkAction";
import { type ConfigReader, readRealtimeAddress, toApiBase } from "../settings";

const SIGNATURE_POLICIES = ["signature", "key", "signature-or-key"] as const;
type SignaturePolicy = (typeof SIGNATURE_POLICIES)[number];

export const HUB_DEFAULTS = {
  signaturePolicy: "signature",
  onlyBotCategory: true,
  ownIdentityIds: [],
  sendQueueEvent: false,
  sendActiveEvent: false,
  minQueuePositionChange: 1,
  minQueueIntervalSeconds: 20,
  longestWaitMinutes: 0,
} as const;

export interface HubSettings {
  apiUrl: string;
  accessToken: string;
  realtimeAccessToken: string;
  bridgeSourceId: string | undefined;
  webhookSecrets: string[];
  verificationToken: string;
  baseUriKey: string;
  signaturePolicy: SignaturePolicy;
  rules: MessageRules;
  sendQueueEvent: boolean;
  sendActiveEvent: boolean;
  queueLimits: QueueUpdateLimits;
  hmac: Hmac;
}

export function readHubSettings(config: ConfigReader, hmac: Hmac): HubSettings {
  const signaturePolicy = config.choice("signaturePolicy", SIGNATURE_POLICIES, HUB_DEFAULTS.signaturePolicy);
  return {
    apiUrl: toApiBase(config.needed("ENGAGE_API_URL")),
    accessToken: config.needed("ENGAGE_ACCESS_TOKEN"),
    webhookSecrets: config.secrets("ENGAGE_WEBHOOK_SECRET"),
    verificationToken: config.needed("ENGAGE_VERIFICATION_TOKEN"),
    signaturePolicy,
    ...readBridge(config, signaturePolicy),
    rules: {
      botCategoryId: config.needed("ENGAGE_BOT_CATEGORY_ID"),
      agentCategoryId: config.needed("ENGAGE_AGENT_CATEGORY_ID"),
      ownIdentityIds: config.texts("ownIdentityIds", HUB_DEFAULTS.ownIdentityIds),
      onlyBotCategory: config.flag("onlyBotCategory", HUB_DEFAULTS.onlyBotCategory),
    },
    sendQueueEvent: config.flag("sendQueueEvent", HUB_DEFAULTS.sendQueueEvent),
    sendActiveEvent: config.flag("sendActiveEvent", HUB_DEFAULTS.sendActiveEvent),
    queueLimits: {
      minPositionChange: config.number("minQueuePositionChange", HUB_DEFAULTS.minQueuePositionChange),
      minIntervalMs: config.number("minQueueIntervalSeconds", HUB_DEFAULTS.minQueueIntervalSeconds) * 1000,
      longestWaitMs: config.number("longestWaitMinutes", HUB_DEFAULTS.longestWaitMinutes) * 60_000,
    },
    hmac,
  };
}

/** Both values of route `bridge`, or neither. */
function readBridge(config: ConfigReader, signaturePolicy: SignaturePolicy) {
  const baseUriKey = config.optional("ENGAGE_BASE_URI_KEY");
  const realtimeUrl = config.optional("ENGAGE_REALTIME_ENDPOINT_URL");
  const realtimeAccessToken = config.optional("ENGAGE_REALTIME_ACCESS_TOKEN");
  if (realtimeUrl === "" && realtimeAccessToken === "") {
    return { baseUriKey, realtimeAccessToken, bridgeSourceId: undefined };
  }
  config.needed("ENGAGE_REALTIME_ACCESS_TOKEN");
  if (signaturePolicy === "key") {
    config.needed("ENGAGE_BASE_URI_KEY");
  }
  return { baseUriKey, realtimeAccessToken, bridgeSourceId: readRealtimeAddress(config).sourceId };
}
