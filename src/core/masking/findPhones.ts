/**
 * Phone numbers: 7 to 15 digits that begin with a `+` or a zero; else 9 to 11 digits, as long as numbers without a prefix
 * are. Dates are none, nor are digits right behind a letter.
 */
import { type DigitGroup, findDigitRuns, visitWindows } from "./digitGroups";
import type { Spans } from "./Spans";

const MAX_DIGITS = 15;

export function findPhones(text: string, spans: Spans): void {
  for (const run of findDigitRuns(text)) {
    const [{ from: start = 0 } = {}] = run;
    // A date has no plus sign before it.
    const parts = /[+\uff0b]/.test(text[start - 1] || "") ? [run] : splitAtDates(run);
    for (const part of parts) {
      visitWindows(part, MAX_DIGITS, (digits, from, to) => {
        const isPrefixed = /[+\uff0b] ?\(?$/.test(text.slice(Math.max(0, from - 3), from)) || digits[0] === "0";
        const isLong = isPrefixed ? digits.length >= 7 : digits.length >= 9 && digits.length <= 11;
        // Letters right before the digits: a number of an order or a part.
        if (isLong && !isCodeSign(text[from - 1] || "")) {
          spans.mark(from, to);
        }
      });
    }
  }
}

/** Only of scripts that write blanks between words: a Chinese word may stand right before a number. */
function isCodeSign(sign: string): boolean {
  return /^[\w\u00c0-\u024f\u0370-\u052f]$/.test(sign);
}

function splitAtDates(run: readonly DigitGroup[]): DigitGroup[][] {
  const parts: DigitGroup[][] = [[]];
  for (let at = 0; at < run.length; ) {
    const [first, second, third] = run.slice(at, at + 3);
    if (first && second && third && isDate([first.digits, second.digits, third.digits])) {
      parts.push([]);
      at += 3;
    } else {
      const part = parts[parts.length - 1];
      if (first && part) {
        part.push(first);
      }
      at++;
    }
  }
  return parts;
}

function isDate([first, second, third]: readonly [string, string, string]): boolean {
  const isYear = (digits: string) => /^(19|20)\d\d$/.test(digits);
  const isDayOrMonth = (digits: string) => /^\d\d?$/.test(digits) && Number(digits) >= 1 && Number(digits) <= 31;
  return isDayOrMonth(second) && ((isYear(first) && isDayOrMonth(third)) || (isDayOrMonth(first) && isYear(third)));
}
