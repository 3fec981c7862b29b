import { setMember } from "./inbound/read";

/** JSON with sorted keys at every level, so that two parties that hold the same value hold the same text. */
export function canonicalJson(value: object): string {
  return JSON.stringify(isSorted(value) ? value : sortKeys(value));
}

/** What is sorted already isn't copied. */
function isSorted(value: unknown): boolean {
  if (value === null || typeof value !== "object") {
    return true;
  }
  if (Array.isArray(value)) {
    return value.every(isSorted);
  }
  let last = "";
  for (const key of Object.keys(value)) {
    if (key < last || !isSorted((value as Record<string, unknown>)[key])) {
      return false;
    }
    last = key;
  }
  return true;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  const sorted = {};
  for (const key of Object.keys(value).sort()) {
    setMember(sorted, key, sortKeys((value as Record<string, unknown>)[key]));
  }
  return sorted;
}
