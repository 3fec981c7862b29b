/** A URL, or nothing. `URL.canParse` would be shorter, but the platform's Node may be too old for it. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
