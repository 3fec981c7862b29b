/** What the sandbox sets in hub and relay beside the values of the accounts; `--set name=value` changes it. */
import { type ConfigEntry, TRANSFORMERS } from "../../scripts/transformerConfig";

export interface TransformerSettings {
  hub: Readonly<Record<string, unknown>>;
  relay: Readonly<Record<string, unknown>>;
}

/** Everything that a Flow can react to is reported, and soon. */
export const SANDBOX_SETTINGS: TransformerSettings = {
  hub: { sendQueueEvent: true, sendActiveEvent: true, minQueueIntervalSeconds: 2, longestWaitMinutes: 2 },
  relay: { cancelPhrases: ["back to the bot"], longestWaitMinutes: 2, maskBeforeSending: ["cards", "ibans"] },
};

const [HUB = [], RELAY = []] = ["engage-hub.js", "engage-relay.socket.js"].map((name) =>
  (TRANSFORMERS.find(({ file }) => file === name)?.config ?? []).filter((entry) => !isFilledIn(entry)),
);

/** Of `name=value`; a setting that hub and relay share gets the value in both. */
export function parseSettings(orders: readonly string[]): TransformerSettings {
  const hub: Record<string, unknown> = { ...SANDBOX_SETTINGS.hub };
  const relay: Record<string, unknown> = { ...SANDBOX_SETTINGS.relay };
  for (const order of orders) {
    const [, name = "", text = ""] = /^([^=]+)=(.*)$/s.exec(order) ?? [];
    const entry = [...HUB, ...RELAY].find((one) => one.name === name);
    if (entry === undefined) {
      const names = [...new Set([...HUB, ...RELAY].map((one) => one.name))].join(", ");
      throw new Error(`--set can't use "${order}". It takes name=value, with one of these names: ${names}.`);
    }
    const value = parseValue(entry, text);
    if (HUB.some((one) => one.name === name)) {
      hub[name] = value;
    }
    if (RELAY.some((one) => one.name === name)) {
      relay[name] = value;
    }
  }
  return { hub, relay };
}

/** As its default is: a list is JSON, or its only member. */
function parseValue({ name, value }: ConfigEntry, text: string): unknown {
  if (typeof value === "string") {
    return text;
  }
  if (Array.isArray(value) && !text.trimStart().startsWith("[")) {
    return text === "" ? [] : [text];
  }
  const parsed = toJson(text);
  if (typeof parsed !== typeof value || Array.isArray(parsed) !== Array.isArray(value)) {
    throw new Error(`--set ${name} takes a value such as ${JSON.stringify(value)}, not ${text}.`);
  }
  return parsed;
}

/** Addresses, tokens and ids, which the sandbox knows itself. */
function isFilledIn({ value }: ConfigEntry): boolean {
  return typeof value === "string" && value.startsWith("<");
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
