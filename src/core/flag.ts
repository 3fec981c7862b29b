/** Yes or no, in the forms that people, Flows and imports write. */

const YES = ["true", "1", "yes", "on"];
const NO = ["false", "0", "no", "off"];

/** `undefined`: it says neither. */
export function toFlag(value: unknown): boolean | undefined {
  const isWord = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const word = isWord ? String(value).trim().toLowerCase() : "";
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}

/** Nobody has said anything. */
export function isUnset(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
