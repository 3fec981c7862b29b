/** Numbers of payment cards: 12 to 19 digits whose check digit is right (Luhn, ISO/IEC 7812). */
import { findDigitRuns, visitWindows } from "./digitGroups";
import type { Spans } from "./Spans";

const MIN_DIGITS = 12;
const MAX_DIGITS = 19;
/** Between groups of a card's number, but not of others: prices and lists have them. */
const MORE_SEPARATORS = "_,:|";

export function findCards(text: string, spans: Spans): void {
  for (const run of findDigitRuns(text, MORE_SEPARATORS)) {
    visitWindows(run, MAX_DIGITS, (digits, from, to) => {
      if (digits.length >= MIN_DIGITS && digits[0] !== "0" && hasLuhnDigit(digits)) {
        spans.mark(from, to);
      }
    });
  }
}

/** From the right, each second digit counts double, and the sum of all digits divides by ten. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
