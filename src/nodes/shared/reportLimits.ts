/** What a node gives to the platform fits, and what it reports is short, whatever a Flow has put into its fields. */
import { cutText } from "../../core/text";

/** Cognigy refuses arguments over 62 KB. */
const MAX_RESULT_BYTES = 48 * 1024;
export const MAX_OUTPUT_BYTES = 60_000;
/** Its JSON has at most 48 kB. */
const MAX_LONG_TEXT = 8_000;
/** Nobody reads more of one value. */
const MAX_TEXT = 2_000;
/** For a result that is too large otherwise: as many members as a result has fit, whichever characters they hold. */
const MAX_TEXT_OF_LARGE = 300;
const MAX_KEY = 200;

export function fitMessage(message: string): string {
  return cutText(message, MAX_TEXT);
}

export function toOutputBytes(text: string, data: object): number {
  return Buffer.byteLength(JSON.stringify([text, data]));
}

export function fitOutputText(text: string, data: object): string {
  return toOutputBytes(text, data) <= MAX_OUTPUT_BYTES ? text : cutText(text, MAX_LONG_TEXT);
}

/** Where a result is stored. */
export function fitKey(key: string): string {
  return cutText(key, MAX_KEY);
}

/** Beyond the limit lists and objects go, since a cut list would be a wrong one; that it happened is part of the result. */
export function fitResult(result: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fitted = cutTexts(result, MAX_TEXT);
  if (Buffer.byteLength(JSON.stringify(fitted)) <= MAX_RESULT_BYTES) {
    return fitted;
  }
  const scalars = Object.entries(result).filter(
    ([key, value]) => key === "error" || typeof value !== "object" || value === null,
  );
  return { ...cutTexts(Object.fromEntries(scalars), MAX_TEXT_OF_LARGE), truncated: true };
}

function cutTexts(record: Readonly<Record<string, unknown>>, max: number): Record<string, unknown> {
  const cut = (value: unknown): unknown => {
    if (typeof value === "string") {
      return cutText(value, max);
    }
    if (Array.isArray(value)) {
      return value.map(cut);
    }
    return typeof value === "object" && value !== null ? cutTexts({ ...value }, max) : value;
  };
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, cut(value)]));
}
