/** The Channel SDK's signature: HMAC-SHA512 over the exact bytes of the body, in lower-case hex. */
import { type Hmac, isEqualConstantTime } from "./hmac";

export const SIGNATURE_HEADER = "X-SMCCSDK-SIGNATURE";

export type Verification = { ok: true } | { ok: false; reason: "missing" | "mismatch" };

export function signBody(hmac: Hmac, token: string, body: string | Uint8Array): string {
  return hmac("sha512", token, body).toString("hex");
}

/** An empty token is a configuration error of the caller and throws; it never means "no check". */
export function verifySignature(
  hmac: Hmac,
  token: string,
  body: string | Uint8Array,
  signature: string | undefined,
): Verification {
  if (token === "") {
    throw new RangeError("A signature cannot be verified with an empty token");
  }
  if (!signature) {
    return { ok: false, reason: "missing" };
  }
  return isEqualConstantTime(signature, signBody(hmac, token, body)) ? { ok: true } : { ok: false, reason: "mismatch" };
}
