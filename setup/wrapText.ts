/** Wraps a line at its words. Colours take no room, and what has no blank stays whole, so that it can be copied. */

const MIN_COLUMNS = 40;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
const COLOUR = /\x1b\[\d+m/g;

export function wrapText(text: string, columns: number, indent: string): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, Math.max(MIN_COLUMNS, columns), indent))
    .join("\n");
}

function wrapLine(line: string, columns: number, indent: string): string {
  const [lead = ""] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = lead;
  let isEmpty = true;
  for (const word of line.slice(lead.length).split(" ")) {
    const next = isEmpty ? current + word : `${current} ${word}`;
    if (!isEmpty && widthOf(next) > columns) {
      lines.push(current);
      current = indent + word;
    } else {
      current = next;
    }
    isEmpty = false;
  }
  return [...lines, current].join("\n");
}

function widthOf(text: string): number {
  return text.replace(COLOUR, "").length;
}
