/** HTML from agents and mails as plain text: nothing that was written in it is ever shown as HTML. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  euro: "€",
  copy: "©",
};

export function htmlToText(html: string): string {
  return decodeEntities(
    html
      .replace(/<(script|style|head|title)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi, "")
      .replace(/<!--[\s\S]*?(-->|$)/g, "")
      .replace(/[ \t\r\n]+/g, " ")
      .replace(/ ?<br\b[^>]*> ?/gi, "\n")
      .replace(/<li\b[^>]*>/gi, "\n- ")
      .replace(/ ?<\/(p|div|h[1-6]|tr|ul|ol|blockquote)\s*> ?/gi, "\n")
      // A link is of no use without its address.
      .replace(
        /<a\b[^>]*\bhref\s*=\s*["']?(https?:\/\/[^"'\s>]+)[^>]*>([\s\S]*?)<\/a\s*>/gi,
        (_, href: string, text: string) => {
          const shown = text.replace(/<[^>]*>/g, "").trim();
          return shown === "" || shown === href ? href : `${shown} (${href})`;
        },
      )
      .replace(/<[^>]*>/g, ""),
  )
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Once: what was escaped twice stays text that shows its escapes. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] || whole;
      const code = Number.parseInt(decimal || hex || "", decimal ? 10 : 16);
      const isCharacter = code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff);
      return isCharacter || code === 9 || code === 10 ? String.fromCodePoint(code) : "";
    },
  );
}
