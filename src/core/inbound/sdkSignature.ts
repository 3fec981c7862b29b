/**
 * Verifies a Channel SDK request when the host passes on a parsed body only: the signature is over the bytes that Engage
 * sent, so each way in which its encoder may have written them is tried. All need the key, so accepting any of them is as
 * safe as accepting one.
 */
import type { Hmac } from "../hmac";
import { verifySignature } from "../signature";
import { isTooDeep } from "./read";

export type SdkVerification = { ok: true } | { ok: false; reason: "missing" | "mismatch" | "too-deep" };

/** How an encoder writes: a sum of the habits below. */
type Form = number;

/** `<`, `>`, `&` and line separators escaped, as Rails does. */
const HTML = 1;
/** `\/`, as PHP does. */
const SLASH = 2;
/** All but ASCII escaped, as Python and PHP do. */
const ASCII = 4;
/** Measures are floats, such as `95.0`, as Ruby and Python write them. */
const MEASURES = 8;
/** So are counts. */
const COUNTS = 16;
const ALL: Form = HTML + SLASH + ASCII + MEASURES + COUNTS;

const ESCAPES: readonly Form[] = [
  0,
  HTML,
  SLASH,
  ASCII,
  SLASH + ASCII,
  HTML + ASCII,
  HTML + SLASH,
  HTML + SLASH + ASCII,
];
/** Likely ones first. */
const FORMS: readonly Form[] = [0, MEASURES, MEASURES + COUNTS].reduce<Form[]>(
  (all, floats) => all.concat(ESCAPES.map((escapes) => escapes + floats)),
  [],
);

/** All members of Engage's calls that are numbers. In a text, their quotes would be escaped. */
const MEASURE = /"(?:estimated_wait_time|latitude|longitude|radius)":-?\d+(?=[,}])/g;
const COUNT = /"(?:position|duration|selected_item_index|max_character_count)":-?\d+(?=[,}])/g;

/** `JSON.stringify` takes a millisecond for it. */
const MAX_DEPTH = 1_500;

/** The form of the last request that was verified: Engage has one encoder, so the next one is in the same. */
export interface UsualForm {
  form: Form;
}

/** `raw` where the host passes it on: then nothing else is tried. */
export function verifySdkSignature(
  hmac: Hmac,
  token: string,
  body: { raw: string | Uint8Array | undefined; parsed: unknown },
  signature: string | undefined,
  usual: UsualForm = { form: 0 },
): SdkVerification {
  if (!signature) {
    return { ok: false, reason: "missing" };
  }
  if (body.raw !== undefined) {
    return verifySignature(hmac, token, body.raw, signature);
  }
  if (isTooDeep(body.parsed, MAX_DEPTH)) {
    return { ok: false, reason: "too-deep" };
  }
  for (const { form, text } of toSerialisations(JSON.stringify(body.parsed), usual.form)) {
    if (verifySignature(hmac, token, text, signature).ok) {
      usual.form = form;
      return { ok: true };
    }
  }
  return { ok: false, reason: "mismatch" };
}

/** Lazy, the usual form first. A form that changes nothing is skipped. */
export function* toSerialisations(plain: string, usual: Form): Generator<{ form: Form; text: string | Uint8Array }> {
  const first = toApplied(plain, usual);
  yield { form: usual, text: write(plain, first) };
  const applied = toApplied(plain, ALL);
  const written = new Set<Form>([first]);
  for (const form of FORMS) {
    if (!written.has(form & applied)) {
      written.add(form & applied);
      yield { form, text: write(plain, form & applied) };
    }
  }
}

/** The habits of a form that change anything in this text. */
function toApplied(plain: string, form: Form): Form {
  return (
    (form & HTML && /[<>&\u2028\u2029]/.test(plain) ? HTML : 0) +
    (form & SLASH && plain.includes("/") ? SLASH : 0) +
    (form & ASCII && /[^\0-~]/.test(plain) ? ASCII : 0) +
    (form & MEASURES && plain.search(MEASURE) !== -1 ? MEASURES : 0) +
    (form & COUNTS && plain.search(COUNT) !== -1 ? COUNTS : 0)
  );
}

function write(plain: string, form: Form): string | Uint8Array {
  const measured = form & MEASURES ? plain.replace(MEASURE, "$&.0") : plain;
  const text = form & COUNTS ? measured.replace(COUNT, "$&.0") : measured;
  return form & (HTML + SLASH + ASCII) ? escapeBytes(text, form) : text;
}

/** Byte by byte: replacing single characters of a text takes longer than dozens of signatures. */
function escapeBytes(text: string, form: Form): Uint8Array {
  const isHtml = (form & HTML) !== 0;
  const isSlash = (form & SLASH) !== 0;
  const isAscii = (form & ASCII) !== 0;
  // What is not ASCII is escaped as a whole, or copied as its bytes, of which each is a character here.
  const source = isAscii ? text : Buffer.from(isHtml ? escapeSeparators(text) : text).toString("latin1");
  const bytes = Buffer.allocUnsafe(source.length * 6);
  let at = 0;
  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    if (code > 126 ? isAscii : isHtml && (code === 60 || code === 62 || code === 38)) {
      bytes[at] = 92;
      bytes[at + 1] = 117;
      bytes[at + 2] = toHexDigit(code >> 12);
      bytes[at + 3] = toHexDigit((code >> 8) & 15);
      bytes[at + 4] = toHexDigit((code >> 4) & 15);
      bytes[at + 5] = toHexDigit(code & 15);
      at += 6;
    } else {
      if (isSlash && code === 47) {
        bytes[at] = 92;
        at += 1;
      }
      bytes[at] = code;
      at += 1;
    }
  }
  return bytes.subarray(0, at);
}

function escapeSeparators(text: string): string {
  return text.replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
}

/** As a character's code. */
function toHexDigit(value: number): number {
  return value + (value < 10 ? 48 : 87);
}
