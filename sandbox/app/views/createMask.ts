/** Keeps secrets off the page: tokens, signatures and seals, by the names of members, by their form, and by value. */

export interface Mask {
  text(text: string): string;
  /** A copy of plain data, with long texts cut. */
  value(value: unknown): unknown;
  record(value: object): Record<string, unknown>;
}

const MASKED = "•••";

const SECRET_NAMES = new Set([
  "accesstoken",
  "realtimeaccesstoken",
  "authorization",
  "cookie",
  "password",
  "x-api-key",
  "apikey",
  "x-dimelo-secret",
  "x-smccsdk-signature",
  "signature",
  "secret",
  "verify_token",
  "hub.verify_token",
  "seal",
]);

const SECRET_PARAMETER = /([?&](?:key|signature|access_token|hub\.verify_token)=)[^&#\s"]+/g;
const SEAL = /v1\.\d{10,}\.[\w-]+\.[\w-]{20,}/g;
const BEARER = /\bBearer\s+\S+/g;

/** Enough to read what it is; the whole is at `/api/calls/{id}`. */
const MAX_TEXT = 2_000;
const MAX_DEPTH = 40;

/** `known`: secret value -> what is shown in its place. */
export function createMask(known: ReadonlyMap<string, string>, maxText = MAX_TEXT): Mask {
  // The longest first: one secret may be part of another.
  const values = [...known].filter(([value]) => value !== "").sort(([one], [other]) => other.length - one.length);

  const maskText = (text: string): string => {
    const shown = values.reduce((masked, [value, name]) => masked.replaceAll(value, name), text);
    const masked = shown
      .replace(SECRET_PARAMETER, `$1${MASKED}`)
      .replace(SEAL, `v1.${MASKED}`)
      .replace(BEARER, `Bearer ${MASKED}`);
    return masked.length > maxText ? `${masked.slice(0, maxText)}… (${masked.length} characters)` : masked;
  };

  const maskValue = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") {
      return maskText(value);
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    if (depth > MAX_DEPTH) {
      return "…";
    }
    if (Array.isArray(value)) {
      return value.map((item) => maskValue(item, depth + 1));
    }
    return maskMembers(value, depth);
  };

  const maskMembers = (value: object, depth: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        SECRET_NAMES.has(name.toLowerCase()) && isSet(member) ? MASKED : maskValue(member, depth + 1),
      ]),
    );

  return {
    text: maskText,
    value: (value) => maskValue(value, 0),
    record: (value) => maskMembers(value, 0),
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && typeof value !== "boolean";
}
