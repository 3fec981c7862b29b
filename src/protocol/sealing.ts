/** How the parts seal what they send each other. What is sealed, by whom and for whom: the files beside this one. */
import type { Hmac } from "../core/hmac";
import { type Json, toRecord } from "../core/inbound/read";
import { isSealable, readSealTime, type Sealed, seal, verifySeal } from "../core/seal";

/** One for each kind of message, so that none passes for another. */
export type SealPurpose = "engage" | "handover" | "relay" | "work" | "control" | "delivery" | "reference";

/** What a part needs to seal and to check. A relay has no API access token. */
export interface Sealing {
  hmac: Hmac;
  accessToken?: string | undefined;
  realtimeAccessToken?: string | undefined;
  sessionId: string;
  nowMs: number;
}

/** `absent`: nobody claims anything. `unproven`: no seal that holds. `malformed`: sealed by a version that this one can't read. */
export type Reading<T> =
  | { ok: true; value: T; sealId: string; sealedAtMs: number }
  | { ok: false; reason: "absent" | "unproven" | "malformed" };

type Secret = "accessToken" | "realtimeAccessToken";

/** `undefined` for a session whose id can't be sealed: it gets no claims, as a stranger's would. */
export function writeSealed<T extends object>(
  { hmac, sessionId, nowMs, ...secrets }: Sealing,
  purpose: SealPurpose,
  secret: Secret,
  payload: T,
  id: string,
): Sealed<T> | undefined {
  if (!isSealable(sessionId)) {
    return undefined;
  }
  return seal(hmac, { purpose, secret: secrets[secret] || "", sessionId }, payload, nowMs, id);
}

/** A part that lacks one of the secrets can't be reached by messages under it. */
export function readSealed<T>(
  { hmac, sessionId, nowMs, ...tokens }: Sealing,
  purpose: SealPurpose,
  secrets: readonly Secret[],
  payload: unknown,
  parse: (record: Json) => T | undefined,
): Reading<T> {
  if (payload === undefined || payload === null) {
    return { ok: false, reason: "absent" };
  }
  const record = toRecord(payload);
  for (const name of secrets) {
    const secret = tokens[name] || "";
    const sealId = verifySeal(hmac, { purpose, secret, sessionId }, record, nowMs);
    if (record !== undefined && sealId !== undefined) {
      const value = parse(record);
      return value === undefined
        ? { ok: false, reason: "malformed" }
        : { ok: true, value, sealId, sealedAtMs: readSealTime(record) };
    }
  }
  return { ok: false, reason: "unproven" };
}
