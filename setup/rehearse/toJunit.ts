/** The report of a rehearsal as JUnit, for CI. A warning passes, and is written out. */
import { hasFailed, type RehearsalResult } from "./RehearsalResult";

export function toJunit(result: RehearsalResult): string {
  const suites = result.conversations.map(({ route, name, hops }) => {
    const count = (outcome: string) => hops.filter((hop) => hop.outcome === outcome).length;
    return [
      `  <testsuite name="${escapeXml(name ?? `route ${route}`)}" tests="${hops.length}" failures="${count("failed")}" skipped="${count("skipped")}" timestamp="${result.startedAt}" time="${seconds(hops.reduce((sum, { ms }) => sum + ms, 0))}">`,
      ...hops.flatMap(({ id, title, outcome, ms, evidence, fix }) => [
        `    <testcase classname="${escapeXml(`rehearsal.${route}`)}" name="${escapeXml(title)}" time="${seconds(ms)}">`,
        ...(outcome === "failed"
          ? [
              `      <failure type="${escapeXml(id)}" message="${escapeXml(evidence)}">${escapeXml(fix ?? "")}</failure>`,
            ]
          : []),
        ...(outcome === "skipped" ? [`      <skipped message="${escapeXml(evidence)}"/>`] : []),
        ...(outcome === "warned"
          ? [`      <system-out>${escapeXml(`warning: ${evidence} ${fix ?? ""}`)}</system-out>`]
          : []),
        "    </testcase>",
      ]),
      "  </testsuite>",
    ].join("\n");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rehearsal${hasFailed(result) ? " (failed)" : ""}">\n${suites.join("\n")}\n</testsuites>\n`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function escapeXml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no room for them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
  );
}
