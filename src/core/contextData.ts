/**
 * Engage's `context_data`: free key/value pairs beside a customer or a conversation. Keys may hold letters and hyphens
 * (underscores are contradicted in the reference, digits are not allowed), values are a string or a list of strings.
 */
import { isTooDeep } from "./inbound/read";
import { cutText } from "./text";

export type ContextData = Record<string, string | string[]>;

/** Engage names no limits here; these keep a handover message far below its 20 MiB and readable for an agent. */
const MAX_KEYS = 60;
const MAX_VALUE_LENGTH = 1000;
const MAX_LIST_LENGTH = 20;
const MAX_DEPTH = 4;

/** Values under their own names and in their whole length, members of objects as `object-member`. */
export function listFacts(values: Readonly<Record<string, unknown>>): [name: string, value: string | string[]][] {
  return [...flatten(values, [], 0)].slice(0, MAX_KEYS);
}

export function toContextData(values: Readonly<Record<string, unknown>>): ContextData {
  const data = new Map<string, string | string[]>();
  for (const [key, value] of flatten(values, [], 0)) {
    if (data.size === MAX_KEYS) {
      break;
    }
    const fitting =
      typeof value === "string"
        ? cutText(value, MAX_VALUE_LENGTH)
        : value.map((text) => cutText(text, MAX_VALUE_LENGTH));
    data.set(toFreeKey(toLegalKey(key), data), fitting);
  }
  return Object.fromEntries(data);
}

function* flatten(value: unknown, path: string[], depth: number): Generator<[string, string | string[]]> {
  if (Array.isArray(value)) {
    const list = value
      .map(toText)
      .filter((text) => text !== "")
      .slice(0, MAX_LIST_LENGTH);
    if (list.length > 0) {
      yield [path.join("-"), list];
    }
  } else if (typeof value === "object" && value !== null && depth < MAX_DEPTH) {
    for (const [key, member] of Object.entries(value)) {
      yield* flatten(member, [...path, key], depth + 1);
    }
  } else {
    const text = toText(value);
    if (text !== "") {
      yield [path.join("-"), text];
    }
  }
}

function toText(value: unknown): string {
  if (value === null || value === undefined || typeof value === "function" || typeof value === "symbol") {
    return "";
  }
  if (isTooDeep(value)) {
    return "";
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.trim();
}

function toLegalKey(key: string): string {
  return (
    key
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[^A-Za-z]+/g, "-")
      .replace(/^-|-$/g, "") || "value"
  );
}

/** Two keys that become the same get a letter: `line-1`, `line-2` -> `line`, `line-b`. */
function toFreeKey(key: string, taken: ReadonlyMap<string, unknown>): string {
  let free = key;
  for (let number = 1; taken.has(free); number++) {
    free = `${key}-${toLetters(number)}`;
  }
  return free;
}

/** 1 -> b, 25 -> z, 26 -> ba */
function toLetters(number: number): string {
  const letter = String.fromCharCode(97 + (number % 26));
  return number < 26 ? letter : toLetters(Math.floor(number / 26)) + letter;
}
