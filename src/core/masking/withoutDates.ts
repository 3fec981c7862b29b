/**
 * What is left of a run of digits without its dates and times, such as `05.06.26 14.30` or `08.00 - 17.00`: there phone
 * numbers are looked for. What may be part of a phone number is no date.
 */
import { type DigitGroup, digitAt } from "./digitGroups";

type Kind = "digits" | "time" | "date" | "dateOfShortYear";

/** Neighbours of the same sort: digits, or dates and times. */
interface Stretch {
  kinds: Kind[];
  groups: DigitGroup[];
}

/** No phone number has more groups of digits. */
const MAX_GROUPS = 15;
/** Beside what could be a number's part: a day's number or the hour of `14:30`, but no second part of a number. */
const MAX_LOOSE_DIGITS = 2;
/** A phone number that begins with a zero has at least as many. */
const MIN_DIGITS = 7;

export function withoutDates(text: string, run: readonly DigitGroup[]): DigitGroup[][] {
  let part: DigitGroup[] = [];
  const parts = [part];
  const stretches = toStretches(text, run);
  stretches.forEach((stretch, at) => {
    if (isDigits(stretch) || !areDates(text, part.slice(-MAX_GROUPS), stretch, stretches[at + 1]?.groups ?? [])) {
      for (const group of stretch.groups) {
        part.push(group);
      }
    } else {
      part = [];
      parts.push(part);
    }
  });
  return parts;
}

function toStretches(text: string, run: readonly DigitGroup[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = 0; at < run.length; ) {
    const [kind, size] = readKind(text, run.slice(Math.max(0, at - 1), at + 4), Math.min(at, 1));
    let stretch = stretches[stretches.length - 1];
    if (stretch === undefined || isDigits(stretch) !== (kind === "digits")) {
      stretch = { kinds: [], groups: [] };
      stretches.push(stretch);
    }
    stretch.kinds.push(kind);
    stretch.groups.push(...run.slice(at, at + size));
    at += size;
  }
  return stretches;
}

function isDigits({ kinds }: Stretch): boolean {
  return kinds[0] === "digits";
}

/** What begins at `at`, and of how many groups it is. */
function readKind(text: string, groups: readonly DigitGroup[], at: number): [Kind, number] {
  const between = (left: number) => text.slice(groups[left]?.to, groups[left + 1]?.from);
  const separator = between(at);
  const sign = toSign(separator);
  // The same on either side: a longer row, such as 01.23.45.67.89.
  const isWhole = (size: number) =>
    (at === 0 || between(at - 1) !== separator) &&
    (groups[at + size] === undefined || between(at + size - 1) !== separator);
  const [first = "", second = "", third = ""] = groups.slice(at, at + 3).map(({ digits }) => digits);
  if (third !== "" && sign !== "" && sign === toSign(between(at + 1)) && isWhole(3)) {
    const kind = readDate(first, second, third);
    if (kind !== undefined) {
      return [kind, 3];
    }
  }
  // Also a day and month, as in 05.06. - 07.08.26.
  return separator === "." && isUpTo(31, first) && isUpTo(59, second) && isWhole(2) ? ["time", 2] : ["digits", 1];
}

/** What parts a date, with or without blanks; any dash is one. */
function toSign(separator: string): string {
  const sign = separator.trim().replace(/^[\u2010-\u2015]$/, "-");
  return /^[./-]$/.test(sign) ? sign : "";
}

function readDate(first: string, second: string, third: string): Kind | undefined {
  const isYear = (digits: string) => /^(19|20)\d\d$/.test(digits);
  const isDay = (day: string, month: string) =>
    [day, month].every((digits) => isUpTo(31, digits) && Number(digits) > 0) &&
    (Number(day) <= 12 || Number(month) <= 12);
  if ((isYear(first) && isDay(third, second)) || (isDay(first, second) && isYear(third))) {
    return "date";
  }
  return isDay(first, second) && /^\d\d$/.test(third) ? "dateOfShortYear" : undefined;
}

function isUpTo(most: number, digits: string): boolean {
  return /^\d\d?$/.test(digits) && Number(digits) <= most;
}

function areDates(
  text: string,
  before: readonly DigitGroup[],
  { kinds, groups }: Stretch,
  after: readonly DigitGroup[],
): boolean {
  const isGlued = (left: DigitGroup | undefined, right: DigitGroup | undefined) =>
    left !== undefined && right !== undefined && !/\s/.test(text.slice(left.to, right.from));
  if (isGlued(before[before.length - 1], groups[0]) || isGlued(groups[groups.length - 1], after[0])) {
    return false;
  }
  // 030 12-12-1990: the digits before begin like a phone number, and aren't a whole one.
  if (
    sumOf(before) < MIN_DIGITS &&
    before.some(({ digits, from }) => digits[0] === "0" && !isMinutes(text, digits, from))
  ) {
    return false;
  }
  if (!kinds.some((kind) => kind !== "time")) {
    const [{ from = 0 } = {}] = groups;
    const last = groups[groups.length - 1];
    return (
      kinds.length > 1 && /[-\u2010-\u2015]/.test(text.slice(from, last?.to)) && !isLoose(before) && !isLoose(after)
    );
  }
  return kinds.every((kind) => kind === "date") || (!isLoose(before) && !isLoose(after));
}

/** More digits than a date usually has beside it. */
function isLoose(groups: readonly DigitGroup[]): boolean {
  return sumOf(groups.slice(0, MAX_GROUPS)) > MAX_LOOSE_DIGITS;
}

function sumOf(groups: readonly DigitGroup[]): number {
  return groups.reduce((sum, { digits }) => sum + digits.length, 0);
}

/** Those of `08:00`: the colon parts it from the hour. */
function isMinutes(text: string, digits: string, from: number): boolean {
  return digits.length === 2 && text[from - 1] === ":" && digitAt(text, from - 2) !== "";
}
