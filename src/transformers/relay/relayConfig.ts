/** Settings of engage-relay, from CONFIG. The build writes CONFIG with placeholders and these defaults in front of the bundle. */
import { COGNIGY_UPLOAD_HOSTS } from "../../core/attachmentUrl";
import type { Hmac } from "../../core/hmac";
import { createMask, type Mask, WITHHELD } from "../../core/masking/createMask";
import { type ConfigReader, readRealtimeAddress } from "../settings";

export const RELAY_DEFAULTS = {
  forwardOnlyHandovers: true,
  cancelPhrases: [],
  connectedNote: "[The customer is back in the chat]",
  disconnectedNote: "[The customer has left the chat]",
  cancelledNote: "[The customer has returned to the bot]",
  botName: "Virtual agent",
  attachmentHosts: COGNIGY_UPLOAD_HOSTS,
  maskBeforeSending: [],
  maskPatterns: [],
  longestWaitMinutes: 0,
} as const;

export interface RelaySettings {
  realtimeUrl: string;
  token: string;
  forwardOnlyHandovers: boolean;
  cancelPhrases: string[];
  notes: { "user-connected": string; "user-disconnected": string; cancelled: string };
  botName: string;
  /** Where files of customers may lie for Engage to fetch them. */
  attachmentHosts: readonly string[];
  /** For every text that goes to Engage. */
  mask: Mask;
  /** After which the Flow hears that the customer still waits; 0: never. */
  longestWaitMs: number;
  hmac: Hmac;
}

/** Longer than any phrase with the space around it. */
const MAX_PHRASE = 1_000;

export function readRelaySettings(config: ConfigReader, hmac: Hmac): RelaySettings {
  return {
    realtimeUrl: readRealtimeAddress(config).url,
    token: config.needed("ENGAGE_REALTIME_ACCESS_TOKEN"),
    forwardOnlyHandovers: config.flag("forwardOnlyHandovers", RELAY_DEFAULTS.forwardOnlyHandovers),
    cancelPhrases: config
      .texts("cancelPhrases", RELAY_DEFAULTS.cancelPhrases)
      .map(normalise)
      .filter((phrase) => phrase !== ""),
    notes: {
      "user-connected": config.text("connectedNote", RELAY_DEFAULTS.connectedNote),
      "user-disconnected": config.text("disconnectedNote", RELAY_DEFAULTS.disconnectedNote),
      cancelled: config.text("cancelledNote", RELAY_DEFAULTS.cancelledNote),
    },
    botName: config.filledText("botName", RELAY_DEFAULTS.botName),
    attachmentHosts: config.texts("attachmentHosts", RELAY_DEFAULTS.attachmentHosts),
    mask: readMask(config),
    longestWaitMs: config.number("longestWaitMinutes", RELAY_DEFAULTS.longestWaitMinutes) * 60_000,
    hmac,
  };
}

/** What is to be masked protects somebody: a list that cannot be read is no reason to go on without it. */
function readMask(config: ConfigReader): Mask {
  const readList = (name: "maskBeforeSending" | "maskPatterns"): readonly string[] => {
    const texts = config.texts(name, RELAY_DEFAULTS[name]);
    if (config.notes[name] !== undefined && config.value(name) !== undefined) {
      config.stop(name, "must be a list of texts");
    }
    return texts;
  };
  const reading = createMask(readList("maskBeforeSending"), readList("maskPatterns"));
  if (reading.ok) {
    return reading.mask;
  }
  config.stop(reading.setting, `cannot be used: ${reading.problem}`);
  return () => WITHHELD;
}

export function isCancelPhrase(text: string, { cancelPhrases }: RelaySettings): boolean {
  return text.length <= MAX_PHRASE && cancelPhrases.includes(normalise(text));
}

/**
 * French puts a space before "!". The end is looked for from where its signs begin: to try each of them takes minutes for
 * a text of nothing else.
 */
function normalise(text: string): string {
  return text
    .replace(/(?<![.!\s])[.!\s]+$/, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();
}
