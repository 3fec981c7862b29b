/** Breaks minified code into lines that an editor can show, outside of texts: whatever an editor does at the end of a line changes nothing. */
import { parse, type Token, tokTypes } from "acorn";

const MIN_LENGTH = 140;

/** After these a new line means nothing. */
const BREAKABLE = new Set([tokTypes.comma, tokTypes.semi, tokTypes.braceL, tokTypes.parenL]);

export function breakLines(code: string): string {
  const tokens: Token[] = [];
  parse(code, { ecmaVersion: 2018, sourceType: "module", onToken: tokens });
  let lines = "";
  let line = "";
  let end = 0;
  for (const token of tokens) {
    const text = code.slice(token.start, token.end);
    // The bundler writes line breaks of templates as such. None of ours is tagged, so this is the same text.
    line += code.slice(end, token.start) + (token.type === tokTypes.template ? text.replace(/\n/g, "\\n") : text);
    end = token.end;
    if (line.length >= MIN_LENGTH && BREAKABLE.has(token.type)) {
      lines += `${line}\n`;
      line = "";
    }
  }
  return lines + line + code.slice(end);
}
