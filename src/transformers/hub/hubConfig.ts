/** CONFIG of engage-hub. The build writes it with placeholders in front of the bundle. */
import type { Hmac } from "../../core/hmac";
import type { MessageRules } from "../../core/inbound/customerMessage";
import type { QueueUpdateLimits } from "../../core/inbound/sdkAction";
import { findMissingSetting, isOn, toApiBase, toBridgeSourceId, toSecrets } from "../settings";

export interface HubConfig {
  ENGAGE_API_URL: string;
  ENGAGE_ACCESS_TOKEN: string;
  ENGAGE_BOT_CATEGORY_ID: string;
  ENGAGE_AGENT_CATEGORY_ID: string;
  ENGAGE_WEBHOOK_SECRET: string | readonly string[];
  ENGAGE_VERIFICATION_TOKEN: string;
  ENGAGE_REALTIME_ENDPOINT_URL: string;
  ENGAGE_REALTIME_ACCESS_TOKEN: string;
  ENGAGE_BASE_URI_KEY: string;
  signaturePolicy: "signature" | "key" | "signature-or-key";
  onlyBotCategory: boolean;
  ownIdentityIds: readonly string[];
  sendQueueEvent: boolean;
  sendActiveEvent: boolean;
  minQueuePositionChange: number;
  minQueueIntervalSeconds: number;
}

const NEEDED = [
  "ENGAGE_API_URL",
  "ENGAGE_ACCESS_TOKEN",
  "ENGAGE_BOT_CATEGORY_ID",
  "ENGAGE_AGENT_CATEGORY_ID",
  "ENGAGE_WEBHOOK_SECRET",
  "ENGAGE_VERIFICATION_TOKEN",
];
const NEEDED_FOR_BRIDGE = ["ENGAGE_REALTIME_ENDPOINT_URL", "ENGAGE_REALTIME_ACCESS_TOKEN"];

export interface HubSettings {
  apiUrl: string;
  accessToken: string;
  realtimeAccessToken: string;
  bridgeSourceId: string | undefined;
  webhookSecrets: string[];
  verificationToken: string;
  baseUriKey: string;
  signaturePolicy: HubConfig["signaturePolicy"];
  rules: MessageRules;
  sendQueueEvent: boolean;
  sendActiveEvent: boolean;
  queueLimits: QueueUpdateLimits;
  hmac: Hmac;
}

/** The name of a setting that is missing, or the settings. */
export function readHubSettings(
  config: HubConfig,
  hmac: Hmac,
): { missing: string } | { missing: undefined; settings: HubSettings } {
  const usesBridge = config.ENGAGE_REALTIME_ENDPOINT_URL !== "" || config.ENGAGE_REALTIME_ACCESS_TOKEN !== "";
  const needsKey = config.signaturePolicy === "key" ? ["ENGAGE_BASE_URI_KEY"] : [];
  const missing = findMissingSetting({ ...config }, [
    ...NEEDED,
    ...(usesBridge ? [...NEEDED_FOR_BRIDGE, ...needsKey] : []),
  ]);
  if (missing !== undefined) {
    return { missing };
  }
  const bridgeSourceId = toBridgeSourceId(config.ENGAGE_REALTIME_ENDPOINT_URL);
  if (usesBridge && bridgeSourceId === undefined) {
    return { missing: "ENGAGE_REALTIME_ENDPOINT_URL" };
  }
  return {
    missing: undefined,
    settings: {
      apiUrl: toApiBase(config.ENGAGE_API_URL),
      accessToken: config.ENGAGE_ACCESS_TOKEN.trim(),
      realtimeAccessToken: config.ENGAGE_REALTIME_ACCESS_TOKEN.trim(),
      bridgeSourceId,
      webhookSecrets: toSecrets(config.ENGAGE_WEBHOOK_SECRET),
      verificationToken: config.ENGAGE_VERIFICATION_TOKEN,
      baseUriKey: config.ENGAGE_BASE_URI_KEY,
      signaturePolicy: config.signaturePolicy,
      rules: {
        botCategoryId: config.ENGAGE_BOT_CATEGORY_ID,
        agentCategoryId: config.ENGAGE_AGENT_CATEGORY_ID,
        ownIdentityIds: config.ownIdentityIds,
        onlyBotCategory: isOn(config.onlyBotCategory),
      },
      sendQueueEvent: isOn(config.sendQueueEvent),
      sendActiveEvent: isOn(config.sendActiveEvent),
      queueLimits: {
        minPositionChange: config.minQueuePositionChange,
        minIntervalMs: config.minQueueIntervalSeconds * 1000,
      },
      hmac,
    },
  };
}
