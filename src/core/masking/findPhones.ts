/**
 * Phone numbers: 7 to 15 digits that begin with a `+` or a zero; else 9 to 11 digits, as long as numbers without a prefix
 * are. Dates and times are none, nor are digits right behind a letter.
 */
import { findDigitRuns, visitWindows } from "./digitGroups";
import type { Spans } from "./Spans";
import { withoutDates } from "./withoutDates";

const MAX_DIGITS = 15;

export function findPhones(text: string, spans: Spans): void {
  for (const run of findDigitRuns(text)) {
    const [{ from: start = 0 } = {}] = run;
    // A date has no plus sign before it.
    const parts = isAfterPlus(text, start) ? [run] : withoutDates(text, run);
    for (const part of parts) {
      visitWindows(part, MAX_DIGITS, (digits, from, to) => {
        const isPrefixed = isAfterPlus(text, from) || digits[0] === "0";
        const isLong = isPrefixed ? digits.length >= 7 : digits.length >= 9 && digits.length <= 11;
        // Letters right before the digits: a number of an order or a part.
        if (isLong && !isCodeSign(text[from - 1] || "")) {
          spans.mark(from, to);
        }
      });
    }
  }
}

function isAfterPlus(text: string, from: number): boolean {
  return /[+\uff0b] ?\(?$/.test(text.slice(Math.max(0, from - 3), from));
}

/** Only of scripts that write blanks between words: a Chinese word may stand right before a number. */
function isCodeSign(sign: string): boolean {
  return /^[\w\u00c0-\u024f\u0370-\u052f]$/.test(sign);
}
