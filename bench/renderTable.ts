/** The figures of all benches: one table for a terminal, or a table for each bench in Markdown. */
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

/** As docs/develop/bench.md has it: a table for each bench. */
export function renderMarkdown(measurements: readonly Measurement[]): string {
  const benches = [...new Set(measurements.map(({ bench }) => bench))];
  return benches
    .map((bench) => {
      const rows = measurements.filter((measurement) => measurement.bench === bench).map(toMarkdownRow);
      return [
        `## ${bench}`,
        "",
        "| What | Median | Unit | p10 to p90 | Note |",
        "|---|---:|---|---|---|",
        ...rows,
      ].join("\n");
    })
    .join("\n\n");
}

function toMarkdownRow(measurement: Measurement): string {
  const [, what, median, spread, unit, , note] = toRow(measurement);
  const cells = [what, median, unit, spread, note].map((cell) => cell?.replaceAll("|", "\\|") || "–");
  return `| ${cells.join(" | ")} |`;
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
