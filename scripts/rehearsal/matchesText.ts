/** What a script expects somebody to say: part of the words, whatever the case of their letters, or a `/regular expression/`. */

const PATTERN = /^\/(.+)\/([a-z]*)$/s;

export function matchesText(expected: string, words: string): boolean {
  const [, source, flags] = PATTERN.exec(expected) ?? [];
  return source === undefined
    ? words.toLowerCase().includes(expected.toLowerCase())
    : new RegExp(source, flags).test(words);
}

export function isMatchable(expected: string): boolean {
  try {
    matchesText(expected, "");
    return true;
  } catch {
    return false;
  }
}
