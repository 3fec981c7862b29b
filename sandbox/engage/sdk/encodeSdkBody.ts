/** JSON as different encoders write it: the signature covers the bytes, so the difference matters. */

/**
 * `rails`: like ActiveSupport, which the platform most likely runs on; `ascii`: like Python's default; `slashes`: like
 * PHP's; `floats`: measures as Ruby writes floats.
 */
export type SdkEncoding = "rails" | "plain" | "ascii" | "slashes" | "floats";

const MEASURES = /"(?:estimated_wait_time|latitude|longitude|radius)":-?\d+(?=[,}])/g;

export function encodeSdkBody(value: unknown, encoding: SdkEncoding): string {
  const text = JSON.stringify(value);
  switch (encoding) {
    case "plain":
      return text;
    case "rails":
      return toEscapes(text, /[<>&\u2028\u2029]/g);
    case "ascii":
      return toEscapes(text, /[\u007f-\uffff]/g);
    case "slashes":
      return toEscapes(text, /[\u007f-\uffff]/g).replace(/\//g, "\\/");
    case "floats":
      return text.replace(MEASURES, "$&.0");
  }
}

function toEscapes(text: string, characters: RegExp): string {
  return text.replace(characters, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
