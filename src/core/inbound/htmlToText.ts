/** HTML from agents and mails as plain text: nothing that was written in it is ever shown as HTML. */
import { decodeEntities } from "./htmlEntities";
import { createTextWriter, type TextWriter } from "./textWriter";

/** Engage documents 20,000 characters for a message; HTML has more. */
const MAX_HTML = 100_000;

const HIDDEN = ["script", "style", "head", "title"];
const BLOCK =
  /^(?:a(?:ddress|rticle|side)|blockquote|body|center|d(?:[dlt]|etails|ialog|i[rv])|f(?:ieldset|igcaption|igure|ooter|orm)|h(?:[1-6r]|eader|tml)|legend|li|main|menu|nav|[ou]l|optgroup|option|p|pre|section|summary)$/;
const ROW = /^(?:table|caption|t(?:r|body|foot|head))$/;

/** As in browsers a tag begins with a letter, "/", "!" or "?": "1 < 2" is text. */
const MARKUP = /<(?:!--|[!?]|\/?([a-z][^\s/>]*)|\/)/gi;

/** Goes through the text once: behind the last ">" there is no tag, so that no search runs to the end in vain. */
export function htmlToText(whole: string, maxLength = MAX_HTML): string {
  // A tag that was cut through is none.
  const html = whole.length > maxLength ? whole.slice(0, maxLength).replace(/<[^<>]*$/, "") : whole;
  const lastClose = html.lastIndexOf(">");
  const writer = createTextWriter();
  const markup = new RegExp(MARKUP);
  let at = 0;
  let isQuotingClosed = true;
  const writeUntil = (end: number) => {
    const text = html.slice(at, end);
    writer.write(decodeEntities(writer.keepsLines ? text : text.replace(/[ \t\r\n\f]+/g, " ")));
  };
  for (let match = markup.exec(html); match !== null && match.index < lastClose; match = markup.exec(html)) {
    const [opening, name = ""] = match;
    let end = match.index;
    // Without the tag behind it, a "<" could make one of what follows.
    while (end > at && html[end - 1] === "<") {
      end -= 1;
    }
    writeUntil(end);
    const element = name.toLowerCase();
    const isEnd = opening[1] === "/";
    if (opening === "<!--") {
      at = findCommentEnd(html, match.index);
    } else if (!isEnd && HIDDEN.includes(element)) {
      at = findHiddenEnd(html, element, markup.lastIndex);
    } else {
      const tag: Tag | undefined = isQuotingClosed ? readTag(html, markup.lastIndex) : undefined;
      isQuotingClosed = tag !== undefined;
      at = tag ? tag.end : html.indexOf(">", match.index) + 1;
      layOut(writer, element, isEnd, tag ? tag.href : "");
    }
    markup.lastIndex = at;
  }
  const comment = html.indexOf("<!--", at);
  writeUntil(comment === -1 ? html.length : comment);
  writer.closeLink();
  return writer.toText();
}

function layOut(writer: TextWriter, element: string, isEnd: boolean, href: string): void {
  if (element === "a") {
    writer.closeLink();
    if (href !== "" && !isEnd) {
      writer.openLink(href);
    }
  } else if (element === "br") {
    writer.breakLine();
  } else if (element === "li") {
    writer.item(isEnd);
  } else if (element === "td" || element === "th") {
    writer.cell();
  } else if (ROW.test(element)) {
    writer.row();
  } else if (BLOCK.test(element)) {
    writer.block();
    if (element === "pre") {
      writer.keepsLines = !isEnd;
    }
  }
}

/** "<!-->" is a whole comment. One that is never closed hides the rest. */
function findCommentEnd(html: string, from: number): number {
  const closing = html.indexOf("-->", from + 2);
  return closing === -1 ? html.length : closing + 3;
}

function findHiddenEnd(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  closing.lastIndex = from;
  const end = closing.exec(html) === null ? -1 : html.indexOf(">", closing.lastIndex);
  return end === -1 ? html.length : end + 1;
}

const SIGN = /[>=]/g;
const VALUE = /\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?/y;

interface Tag {
  /** Behind it. */
  end: number;
  /** Where its link leads, if it is one. */
  href: string;
}

/**
 * Reads attributes from behind a tag's name to the tag's end; a ">" in quotes is not the end. Returns `undefined` where a
 * quote or the tag is never closed. From then on any ">" ends a tag: searching to the end again and again would be
 * quadratic.
 */
function readTag(html: string, from: number): Tag | undefined {
  let href = "";
  let at = from;
  for (;;) {
    SIGN.lastIndex = at;
    const match = SIGN.exec(html);
    if (match === null) {
      return undefined;
    }
    if (match[0] === ">") {
      return { end: match.index + 1, href };
    }
    const name = html.slice(at, match.index);
    VALUE.lastIndex = match.index + 1;
    const [whole = "", double, single, bare] = VALUE.exec(html) || [];
    at = match.index + 1 + whole.length;
    const value = double ?? single ?? bare;
    if (value === undefined && /["']/.test(html[at] || "")) {
      return undefined;
    }
    if (href === "" && /(?:^|[\s/])href\s*$/i.test(name)) {
      [href = ""] = /^https?:\/\/[^"'\s>]+/i.exec(decodeEntities(value || "").trim()) || [];
    }
  }
}
