/** JSON in pieces with a kind each, so that it can be coloured without ever being HTML. */

export interface JsonToken {
  kind: "key" | "string" | "number" | "word" | "plain";
  text: string;
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|\b(true|false|null)\b/gi;

/** Beyond this a person does not read on, and a browser should not draw. */
const SHOWN_CHARACTERS = 40_000;

/** Bodies that are text stay as they are. */
export function toJsonText(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}\n… (cut)` : text;
}

export function toJsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, number] = match;
    if (match.index > at) {
      tokens.push({ kind: "plain", text: text.slice(at, match.index) });
    }
    if (string !== undefined) {
      tokens.push({ kind: colon === undefined ? "string" : "key", text: string });
    } else {
      tokens.push({ kind: number === undefined ? "word" : "number", text: whole });
    }
    if (colon !== undefined) {
      tokens.push({ kind: "plain", text: colon });
    }
    at = match.index + whole.length;
  }
  if (at < text.length) {
    tokens.push({ kind: "plain", text: text.slice(at) });
  }
  return tokens;
}
