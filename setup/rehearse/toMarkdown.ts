/** The report of a rehearsal as a page, made to be attached to a ticket. */
import type { HopOutcome } from "./Hop";
import { toSeconds } from "./HopLog";
import { hasFailed, type RehearsalResult } from "./RehearsalResult";

const SIGNS: Record<HopOutcome, string> = { passed: "ok", warned: "warning", failed: "FAILED", skipped: "skipped" };

export function toMarkdown(result: RehearsalResult): string {
  const { product, startedAt, ms, calls, isManual, conversations, readings } = result;
  const sections = conversations.map(({ route, name, hops }) => [
    `## ${name ?? `Route ${route}`}`,
    "",
    "| Step | Result | Time | Requests | Evidence |",
    "|---|---|---|---|---|",
    ...hops.map(({ title, outcome, ms: time, calls: count, evidence }) =>
      toRow(title, SIGNS[outcome], toSeconds(time), String(count), evidence),
    ),
    "",
    ...hops.flatMap(({ title, fix }) => (fix === undefined ? [] : [`- **${title}**: ${fix}`])),
  ]);
  return [
    "# Rehearsal of a handover",
    "",
    `${hasFailed(result) ? "It failed." : "It worked."} Started ${startedAt}, took ${toSeconds(ms)}, ${calls} requests to Engage, version ${product}${isManual ? ", with a person as the agent" : ""}.`,
    "",
    ...sections.flatMap((lines) => [...lines, ""]),
    "## How these platforms behave",
    "",
    ...(readings.length === 0
      ? ["Nothing was seen."]
      : [
          "The names are those of the open questions in the documentation.",
          "",
          "| Question | Seen | Evidence | What to change |",
          "|---|---|---|---|",
          ...readings.map(({ question, readings: seen, evidence, setting }) =>
            toRow(`\`${question}\``, seen.join(" or "), evidence, setting ?? "nothing"),
          ),
        ]),
    "",
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

function toRow(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/g, " ").replaceAll("|", "\\|")).join(" | ")} |`;
}
