/** E-mail addresses: words around an `@`, the second of which has a dot in it. */
import { isWordSign } from "./isWordSign";
import type { Spans } from "./Spans";

const LOCAL = ".!#$%&'*+/=?^_`{|}~-";
const DOMAIN = ".-";
/** Accents that are signs of their own. */
const ACCENT = /[\u0300-\u036f]/;

export function findEmails(text: string, spans: Spans): void {
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    let from = at;
    while (isPart(text[from - 1], LOCAL)) {
      from--;
    }
    let to = at + 1;
    while (isPart(text[to], DOMAIN)) {
      to++;
    }
    if (from < at && /[^.]\.[^.]/.test(text.slice(at + 1, to))) {
      spans.mark(from, to);
    }
  }
}

function isPart(sign: string | undefined, others: string): boolean {
  return sign !== undefined && (others.indexOf(sign) !== -1 || isWordSign(sign) || ACCENT.test(sign));
}
