/** The one primitive of cryptography that the pure code needs. It is passed in: transformers only have a global `crypto`. */
export type Hmac = (algorithm: "sha256" | "sha512", key: string | Uint8Array, data: string | Uint8Array) => Buffer;

/** Compares without telling by its duration where the difference is. */
export function isEqualConstantTime(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < expected.length; index++) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  }
  return difference === 0;
}
