/** Minifies a bundled transformer. Its size counts as a JSON string, in which a double quote takes two bytes. */
import { minifySync } from "@swc/core";
import { parse, type Token, tokTypes } from "acorn";

const LANGUAGE = 2018;

/** Where the minified code says `undefined`. A parameter of the function around it, for which nothing is given. */
export const UNDEFINED = "$u";

export function minifyCode(code: string): string {
  const { code: minified } = minifySync(code, {
    ecma: LANGUAGE,
    module: true,
    compress: {
      ecma: LANGUAGE,
      toplevel: true,
      passes: 4,
      keep_fargs: false,
      // Functions become arrow functions: none of ours is a constructor. And functions such as Object.keys, which need no
      // `this`, get short names.
      unsafe_arrows: true,
      unsafe_methods: true,
      unsafe_hoist_static_method_alias: true,
    },
    mangle: { toplevel: true },
    format: { ecma: LANGUAGE, asciiOnly: true },
  });
  return shortenTokens(minified);
}

function shortenTokens(code: string): string {
  const tokens: Token[] = [];
  parse(code, { ecmaVersion: LANGUAGE, sourceType: "module", onToken: tokens });
  const texts = tokens.map(({ start, end }) => code.slice(start, end));
  if (texts.includes(UNDEFINED)) {
    throw new Error(`The minified code has a name of its own ${UNDEFINED}: choose another one for undefined`);
  }
  const isUndefined = (index: number) => tokens[index]?.type === tokTypes._void && texts[index + 1] === "0";
  let result = "";
  let end = 0;
  tokens.forEach((token, index) => {
    if (!isUndefined(index - 1)) {
      const shown = isUndefined(index) ? UNDEFINED : toSingleQuotes(token, texts[index] ?? "");
      result += code.slice(end, token.start) + shown;
    }
    end = token.end;
  });
  return result + code.slice(end);
}

function toSingleQuotes({ type }: Token, text: string): string {
  const isDouble = type === tokTypes.string && text[0] === '"' && !text.includes("'");
  return isDouble ? `'${unescapeQuotes(text.slice(1, -1))}'` : text;
}

/** Pairs of characters, so that an escaped backslash before a quote stays one. */
function unescapeQuotes(text: string): string {
  return text.replace(/\\(.)/gs, (pair, escaped: string) => (escaped === '"' ? escaped : pair));
}
