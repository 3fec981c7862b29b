/** The result of a run for people to read. */
import { createHash } from "node:crypto";
import { ALLOWANCES } from "./allowances";
import { INVARIANTS } from "./invariants/Finding";
import type { Summary } from "./Summary";

const SHOWN_VIOLATIONS = 5;

export function printSummary(title: string, summary: Summary, wallMs: number): string[] {
  const { conversations, messages, requests, faults, checks, allowed, violations, spanMs, hashes, readings } = summary;
  const injected = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const digest = createHash("sha256").update(hashes.join()).digest("hex").slice(0, 16);
  return [
    "",
    title,
    `  ${number(conversations)} conversations, ${number(messages)} messages of customers and agents, ${number(requests)} requests; trace ${digest}`,
    `  ${(spanMs / 3_600_000).toFixed(1)} h of simulated time in ${(wallMs / 1000).toFixed(0)} s`,
    `  ${number(injected)} faults`,
    ...Object.entries(faults)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, count]) => `    ${name.padEnd(24)} ${number(count)}`),
    "  readings of the open questions, where they are not the usual ones",
    ...readings.map((line) => `    ${line}`),
    `  ${number(checks)} checks`,
    ...Object.entries(INVARIANTS).map(([name, text]) => {
      const broken = violations.filter(({ invariant }) => invariant === name).length;
      return `    ${broken === 0 ? "held  " : `BROKEN ${broken} times`} ${text}`;
    }),
    "  allowed as known limits",
    ...ALLOWANCES.map(({ name, reason }) => `    ${String(allowed[name] ?? 0).padStart(6)} ${name}: ${reason}`),
    ...violations
      .slice(0, SHOWN_VIOLATIONS)
      .flatMap(({ simulation, invariant, kind, conversation, text, trace }) => [
        `  VIOLATION in simulation ${simulation}: ${invariant} (${kind}) ${conversation ?? ""}: ${text}`,
        ...trace.map((line) => `    ${line}`),
      ]),
  ];
}

function number(count: number): string {
  return count.toLocaleString("en-GB");
}
