/** Bank account numbers: country, two check digits, 11 to 30 letters and digits whose checksum is right (ISO 13616). */
import { digitAt, isSeparator } from "./digitGroups";
import type { Spans } from "./Spans";

const MIN_LENGTH = 15;
const MAX_LENGTH = 34;
const MAX_SEPARATORS = 2;
/** Where the length is known, letters may be attached. */
const LENGTHS = [
  "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24",
  "FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32",
  "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24",
  "RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30",
];

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
  return isLetter(signAt(text, at)) && isLetter(signAt(text, at + 1)) && hasDigits(text, at + 2);
}

function hasDigits(text: string, at: number): boolean {
  const first = skipSeparators(text, at);
  const second = skipSeparators(text, first + 1);
  return digitAt(text, first) !== "" && digitAt(text, second) !== "";
}

/** Where the account number ends that begins here: by its country's length, else the longest that fills its groups. */
function findEnd(text: string, start: number): number | undefined {
  const length = lengthOf(signAt(text, start) + signAt(text, start + 1));
  if (length === undefined && signAt(text, start - 1) !== "") {
    return undefined;
  }
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
    const isEnd = length === undefined ? signAt(text, at + 1) === "" : signs.length === length;
    // Country and check digits count last.
    if (isEnd && signs.length >= MIN_LENGTH && signs.slice(0, 4).split("").reduce(addSign, remainder) === 1) {
      found = at + 1;
    }
    at = skipSeparators(text, at + 1);
  }
  return found;
}

function lengthOf(country: string): number | undefined {
  const line = LENGTHS.filter((one) => one.includes(country))[0];
  return line === undefined ? undefined : Number(line.slice(line.indexOf(country) + 2).slice(0, 2));
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
