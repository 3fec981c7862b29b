/**
 * Seals: proof that a value in a Flow's input or output was written by one of our own parts. A Webchat client may send
 * any `data`, so whatever makes a node or transformer act on somebody's behalf carries one.
 */
import { canonicalJson } from "./canonicalJson";
import { type Hmac, isEqualConstantTime } from "./hmac";
import { isTooDeep } from "./inbound/read";

/** How far the clocks of two machines may be apart, and how long a seal can be used: 5 minutes either way. */
const SEAL_LIFETIME_MS = 5 * 60_000;

/** A seal is a line-by-line text: what could break a line could move its parts. */
const SEALABLE_SESSION = /^[^\r\n]+$/;
const SEAL_ID = /^[\w-]+$/;

/** Ids of seals are at most a few hundred characters. */
const MAX_SEAL = 1_000;

export interface SealContext {
  /** Each kind of message has its own, so that none passes for another. */
  purpose: string;
  secret: string;
  sessionId: string;
}

export function isSealable(sessionId: string): boolean {
  return SEALABLE_SESSION.test(sessionId);
}

export type Sealed<T extends object> = T & { seal: string };

/** A process has few secrets, each for a few purposes, and makes several seals with them for every message. */
const keys = new Map<Hmac, Map<string, Buffer>>();

export function deriveSealKey(hmac: Hmac, secret: string, purpose: string): Buffer {
  if (secret === "") {
    throw new RangeError("An empty secret cannot seal anything");
  }
  const known = keys.get(hmac) || new Map<string, Buffer>();
  keys.set(hmac, known);
  const name = `${purpose} ${secret}`;
  const key = known.get(name) || hmac("sha256", secret, `ringcentral-engage/${purpose}`);
  known.set(name, key);
  return key;
}

/** `id` is unique for this seal, so that a receiver can refuse the same one twice. */
export function seal<T extends object>(
  hmac: Hmac,
  context: SealContext,
  payload: T,
  issuedAtMs: number,
  id: string,
): Sealed<T> {
  if (!isSealable(context.sessionId) || !SEAL_ID.test(id)) {
    throw new RangeError("A seal takes a session id in one line, and an id of letters, digits, _ and -");
  }
  const mac = macOf(hmac, context, payload, String(issuedAtMs), id);
  return { ...payload, seal: `v1.${issuedAtMs}.${id}.${mac}` };
}

/** The id of the seal when it is whole, for this session, from us and fresh; otherwise `undefined`: treat as absent. */
export function verifySeal(hmac: Hmac, context: SealContext, payload: unknown, nowMs: number): string | undefined {
  if (typeof payload !== "object" || payload === null || context.secret === "" || !isSealable(context.sessionId)) {
    return undefined;
  }
  const { seal: sealText, ...rest } = payload as Record<string, unknown>;
  if (typeof sealText !== "string" || sealText.length > MAX_SEAL) {
    return undefined;
  }
  const [version, issuedAt = "", id = "", mac = "", ...more] = sealText.split(".");
  if (version !== "v1" || more.length > 0 || !SEAL_ID.test(id) || !/^\d{1,15}$/.test(issuedAt)) {
    return undefined;
  }
  if (isTooDeep(rest) || !isEqualConstantTime(mac, macOf(hmac, context, rest, issuedAt, id))) {
    return undefined;
  }
  return Math.abs(nowMs - Number(issuedAt)) <= SEAL_LIFETIME_MS ? id : undefined;
}

/** Of a seal that was verified: when it was made, by the clock of whoever made it. */
export function readSealTime(payload: object): number {
  const text = (payload as Record<string, unknown>).seal;
  return typeof text === "string" ? Number(text.split(".")[1]) || 0 : 0;
}

function macOf(hmac: Hmac, context: SealContext, payload: object, issuedAt: string, id: string): string {
  const text = [context.purpose, context.sessionId, issuedAt, id, canonicalJson(payload)].join("\n");
  return hmac("sha256", deriveSealKey(hmac, context.secret, context.purpose), text).toString("base64url");
}
