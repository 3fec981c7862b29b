/** Letters and digits of any language. The one such expression here: each takes a while to set up when a module loads. */
const WORD_SIGNS = /[\p{L}\p{N}]/gu;

export function isWordSign(sign: string): boolean {
  return starWordSigns(sign) !== sign;
}

/** Each becomes `*`, and all else stays. */
export function starWordSigns(text: string): string {
  return text.replace(WORD_SIGNS, (sign) => "*".repeat(sign.length));
}
