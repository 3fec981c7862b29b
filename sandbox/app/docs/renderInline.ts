/** What is in a line of Markdown: code, links, pictures, emphasis. All else is text, tags as well. */
import { escapeHtml } from "./escapeHtml";

/** Where a link or a picture leads; undefined where the sandbox has nothing to show: then only its words are left. */
export type FindPlace = (target: string) => string | undefined;

const CODE = /(`+)(?<code>.+?)\1/;
const PICTURE = /!\[(?<alt>[^\]]*)\]\((?<source>[^)\s]+)\)/;
const TAG = /<img src="(?<tagSource>[^"]+)"(?: width="\d+")? alt="(?<tagAlt>[^"]*)">/;
const LINK = /\[(?<words>(?:`[^`]*`|[^`\]])*)\]\((?<target>[^)\s]+)\)/;
const BOLD = /\*\*(?<bold>.+?)\*\*/;
const EMPHASIS = /\*(?<emphasis>[^*\s][^*]*)\*/;
const ESCAPED = /\\(?<escaped>[\\`*_[\]|{}<>#-])/;

const ANY = new RegExp([CODE, PICTURE, TAG, LINK, BOLD, EMPHASIS, ESCAPED].map(({ source }) => source).join("|"), "g");

export function renderInline(text: string, findPlace: FindPlace): string {
  let html = "";
  let end = 0;
  for (const { 0: whole, index, groups = {} } of text.matchAll(ANY)) {
    html += escapeHtml(text.slice(end, index)) + renderPart(groups, findPlace);
    end = index + whole.length;
  }
  return html + escapeHtml(text.slice(end));
}

function renderPart(part: Readonly<Record<string, string | undefined>>, findPlace: FindPlace): string {
  const { code, target, bold, emphasis, escaped } = part;
  if (code !== undefined) {
    return `<code>${escapeHtml(code.trim())}</code>`;
  }
  if (target !== undefined) {
    const place = findPlace(target);
    const words = renderInline(part.words ?? "", findPlace);
    return place === undefined ? words : `<a href="${escapeHtml(place)}" rel="noreferrer">${words}</a>`;
  }
  if (bold !== undefined) {
    return `<strong>${renderInline(bold, findPlace)}</strong>`;
  }
  if (emphasis !== undefined) {
    return `<em>${renderInline(emphasis, findPlace)}</em>`;
  }
  if (escaped !== undefined) {
    return escapeHtml(escaped);
  }
  const place = findPlace(part.source ?? part.tagSource ?? "");
  const alt = escapeHtml(part.alt ?? part.tagAlt ?? "");
  return place === undefined ? alt : `<img src="${escapeHtml(place)}" alt="${alt}">`;
}
