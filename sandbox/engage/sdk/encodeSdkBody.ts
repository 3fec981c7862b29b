/** JSON as different encoders write it: the signature covers the bytes, so the difference matters. */

/** `rails`: like ActiveSupport, which the platform most likely runs on; `ascii`: like Python's default. */
export type SdkEncoding = "rails" | "plain" | "ascii";

const ESCAPED: Record<SdkEncoding, RegExp | undefined> = {
  rails: /[<>&\u2028\u2029]/g,
  ascii: /[\u007f-\uffff]/g,
  plain: undefined,
};

export function encodeSdkBody(value: unknown, encoding: SdkEncoding): string {
  const text = JSON.stringify(value);
  const escaped = ESCAPED[encoding];
  return escaped === undefined
    ? text
    : text.replace(escaped, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
