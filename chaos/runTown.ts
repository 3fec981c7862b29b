/** One town of a run: planned, simulated, judged, and cut down when it fails. */
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { createPlan } from "./createPlan";
import { type Judgement, judge } from "./judge";
import type { Meddle } from "./Observer";
import type { TownPlan } from "./Plan";
import type { TownRecord } from "./Records";
import { type Summary, summarize, traceOf } from "./Summary";
import { describePlan, shrink } from "./shrink";
import { simulate } from "./simulation";

/** A platform that has seen few conversations is fast: what it keeps is searched from end to end. */
export const TOWN_SIZE = 50;

export interface TownJob {
  seed: string;
  /** 0-based. */
  town: number;
  conversations: number;
  /** Simulated twice, and compared. */
  replays: boolean;
  shrinks: boolean;
  /** The name of a conversation. */
  trace?: string;
}

export interface TownReport {
  summary: Summary;
  lines: string[];
}

export async function runTown(job: TownJob, extension: LoadedExtension, meddle?: Meddle): Promise<TownReport> {
  const first = job.town * TOWN_SIZE + 1;
  const count = Math.min(TOWN_SIZE, job.conversations - first + 1);
  const plan = createPlan(`${job.seed}.${job.town}`, first, count);
  const record = await simulate(plan, extension, meddle);
  const judgement = judge(record);
  const lines: string[] = [];
  if (job.replays) {
    const again = await simulate(plan, extension, meddle);
    lines.push(
      `town ${plan.seed}: ${record.hash === again.hash ? "the same again" : "DIFFERS"} ${record.hash.slice(0, 16)}`,
    );
  }
  if (job.trace !== undefined && plan.conversations.some(({ name }) => name === job.trace)) {
    lines.push(...traceOf(record, job.trace));
  }
  if (job.shrinks && judgement.violations.length > 0) {
    lines.push(...describePlan(await shrinkFailure(plan, record, judgement, extension, meddle)));
  }
  return { summary: summarize(record, judgement), lines };
}

/** To what still breaks the same invariant in the same way. */
export async function shrinkFailure(
  plan: TownPlan,
  { exchanges, interruptions }: TownRecord,
  { violations: [violation] }: Judgement,
  extension: LoadedExtension,
  meddle?: Meddle,
): Promise<TownPlan> {
  const faults = [
    ...exchanges.filter(({ fate }) => fate.kind !== "pass").map(({ name }) => name),
    ...interruptions.flatMap(({ name }) => name ?? []),
  ];
  const stillFails = async (smaller: TownPlan) => {
    const { violations } = judge(await simulate(smaller, extension, meddle));
    return violations.some(({ invariant, kind }) => invariant === violation?.invariant && kind === violation.kind);
  };
  return shrink(plan, faults, stillFails, { suspect: violation?.conversation });
}
