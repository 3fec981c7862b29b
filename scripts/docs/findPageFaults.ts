/** What makes a page hard to read: too long, lines too long to compare, tables too wide to look things up in. */

const MAX_LINES = 300;
const MAX_LINES_OF_README = 150;
const MAX_LINE = 160;
const MAX_COLUMNS = 5;

export function findPageFaults(text: string, page: string): string[] {
  const lines = text.trimEnd().split("\n");
  const allowed = page === "README.md" ? MAX_LINES_OF_README : MAX_LINES;
  const length = lines.length > allowed ? [`${page}: ${lines.length} lines, ${allowed} allowed`] : [];
  return [...length, ...lines.flatMap((line, index) => findLineFaults(line, `${page}:${index + 1}`))];
}

function findLineFaults(line: string, place: string): string[] {
  if (!line.startsWith("|")) {
    return line.length > MAX_LINE ? [`${place}: ${line.length} characters, ${MAX_LINE} allowed`] : [];
  }
  const columns = line.replace(/\\\|/g, "").split("|").length - 2;
  return columns > MAX_COLUMNS ? [`${place}: ${columns} columns, ${MAX_COLUMNS} allowed`] : [];
}
