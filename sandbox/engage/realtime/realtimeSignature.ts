/** The Channel SDK's signature: HMAC-SHA512 over the raw bytes, lower-case hex. */
import { createHmac, timingSafeEqual } from "node:crypto";

export function signBytes(key: string, bytes: Uint8Array | string): string {
  return createHmac("sha512", key).update(bytes).digest("hex");
}

export function isSignedWith(key: string, bytes: Uint8Array, signature: string | undefined): boolean {
  const expected = Buffer.from(signBytes(key, bytes));
  const given = Buffer.from(signature ?? "");
  return expected.length === given.length && timingSafeEqual(expected, given);
}
