/** The simulations of a run, and what came of them together. */
import { join } from "node:path";
import { runJobs } from "./runJobs";
import { SIMULATION_SIZE, type SimulationJob, type SimulationReport } from "./runSimulation";
import { add, type Summary } from "./Summary";

export interface RunResult {
  summary: Summary | undefined;
  lines: string[];
  /** False when the time was over before. */
  isComplete: boolean;
}

export async function runSimulations(
  jobs: readonly SimulationJob[],
  limitMs: number,
  onProgress: (done: number, of: number) => void,
): Promise<RunResult> {
  const reports = new Map<number, SimulationReport>();
  const isComplete = await runJobs<SimulationJob, SimulationReport>({
    worker: join(__dirname, "simulationWorker.ts"),
    jobs,
    limitMs,
    onReport({ index }, report) {
      reports.set(index, report);
      onProgress(reports.size, jobs.length);
    },
  });
  const inOrder = jobs.flatMap(({ index }) => reports.get(index) ?? []);
  const summaries = inOrder.map(({ summary }) => summary);
  return {
    summary: summaries.length === 0 ? undefined : summaries.reduce(add),
    lines: inOrder.flatMap(({ lines }) => lines),
    isComplete,
  };
}

export function createJobs(
  seed: string,
  conversations: number,
  given: Omit<SimulationJob, "seed" | "index" | "conversations">,
): SimulationJob[] {
  return Array.from({ length: Math.ceil(conversations / SIMULATION_SIZE) }, (_, index) => ({
    seed,
    index,
    conversations,
    ...given,
  }));
}
