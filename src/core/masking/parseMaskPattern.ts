/**
 * A pattern that an admin or a bot designer writes: characters, classes (`[A-Z]`, `\d`, `\w`, `\s`), `?` and `{2,6}`. It says
 * which characters may be where, so its matches have a greatest length, and finding them all takes linear time. Capitals
 * and small letters are the same, since masking more is safer.
 */

import { digitAt } from "./digitGroups";
import { isWordSign } from "./isWordSign";

/** Whether a character may be here. */
type SignTest = (sign: string) => boolean;

export interface Place {
  accepts: SignTest;
  mayBeMissing: boolean;
}

export type ParsedPattern = { ok: true; places: Place[] } | { ok: false; problem: string };

const MAX_PATTERN = 100;
/** Characters of the longest match. */
const MAX_PLACES = 100;

const isDigit: SignTest = (sign) => digitAt(sign, 0) !== "";
const isWord: SignTest = (sign) => sign === "_" || isWordSign(sign);
const isSpace: SignTest = (sign) => /\s/.test(sign);
const CLASSES: Readonly<Record<string, SignTest>> = {
  d: isDigit,
  D: (sign) => !isDigit(sign),
  w: isWord,
  W: (sign) => !isWord(sign),
  s: isSpace,
  S: (sign) => !isSpace(sign),
};

class PatternProblem {
  constructor(readonly problem: string) {}
}

export function parseMaskPattern(pattern: string): ParsedPattern {
  try {
    return { ok: true, places: readPlaces(pattern) };
  } catch (thrown) {
    if (thrown instanceof PatternProblem) {
      return { ok: false, problem: `"${pattern.slice(0, MAX_PATTERN)}" ${thrown.problem}` };
    }
    throw thrown;
  }
}

function readPlaces(pattern: string): Place[] {
  if (pattern.length > MAX_PATTERN) {
    throw new PatternProblem(`is longer than ${MAX_PATTERN} characters`);
  }
  const places: Place[] = [];
  for (let at = 0; at < pattern.length; ) {
    const atom = readAtom(pattern, at);
    const { min, max, end } = readCount(pattern, atom.end);
    if (places.length + max > MAX_PLACES) {
      throw new PatternProblem(`can match more than ${MAX_PLACES} characters`);
    }
    for (let count = 0; count < max; count++) {
      places.push({ accepts: atom.accepts, mayBeMissing: count >= min });
    }
    at = end;
  }
  if (places.every(({ mayBeMissing }) => mayBeMissing)) {
    throw new PatternProblem("matches nothing at all");
  }
  return places;
}

interface Atom {
  accepts: SignTest;
  end: number;
}

function readAtom(pattern: string, at: number): Atom {
  const sign = pattern[at] || "";
  if (sign === "[") {
    return readClass(pattern, at);
  }
  if (sign === "\\") {
    return readEscape(pattern, at);
  }
  if (/[.*+?(){}|^$\]\ud800-\udfff]/.test(sign)) {
    throw new PatternProblem(
      `has "${sign}" at position ${at + 1}; only characters, classes, ? and {2,6} are possible, and \\${sign} for the sign itself`,
    );
  }
  return { accepts: isBetween(sign, sign), end: at + 1 };
}

function readEscape(pattern: string, at: number): Atom {
  const sign = pattern[at + 1] || "";
  const known = CLASSES[sign];
  if (known) {
    return { accepts: known, end: at + 2 };
  }
  if (sign === "" || /[A-Za-z0-9\ud800-\udfff]/.test(sign)) {
    throw new PatternProblem(`has "\\${sign}" at position ${at + 1}, which is not possible here`);
  }
  return { accepts: isBetween(sign, sign), end: at + 2 };
}

function readClass(pattern: string, start: number): Atom {
  const isNegated = pattern[start + 1] === "^";
  const tests: SignTest[] = [];
  let at = start + (isNegated ? 2 : 1);
  while (at < pattern.length && pattern[at] !== "]") {
    const first = readMember(pattern, at);
    const isRange = pattern[first.end] === "-" && first.end + 1 < pattern.length && pattern[first.end + 1] !== "]";
    const last = isRange ? readMember(pattern, first.end + 1) : first;
    if (isRange && (first.sign === "" || last.sign === "" || first.sign > last.sign)) {
      throw new PatternProblem(`has a range that cannot be at position ${at + 1}`);
    }
    tests.push(first.sign === "" ? first.accepts : isBetween(first.sign, last.sign));
    at = last.end;
  }
  if (pattern[at] !== "]" || tests.length === 0) {
    throw new PatternProblem(`has a class that is empty or not closed at position ${start + 1}`);
  }
  return { accepts: (sign) => tests.some((test) => test(sign)) !== isNegated, end: at + 1 };
}

/** One character of a class, or a class within it, which has no `sign`. */
function readMember(pattern: string, at: number): Atom & { sign: string } {
  const sign = pattern[at] || "";
  if (sign === "\\") {
    const escaped = pattern[at + 1] || "";
    return { ...readEscape(pattern, at), sign: CLASSES[escaped] ? "" : escaped };
  }
  if (/[\ud800-\udfff]/.test(sign)) {
    throw new PatternProblem(`has a sign in a class that cannot be there at position ${at + 1}`);
  }
  return { accepts: isBetween(sign, sign), end: at + 1, sign };
}

function isBetween(first: string, last: string): SignTest {
  return (sign) =>
    [sign, sign.toLowerCase(), sign.toUpperCase()].some((one) => first <= one && one <= last && one.length === 1);
}

function readCount(pattern: string, at: number): { min: number; max: number; end: number } {
  if (pattern[at] === "?") {
    return { min: 0, max: 1, end: at + 1 };
  }
  if (pattern[at] !== "{") {
    return { min: 1, max: 1, end: at };
  }
  const [all = "", first = "", comma, second] = /^\{(\d{1,3})(,(\d{1,3}))?\}/.exec(pattern.slice(at)) || [];
  const min = Number(first);
  const max = comma === undefined ? min : Number(second);
  if (all === "" || max < min || max === 0) {
    throw new PatternProblem(`has a count at position ${at + 1} that is not like {3} or {2,6}`);
  }
  return { min, max, end: at + all.length };
}
