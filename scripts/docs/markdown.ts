/** Pieces of Markdown that several blocks are built from. */
import { dirname, relative } from "node:path";

export function toTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell || "–").join(" | ")} |`;
  return [row(columns), row(columns.map(() => "---")), ...rows.map(row)].join("\n");
}

export function toCode(text: string): string {
  return `\`${text}\``;
}

/** What may be in a cell: no bars, no line breaks. */
export function toCell(text: string): string {
  const oneLine = text.replace(/\s+/g, " ").replace(/\|/g, "\\|").trim();
  // Two and more would begin bold print.
  return oneLine.replace(/\*{2,}/g, toCode);
}

/** Breaks a paragraph or list entry into lines; those after the first are indented. */
export function wrap(text: string, indent = "", width = 118): string {
  const [first = "", ...words] = text.split(" ");
  const lines = [first];
  for (const word of words) {
    const last = lines[lines.length - 1] ?? "";
    if (last.length + 1 + word.length > width) {
      lines.push(indent + word);
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
    }
  }
  return lines.join("\n");
}

/** Both paths from the root of the repository. */
export function toLink(text: string, target: string, page: string): string {
  return `[${text}](${relative(dirname(page), target)})`;
}
