/** Words that nearly always mark a sentence that was translated, or that says nothing. What to write instead is beside each. */
import { withoutCode } from "./withoutCode";

const PATTERNS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\btold\b|\btells\b|\btell\b(?! (?:your|customers|people|the cards)|$)/i, "reports, says, shows"],
  [/\bstands?\b(?!-in| in for)/i, "is"],
  [/\bcomes?\b(?! back| and go)/i, "arrives, appears"],
  [/\bwhatever\b|\bwhoever\b/i, "anyone who, what"],
  [/\bbesides\b/i, "also"],
  [/\b(?:hence|thereby|thus)\b/i, "so"],
  [/\b(?:is|are) to be\b/i, "must be, or an imperative"],
  [/\bso that\b/i, "so"],
  [/\bin order to\b/i, "to"],
  [/\bthe one\b[^.]*\bthe other\b/i, "name both"],
  [/\bas well[.,;]/i, "also, too"],
  [/\bmade up\b|\bmakes up\b/i, "generated"],
  [/\bmend(?:s|ed)?\b/i, "fix"],
  [/\bgo(?:es)? on\b/i, "continue"],
  [/\bholds?\b/i, "contains, stores"],
  [/\bbears?\b/i, "has"],
  [/\blies? in\b/i, "is in"],
  [/\bof (?:its|their|your|our|his|her) own\b/i, "own, or nothing"],
  [/\bas far as\b/i, "what is meant, exactly"],
  [/\b(?:for good|by the way|on purpose|all the same|as a rule)\b/i, "nothing"],
  [/\bneed not\b/i, "doesn't need to"],
  [/\bshall\b/i, "should, will, can"],
  [/\bmeanwhile\b/i, "while"],
  [/\bis believed\b|\bbelieves?\b/i, "is verified, trusts"],
];

/** Sentences in which such a word is right, by a piece of them. */
const ALLOWED: readonly string[] = [];

export function findProseFaults(text: string, page: string): string[] {
  const withoutAddresses = withoutCode(text).replace(/\]\([^)\n]*\)/g, "]");
  return withoutAddresses.split("\n").flatMap((line, index) => {
    if (ALLOWED.some((piece) => line.includes(piece))) {
      return [];
    }
    return PATTERNS.flatMap(([pattern, instead]) => {
      const found = pattern.exec(line);
      return found ? [`${page}:${index + 1}: "${found[0]}"; write: ${instead}`] : [];
    });
  });
}
