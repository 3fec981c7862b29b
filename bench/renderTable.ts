/** The figures of all benches as one table: for a terminal, or in Markdown. */
import type { Measurement } from "./Measurement";

const HEAD = ["bench", "what", "median", "p10 to p90", "unit", "runs", "note"];

export function renderTable(measurements: readonly Measurement[]): string {
  const rows = [HEAD, ...measurements.map(toRow)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => HEAD[column] === "median" || HEAD[column] === "runs";
  const pad = (cell: string, column: number) =>
    isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

export function renderMarkdown(measurements: readonly Measurement[]): string {
  const toLine = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = HEAD.map((name) => (name === "median" || name === "runs" ? "---:" : "---"));
  return [HEAD, rule, ...measurements.map(toRow)].map(toLine).join("\n");
}

function toRow({ bench, name, median, low, high, unit, runs, note }: Measurement): string[] {
  const spread = runs === 1 ? "" : `${toText(low)} to ${toText(high)}`;
  return [bench, name, toText(median), spread, unit, String(runs), note ?? ""];
}

/** Three digits that matter, and whole numbers as they are. */
function toText(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) {
    return Math.round(value).toLocaleString("en-GB");
  }
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(3, digits));
}
