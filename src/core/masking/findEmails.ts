/** E-mail addresses: words around an `@`, the second of which has a dot in it. */
import type { Spans } from "./Spans";

const LOCAL = /^[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]$/u;
const DOMAIN = /^[\p{L}\p{N}\p{M}.-]$/u;

export function findEmails(text: string, spans: Spans): void {
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    let from = at;
    while (from > 0 && LOCAL.test(text[from - 1] || "")) {
      from--;
    }
    let to = at + 1;
    while (to < text.length && DOMAIN.test(text[to] || "")) {
      to++;
    }
    if (from < at && /[^.]\.[^.]/.test(text.slice(at + 1, to))) {
      spans.mark(from, to);
    }
  }
}
