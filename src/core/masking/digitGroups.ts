/** Numbers as people write them: groups of digits with blanks, hyphens, dots, slashes or brackets between. */

export interface DigitGroup {
  from: number;
  to: number;
  digits: string;
}

/** Zeros of the digits in use: ASCII, Arabic, Persian, Devanagari, full-width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
const SEPARATOR = /^[\s.()/\u00ad\u200b\u2010-\u2015\u2212\uff0d-]$/;
const MAX_SEPARATORS = 3;

/** As an ASCII digit; "" for any other character. */
export function digitAt(text: string, at: number): string {
  const code = text.charCodeAt(at);
  const zero = ZEROS.filter((first) => code >= first && code <= first + 9)[0];
  return zero === undefined ? "" : String(code - zero);
}

export function isSeparator(text: string, at: number): boolean {
  return at < text.length && SEPARATOR.test(text[at] || "");
}

/** Runs of groups; between two runs are other characters. `more`: characters that separate groups, too. */
export function findDigitRuns(text: string, more = ""): DigitGroup[][] {
  const runs: DigitGroup[][] = [];
  let previousEnd = Number.NEGATIVE_INFINITY;
  let isJoined = false;
  for (let at = 0; at < text.length; ) {
    const from = at;
    let digits = "";
    for (let digit = digitAt(text, at); digit !== ""; digit = digitAt(text, at)) {
      digits += digit;
      at++;
    }
    if (digits !== "") {
      const run = runs[runs.length - 1];
      if (run !== undefined && isJoined && from - previousEnd <= MAX_SEPARATORS) {
        run.push({ from, to: at, digits });
      } else {
        runs.push([{ from, to: at, digits }]);
      }
      previousEnd = at;
      isJoined = true;
    } else {
      isJoined = isJoined && (isSeparator(text, at) || more.includes(text.charAt(at)));
      at++;
    }
  }
  return runs;
}

/** Calls `visit` for each row of neighbouring groups with at most `maxDigits` digits: a constant number for each group. */
export function visitWindows(
  run: readonly DigitGroup[],
  maxDigits: number,
  visit: (digits: string, from: number, to: number) => void,
): void {
  run.forEach((first, start) => {
    let digits = "";
    for (let end = start; end < run.length; end++) {
      const group = run[end] || first;
      if (digits.length + group.digits.length > maxDigits) {
        return;
      }
      digits += group.digits;
      visit(digits, first.from, group.to);
    }
  });
}
