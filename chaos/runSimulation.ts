/** One simulation of a run: planned, carried out, checked, and its plan cut down when it fails. */
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { checkInvariants, type InvariantReport } from "./checkInvariants";
import { createPlan } from "./createPlan";
import type { InjectFault } from "./Observer";
import type { SimulationPlan } from "./Plan";
import type { SimulationRecord } from "./Records";
import { type Summary, summarize, traceOf } from "./Summary";
import { describePlan, shrink } from "./shrink";
import { simulate } from "./simulate";

/** A platform that has seen few conversations is fast: what it keeps is searched from end to end. */
export const SIMULATION_SIZE = 50;

export interface SimulationJob {
  seed: string;
  /** 0-based. */
  index: number;
  conversations: number;
  /** Simulated twice, and compared. */
  replays: boolean;
  shrinks: boolean;
  drawsReadings: boolean;
  /** The name of a conversation. */
  trace?: string;
}

export interface SimulationReport {
  summary: Summary;
  lines: string[];
}

export async function runSimulation(
  job: SimulationJob,
  extension: LoadedExtension,
  injectFault?: InjectFault,
): Promise<SimulationReport> {
  const first = job.index * SIMULATION_SIZE + 1;
  const count = Math.min(SIMULATION_SIZE, job.conversations - first + 1);
  const drawn = createPlan(`${job.seed}.${job.index}`, first, count);
  const plan = job.drawsReadings ? drawn : { ...drawn, readings: {} };
  const record = await simulate(plan, extension, injectFault);
  const report = checkInvariants(record);
  const lines: string[] = [];
  if (job.replays) {
    const again = await simulate(plan, extension, injectFault);
    lines.push(
      `simulation ${plan.seed}: ${record.hash === again.hash ? "the same again" : "DIFFERS"} ${record.hash.slice(0, 16)}`,
    );
  }
  if (job.trace !== undefined && plan.conversations.some(({ name }) => name === job.trace)) {
    lines.push(...traceOf(record, job.trace));
  }
  if (job.shrinks && report.violations.length > 0) {
    lines.push(...describePlan(await shrinkFailure(plan, record, report, extension, injectFault)));
  }
  return { summary: summarize(record, report), lines };
}

/** To what still breaks the same invariant in the same way. */
export async function shrinkFailure(
  plan: SimulationPlan,
  { exchanges, interruptions }: SimulationRecord,
  { violations: [violation] }: InvariantReport,
  extension: LoadedExtension,
  injectFault?: InjectFault,
): Promise<SimulationPlan> {
  const faults = [
    ...exchanges.filter(({ outcome }) => outcome.kind !== "pass").map(({ name }) => name),
    ...interruptions.flatMap(({ name }) => name ?? []),
  ];
  const stillFails = async (smaller: SimulationPlan) => {
    const { violations } = checkInvariants(await simulate(smaller, extension, injectFault));
    return violations.some(({ invariant, kind }) => invariant === violation?.invariant && kind === violation.kind);
  };
  return shrink(plan, faults, stillFails, { suspect: violation?.conversation });
}
