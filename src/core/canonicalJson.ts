import { setMember } from "./inbound/read";

/** JSON with sorted keys at every level, so that two parties that hold the same value hold the same text. */
export function canonicalJson(value: object): string {
  return JSON.stringify(sortKeys(value));
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
