/** Minifies a bundled transformer. Its size counts as a JSON string, in which a double quote takes two bytes. */
import { minifySync } from "@swc/core";
import { parse, type Token, tokTypes } from "acorn";

const LANGUAGE = 2018;

export function minifyCode(code: string): string {
  const { code: minified } = minifySync(code, {
    ecma: LANGUAGE,
    module: true,
    // What is called unsafe in these is only that a function becomes an arrow function: none of ours is a constructor.
    compress: { ecma: LANGUAGE, toplevel: true, passes: 4, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
    mangle: { toplevel: true },
    format: { ecma: LANGUAGE, asciiOnly: true },
  });
  return useSingleQuotes(minified);
}

function useSingleQuotes(code: string): string {
  const tokens: Token[] = [];
  parse(code, { ecmaVersion: LANGUAGE, sourceType: "module", onToken: tokens });
  let result = "";
  let end = 0;
  for (const token of tokens) {
    const text = code.slice(token.start, token.end);
    const isDouble = token.type === tokTypes.string && text[0] === '"' && !text.includes("'");
    result += code.slice(end, token.start) + (isDouble ? `'${unescapeQuotes(text.slice(1, -1))}'` : text);
    end = token.end;
  }
  return result + code.slice(end);
}

/** Pairs of characters, so that an escaped backslash before a quote stays one. */
function unescapeQuotes(text: string): string {
  return text.replace(/\\([^])/g, (pair, escaped: string) => (escaped === '"' ? escaped : pair));
}
