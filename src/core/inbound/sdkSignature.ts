/**
 * Verifies a Channel SDK request when the host hands over a parsed body only: the signature is over the bytes that
 * Engage sent, so each way in which its encoder may have written them is tried. All need the key, so accepting any of
 * them is as safe as one.
 */
import type { Hmac } from "../hmac";
import { verifySignature } from "../signature";

export type SdkVerification = { ok: true } | { ok: false; reason: "missing" | "mismatch" | "too-deep" };

/** `raw` where the host gives one: then nothing else is tried. */
export function verifySdkSignature(
  hmac: Hmac,
  token: string,
  body: { raw: string | undefined; parsed: unknown },
  signature: string | undefined,
): SdkVerification {
  if (!signature) {
    return { ok: false, reason: "missing" };
  }
  if (body.raw !== undefined) {
    return verifySignature(hmac, token, body.raw, signature);
  }
  let plain: string;
  try {
    plain = JSON.stringify(body.parsed);
  } catch (error) {
    if (error instanceof RangeError) {
      return { ok: false, reason: "too-deep" };
    }
    throw error;
  }
  for (const candidate of toSerialisations(plain)) {
    if (verifySignature(hmac, token, candidate, signature).ok) {
      return { ok: true };
    }
  }
  return { ok: false, reason: "mismatch" };
}

/** Plain; with `<`, `>`, `&` and line separators escaped as Rails does; all but ASCII escaped; both. */
export function toSerialisations(plain: string): string[] {
  const rails = plain.replace(/[<>&\u2028\u2029]/g, toEscape);
  const ascii = plain.replace(/[^\0-~]/g, toEscape);
  return [rails, plain, ascii, rails.replace(/[^\0-~]/g, toEscape)].filter(
    (text, index, all) => all.indexOf(text) === index,
  );
}

function toEscape(character: string): string {
  return `\\u${`000${character.charCodeAt(0).toString(16)}`.slice(-4)}`;
}
