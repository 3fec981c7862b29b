/** A page of `docs/` as HTML: what its Markdown uses, and no more. Nothing in it becomes HTML by itself. */
import { toAnchor } from "../../../scripts/docs/toAnchor";
import { escapeHtml } from "./escapeHtml";
import { type FindPlace, renderInline } from "./renderInline";

const FENCE = /^```/;
const HEADING = /^(#{1,6}) (.*)$/;
const COMMENT = /^<!--.*-->$/;
const ENTRY = /^(?:[-*]|\d+\.) +/;
const ROW = /^\|.*\|$/;

export function renderMarkdown(text: string, findPlace: FindPlace): string {
  return renderBlocks(text.split(/\r?\n/), findPlace).join("\n");
}

function renderBlocks(lines: readonly string[], findPlace: FindPlace): string[] {
  const blocks: string[] = [];
  let at = 0;
  /** The lines from here on for which it is so. */
  const takeWhile = (belongs: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && belongs(lines[at] ?? "")) {
      at += 1;
    }
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const [, marks, title = ""] = HEADING.exec(line) ?? [];
    if (line.trim() === "" || COMMENT.test(line)) {
      at += 1;
    } else if (FENCE.test(line)) {
      at += 1;
      const code = takeWhile((one) => !FENCE.test(one));
      at += 1;
      blocks.push(`<pre tabindex="0"><code>${escapeHtml(code.join("\n"))}</code></pre>`);
    } else if (marks !== undefined) {
      at += 1;
      const level = marks.length;
      blocks.push(`<h${level} id="${escapeHtml(toAnchor(title))}">${renderInline(title, findPlace)}</h${level}>`);
    } else if (ROW.test(line)) {
      blocks.push(
        renderTable(
          takeWhile((one) => ROW.test(one)),
          findPlace,
        ),
      );
    } else if (ENTRY.test(line)) {
      const entries = takeWhile((one) => one.trim() === "" || ENTRY.test(one) || one.startsWith(" "));
      blocks.push(renderList(entries, findPlace));
    } else {
      const paragraph = takeWhile((one) => one.trim() !== "" && !isOther(one));
      blocks.push(`<p>${renderInline(paragraph.join(" "), findPlace)}</p>`);
    }
  }
  return blocks;
}

function isOther(line: string): boolean {
  return [FENCE, HEADING, COMMENT, ENTRY, ROW].some((form) => form.test(line));
}

function renderList(lines: readonly string[], findPlace: FindPlace): string {
  const entries: string[][] = [];
  let indent = 0;
  for (const line of lines) {
    const mark = ENTRY.exec(line)?.[0];
    if (mark !== undefined) {
      indent = mark.length;
      entries.push([line.slice(indent)]);
    } else {
      entries.at(-1)?.push(line.slice(Math.min(indent, line.length - line.trimStart().length)));
    }
  }
  const items = entries.map((entry) => {
    const [first = "", ...others] = renderBlocks(entry, findPlace);
    return `<li>${[first.replace(/^<p>(.*)<\/p>$/s, "$1"), ...others].join("\n")}</li>`;
  });
  const name = /^\d/.test(lines[0] ?? "") ? "ol" : "ul";
  return `<${name}>${items.join("\n")}</${name}>`;
}

/** A row can be linked by the code in its first cell: `#reply_failed`. */
function renderTable(lines: readonly string[], findPlace: FindPlace): string {
  const [head = [], , ...rows] = lines.map(toCells);
  const toRow = (cells: readonly string[]) => {
    const id = /^`(\w+)`$/.exec(cells[0] ?? "")?.[1];
    const inner = cells.map((cell) => `<td>${renderInline(cell, findPlace)}</td>`).join("");
    return `<tr${id === undefined ? "" : ` id="${id}"`}>${inner}</tr>`;
  };
  const names = head.map((cell) => `<th>${renderInline(cell, findPlace)}</th>`).join("");
  return `<div class="table" tabindex="0"><table><thead><tr>${names}</tr></thead><tbody>${rows.map(toRow).join("\n")}</tbody></table></div>`;
}

function toCells(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("\\|", "|").trim());
}
