/** Checks every invariant on a record, and tells violations from what a known limit allows. */
import { ALLOWANCES } from "./allowances";
import { createFacts } from "./facts";
import { checkEnds } from "./invariants/checkEnds";
import { checkMessages } from "./invariants/checkMessages";
import { checkOrder } from "./invariants/checkOrder";
import { checkRouting, checkSilence } from "./invariants/checkPlaces";
import { checkRepetitions, checkRest, checkSecrets } from "./invariants/checkTown";
import type { Finding } from "./invariants/Finding";
import type { TownRecord } from "./Records";

export interface Judgement {
  violations: Finding[];
  allowed: { finding: Finding; allowance: string }[];
  /** How many things were looked at. */
  checks: number;
}

const OF_CONVERSATION = [checkMessages, checkOrder, checkRouting, checkSilence, checkEnds];
const OF_TOWN = [checkSecrets, checkRepetitions, checkRest];

export function judge(town: TownRecord): Judgement {
  const findings: Finding[] = [];
  let checks = 0;
  for (const check of OF_TOWN) {
    checks += check(town, (finding) => findings.push(finding));
  }
  for (const conversation of town.conversations) {
    for (const check of OF_CONVERSATION) {
      checks += check(conversation, (finding) => findings.push({ conversation: conversation.name, ...finding }));
    }
  }
  const facts = createFacts(town);
  const judgement: Judgement = { violations: [], allowed: [], checks };
  for (const finding of findings) {
    const allowance = ALLOWANCES.find(
      ({ invariant, kinds, applies }) =>
        invariant === finding.invariant && (kinds?.includes(finding.kind) ?? true) && applies(finding, facts),
    )?.name;
    if (allowance === undefined) {
      judgement.violations.push(finding);
    } else {
      judgement.allowed.push({ finding, allowance });
    }
  }
  return judgement;
}
