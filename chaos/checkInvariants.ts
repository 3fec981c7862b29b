/** Checks every invariant on a record, and separates violations from what a known limit allows. */
import { ALLOWANCES } from "./allowances";
import { createFacts } from "./facts";
import { checkEnds } from "./invariants/checkEnds";
import { checkMessages } from "./invariants/checkMessages";
import { checkOrder } from "./invariants/checkOrder";
import { checkRouting, checkSilence } from "./invariants/checkPlaces";
import { checkRepetitions, checkRest, checkSecrets } from "./invariants/checkSimulation";
import type { Finding } from "./invariants/Finding";
import type { SimulationRecord } from "./Records";

export interface InvariantReport {
  violations: Finding[];
  allowed: { finding: Finding; allowance: string }[];
  /** How many things were looked at. */
  checks: number;
}

const OF_CONVERSATION = [checkMessages, checkOrder, checkRouting, checkSilence, checkEnds];
const OF_SIMULATION = [checkSecrets, checkRepetitions, checkRest];

export function checkInvariants(record: SimulationRecord): InvariantReport {
  const findings: Finding[] = [];
  let checks = 0;
  for (const check of OF_SIMULATION) {
    checks += check(record, (finding) => findings.push(finding));
  }
  for (const conversation of record.conversations) {
    for (const check of OF_CONVERSATION) {
      checks += check(conversation, (finding) => findings.push({ conversation: conversation.name, ...finding }));
    }
  }
  const facts = createFacts(record);
  const report: InvariantReport = { violations: [], allowed: [], checks };
  for (const finding of findings) {
    const allowance = ALLOWANCES.find(
      ({ invariant, kinds, applies }) =>
        invariant === finding.invariant && (kinds?.includes(finding.kind) ?? true) && applies(finding, facts),
    )?.name;
    if (allowance === undefined) {
      report.violations.push(finding);
    } else {
      report.allowed.push({ finding, allowance });
    }
  }
  return report;
}
