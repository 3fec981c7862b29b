/** CONFIG of engage-relay. The build writes it with placeholders in front of the bundle. */
import type { Hmac } from "../../core/hmac";
import { findMissingSetting, isOn } from "../settings";

export interface RelayConfig {
  ENGAGE_REALTIME_ENDPOINT_URL: string;
  ENGAGE_REALTIME_ACCESS_TOKEN: string;
  forwardOnlyHandovers: boolean;
  cancelPhrases: readonly string[];
  connectedNote: string;
  disconnectedNote: string;
  cancelledNote: string;
  botName: string;
}

export interface RelaySettings {
  realtimeUrl: string;
  token: string;
  forwardOnlyHandovers: boolean;
  cancelPhrases: string[];
  notes: { "user-connected": string; "user-disconnected": string; cancelled: string };
  botName: string;
  hmac: Hmac;
}

/** Longer than any phrase with the space around it. */
const MAX_PHRASE = 1_000;

export function readRelaySettings(
  config: RelayConfig,
  hmac: Hmac,
): { missing: string } | { missing: undefined; settings: RelaySettings } {
  const missing = findMissingSetting({ ...config }, ["ENGAGE_REALTIME_ENDPOINT_URL", "ENGAGE_REALTIME_ACCESS_TOKEN"]);
  if (missing !== undefined) {
    return { missing };
  }
  return {
    missing: undefined,
    settings: {
      realtimeUrl: config.ENGAGE_REALTIME_ENDPOINT_URL.trim(),
      token: config.ENGAGE_REALTIME_ACCESS_TOKEN.trim(),
      forwardOnlyHandovers: isOn(config.forwardOnlyHandovers),
      cancelPhrases: config.cancelPhrases.map(normalise).filter((phrase) => phrase !== ""),
      notes: {
        "user-connected": config.connectedNote,
        "user-disconnected": config.disconnectedNote,
        cancelled: config.cancelledNote,
      },
      botName: config.botName,
      hmac,
    },
  };
}

export function isCancelPhrase(text: string, { cancelPhrases }: RelaySettings): boolean {
  return text.length <= MAX_PHRASE && cancelPhrases.indexOf(normalise(text)) !== -1;
}

/** From where the signs at the end begin: to try each of them takes minutes for a text of nothing else. */
function normalise(text: string): string {
  return text
    .trim()
    .replace(/(?<![.!])[.!]+$/, "")
    .replace(/\s+/g, " ")
    .toLowerCase();
}
