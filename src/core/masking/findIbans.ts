/** Bank account numbers: country, two check digits, 11 to 30 letters and digits whose checksum is right (ISO 13616). */
import { digitAt, isSeparator } from "./digitGroups";
import type { Spans } from "./Spans";

const MIN_LENGTH = 15;
const MAX_LENGTH = 34;
const MAX_SEPARATORS = 2;

export function findIbans(text: string, spans: Spans): void {
  for (let at = 0; at < text.length; at++) {
    if (isBeginning(text, at)) {
      const end = findEnd(text, at);
      if (end !== undefined) {
        spans.mark(at, end);
      }
    }
  }
}

function isBeginning(text: string, at: number): boolean {
  return (
    signAt(text, at - 1) === "" &&
    isLetter(signAt(text, at)) &&
    isLetter(signAt(text, at + 1)) &&
    hasDigits(text, at + 2)
  );
}

function hasDigits(text: string, at: number): boolean {
  const first = skipSeparators(text, at);
  const second = skipSeparators(text, first + 1);
  return digitAt(text, first) !== "" && digitAt(text, second) !== "";
}

/** Where the longest account number ends that begins here, at the end of a group. */
function findEnd(text: string, start: number): number | undefined {
  let signs = "";
  let remainder = 0;
  let found: number | undefined;
  for (let at = start; signs.length < MAX_LENGTH; ) {
    const sign = signAt(text, at);
    if (sign === "") {
      return found;
    }
    signs += sign;
    if (signs.length > 4) {
      remainder = addSign(remainder, sign);
    }
    const isEndOfGroup = signAt(text, at + 1) === "";
    // Country and check digits count last.
    if (isEndOfGroup && signs.length >= MIN_LENGTH && signs.slice(0, 4).split("").reduce(addSign, remainder) === 1) {
      found = at + 1;
    }
    at = skipSeparators(text, at + 1);
  }
  return found;
}

/** As ISO 7064 reads it: letters are 10 to 35. */
function addSign(remainder: number, sign: string): number {
  const value = Number.parseInt(sign, 36);
  return (remainder * (value > 9 ? 100 : 10) + value) % 97;
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at - from < MAX_SEPARATORS && isSeparator(text, at)) {
    at++;
  }
  return at;
}

/** A digit or a capital letter; "" for any other character. */
function signAt(text: string, at: number): string {
  const sign = at < 0 ? "" : (text[at] || "").toUpperCase();
  return /^[A-Z]$/.test(sign) ? sign : digitAt(text, at);
}

function isLetter(sign: string): boolean {
  return sign > "9";
}
