/** Entities of HTML as characters: the 252 of HTML 4 and `apos` by name, and all by number. */
import { once } from "../once";

/**
 * In the order of their codes, each one more than the last; a number starts again from there. A small Latin or Greek
 * letter is 32 after its capital, and has the same name in small letters. Several texts, so that the lines stay short.
 */
const NAMES = [
  "34 quot 38 amp apos 60 lt 62 gt 160 nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy",
  "reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest",
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH",
  "Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig 247 divide",
  "255 yuml 338 OElig oelig 352 Scaron scaron 376 Yuml 402 fnof 710 circ 732 tilde 913 Alpha Beta Gamma Delta",
  "Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho 931 Sigma Tau Upsilon Phi Chi Psi Omega 962",
  "sigmaf 977 thetasym upsih 982 piv 8194 ensp emsp 8201 thinsp 8204 zwnj zwj lrm rlm 8211 ndash mdash 8216",
  "lsquo rsquo sbquo 8220 ldquo rdquo bdquo 8224 dagger Dagger bull 8230 hellip 8240 permil 8242 prime Prime",
  "8249 lsaquo rsaquo 8254 oline 8260 frasl 8364 euro 8465 image 8472 weierp 8476 real 8482 trade 8501 alefsym",
  "8592 larr uarr rarr darr harr 8629 crarr 8656 lArr uArr rArr dArr hArr 8704 forall 8706 part exist 8709",
  "empty 8711 nabla isin notin 8715 ni 8719 prod 8721 sum minus 8727 lowast 8730 radic 8733 prop infin 8736 ang",
  "8743 and or cap cup int 8756 there4 8764 sim 8773 cong 8776 asymp 8800 ne equiv 8804 le ge 8834 sub sup nsub",
  "8838 sube supe 8853 oplus 8855 otimes 8869 perp 8901 sdot 8968 lceil rceil lfloor rfloor 9001 lang rang 9674",
  "loz 9824 spades 9827 clubs 9829 hearts diams",
];

/** What browsers make of the numbers 128 to 159: old programs mean the characters of Windows by them. */
const WINDOWS = (
  "20ac  201a 192 201e 2026 2020 2021 2c6 2030 160 2039 152  17d  " +
  " 2018 2019 201c 201d 2022 2013 2014 2dc 2122 161 203a 153  17e 178"
).split(" ");

const codes = once(() => {
  const byName = new Map<string, number>();
  let code = 0;
  for (const word of NAMES.join(" ").split(" ")) {
    if (/^\d/.test(word)) {
      code = Number(word);
    } else {
      byName.set(word, code);
      if (/^[A-Z]/.test(word) && (code < 223 || (code > 912 && code < 938))) {
        byName.set(word.toLowerCase(), code + 32);
      }
      code += 1;
    }
  }
  return byName;
});

/** Once: what was escaped twice stays text that shows its escapes. What is no entity stays as it is. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,10})|#x([\da-f]{1,8})|([a-z][a-z\d]{1,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name === undefined) {
        return toCharacter(Number.parseInt(decimal || hex || "", decimal ? 10 : 16));
      }
      const code = codes().get(name) || codes().get(name.toLowerCase());
      return code === undefined ? whole : toCharacter(code);
    },
  );
}

/** Control characters and halves of characters are none, but for tabs and line breaks. */
function toCharacter(code: number): string {
  if (code > 126 && code < 160) {
    const shown = Number.parseInt(WINDOWS[code - 128] || "", 16);
    return Number.isNaN(shown) ? "" : String.fromCharCode(shown);
  }
  const isCharacter = code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff);
  return isCharacter || code === 9 || code === 10 ? String.fromCodePoint(code) : "";
}
