/**
 * A new build of a transformer gets the settings that people have changed in the one that runs. What the assistant fills
 * in itself isn't theirs: secrets, addresses and ids.
 */
import { isFilledIn } from "../../scripts/fillSource";
import { readConfigBlock } from "../../scripts/readConfigBlock";
import { replaceSetting } from "../../scripts/replaceSetting";
import type { ConfigEntry } from "../../scripts/transformerConfig";
import { hasOurHeader } from "../../scripts/verifyTransformer";

/** Names only: some values are nobody else's business. */
export interface KeptSettings {
  code: string;
  kept: string[];
  /** Of another type than the setting has now, or code. */
  unusable: string[];
  /** That this version doesn't have. */
  unknown: string[];
  /** Ours, but its CONFIG can't be read. */
  isBroken: boolean;
}

export function keepSettings(running: string, code: string, entries: readonly ConfigEntry[]): KeptSettings {
  const kept: KeptSettings = { code, kept: [], unusable: [], unknown: [], isBroken: false };
  const theirs = readConfigBlock(running);
  const isOurs = entries.some(({ name }) => theirs?.values.has(name));
  if (theirs === undefined || !isOurs) {
    return { ...kept, isBroken: hasOurHeader(running) };
  }
  const filled = readConfigBlock(code)?.values;
  for (const name of theirs.code) {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined || !isFilledIn(entry)) {
      (entry === undefined ? kept.unknown : kept.unusable).push(name);
    }
  }
  for (const [name, value] of theirs.values) {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined) {
      kept.unknown.push(name);
      continue;
    }
    const isTheirs = !isFilledIn(entry) && value !== undefined && !isEqual(value, entry.value);
    // Changed in the filled file, too: then that is what is wanted.
    if (!isTheirs || !isEqual(filled?.get(name), entry.value)) {
      continue;
    }
    if (isUsable(value, entry.value)) {
      kept.code = replaceSetting(kept.code, name, value);
      kept.kept.push(name);
    } else {
      kept.unusable.push(name);
    }
  }
  return kept;
}

function isEqual(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** As hub and relay read them: a switch or number may be in quotes, and a list may be a single text. */
function isUsable(value: unknown, fallback: ConfigEntry["value"]): boolean {
  const text = typeof value === "string" ? value.trim().toLowerCase() : undefined;
  switch (typeof fallback) {
    case "boolean":
      return typeof value === "boolean" || text === "true" || text === "false";
    case "number": {
      const number = typeof value === "number" ? value : text ? Number(text) : Number.NaN;
      return Number.isFinite(number) && number >= 0;
    }
    case "string":
      return typeof value === "string";
    default:
      return (Array.isArray(value) ? value : [value]).every((item) => ["string", "number"].includes(typeof item));
  }
}
