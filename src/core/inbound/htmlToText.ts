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

const HIDDEN = ["script", "style", "head", "title"];
const LINE_END = /^(p|div|h[1-6]|tr|ul|ol|blockquote)$/;

/** As in browsers a tag begins with a letter, "/", "!" or "?": "1 < 2" is text. */
const MARKUP = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z\d]*)[^>]*>|<[/!?][^>]*>/gi;

/** Goes through the text once: behind the last ">" there is no tag, so that no search runs to the end in vain. */
export function htmlToText(html: string): string {
  const markedLength = html.lastIndexOf(">") + 1;
  const marked = html.slice(0, markedLength);
  let text = "";
  let link: { href: string; from: number } | undefined;
  let at = 0;
  let isCutOff = false;
  const closeLink = () => {
    if (link === undefined) {
      return;
    }
    const shown = text.slice(link.from).trim();
    // A link is of no use without its address.
    text = text.slice(0, link.from) + (shown === "" || shown === link.href ? link.href : `${shown} (${link.href})`);
    link = undefined;
  };
  const markup = new RegExp(MARKUP);
  for (let match = markup.exec(marked); match !== null; match = markup.exec(marked)) {
    let end = match.index;
    // Without the tag behind it, a "<" could make one of what follows.
    while (marked[end - 1] === "<") {
      end -= 1;
    }
    text += toOneLine(marked.slice(at, end));
    at = markup.lastIndex;
    const [tag, slash, name = ""] = match;
    const element = name.toLowerCase();
    if (element === "") {
      isCutOff = tag.indexOf("<!--") === 0 && tag.slice(-3) !== "-->";
    } else if (slash === "/") {
      if (element === "a") {
        closeLink();
      }
      if (LINE_END.test(element)) {
        text += "\n";
      }
    } else if (HIDDEN.indexOf(element) !== -1) {
      const closing = new RegExp(`</${element}[^>]*>`, "gi");
      closing.lastIndex = at;
      isCutOff = closing.exec(marked) === null;
      at = closing.lastIndex;
      markup.lastIndex = at;
    } else if (element === "br") {
      text += "\n";
    } else if (element === "li") {
      text += "\n- ";
    } else if (element === "a") {
      closeLink();
      const [, href] = /\shref\s*=\s*["']?(https?:\/\/[^"'\s>]+)/i.exec(tag) || [];
      if (href !== undefined) {
        link = { href, from: text.length };
      }
    }
    if (isCutOff) {
      break;
    }
  }
  if (!isCutOff) {
    text += toOneLine(html.slice(at).split("<!--")[0] || "");
  }
  closeLink();
  return decodeEntities(text.replace(/\n +/g, "\n"))
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function toOneLine(text: string): string {
  return text.replace(/[ \t\r\n]+/g, " ");
}

/** Once: what was escaped twice stays text that shows its escapes. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) {
        return ENTITIES[name.toLowerCase()] || whole;
      }
      const code = Number.parseInt(decimal || hex || "", decimal ? 10 : 16);
      const isCharacter = code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff);
      return isCharacter || code === 9 || code === 10 ? String.fromCodePoint(code) : "";
    },
  );
}
