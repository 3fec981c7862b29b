/** Text within limits, without half characters: Engage's JSON parser may refuse a lone surrogate. */

export function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** At most `maxLength` characters; a cut is marked by an ellipsis. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return toWellFormed(text);
  }
  return `${toWellFormed(text.slice(0, maxLength - 1)).replace(/\uFFFD$/, "")}…`;
}
