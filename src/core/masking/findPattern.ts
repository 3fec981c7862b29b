/**
 * All matches of a pattern, also overlapping ones, in one pass: for each place of the pattern, the earliest beginning of a
 * match that has got that far.
 */
import type { Place } from "./parseMaskPattern";
import type { Spans } from "./Spans";

const NOWHERE = -1;

export function findPattern(places: readonly Place[], text: string, spans: Spans): void {
  const accepts = places.map(remember);
  const starts: number[] = places.map(() => NOWHERE);
  let start = NOWHERE;
  starts.push(NOWHERE);
  for (let at = 0; at < text.length; at++) {
    starts[0] = at;
    skipMissing(places, starts);
    const sign = text[at] || "";
    for (let place = places.length - 1; place >= 0; place--) {
      start = starts[place] ?? NOWHERE;
      starts[place + 1] = start !== NOWHERE && accepts[place]?.(sign) ? start : NOWHERE;
    }
    starts[0] = NOWHERE;
    skipMissing(places, starts);
    const found = starts[places.length] ?? NOWHERE;
    if (found !== NOWHERE) {
      spans.mark(found, at + 1);
    }
  }
}

/** Places that may be missing are passed without a character. */
function skipMissing(places: readonly Place[], starts: number[]): void {
  places.forEach(({ mayBeMissing }, place) => {
    const start = starts[place] ?? NOWHERE;
    const next = starts[place + 1] ?? NOWHERE;
    if (mayBeMissing && start !== NOWHERE && (next === NOWHERE || start < next)) {
      starts[place + 1] = start;
    }
  });
}

/** Each character is looked at once: texts have few different ones. */
function remember({ accepts }: Place): (sign: string) => boolean {
  const known = new Map<string, boolean>();
  return (sign) => {
    const seen = known.get(sign);
    if (seen !== undefined) {
      return seen;
    }
    const isAccepted = accepts(sign);
    known.set(sign, isAccepted);
    return isAccepted;
  };
}
