/** Hands the simulations of a run to a few processes, and stops when the time is over. */
import { type ChildProcess, fork } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { SIMULATION_SIZE, type SimulationJob, type SimulationReport } from "./runSimulation";
import { add, type Summary } from "./Summary";

export interface RunResult {
  summary: Summary | undefined;
  lines: string[];
  /** False when the time was over before. */
  isComplete: boolean;
}

/** What simulations leave behind in a process makes it slower and slower: contexts of transformers are collected late. */
const SIMULATIONS_PER_PROCESS = 10;

export async function runSimulations(
  jobs: readonly SimulationJob[],
  limitMs: number,
  onProgress: (done: number, of: number) => void,
): Promise<RunResult> {
  const waiting = [...jobs];
  const reports = new Map<number, SimulationReport>();
  const workers = new Set<ChildProcess>();
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    for (const worker of workers) {
      worker.kill();
    }
  }, limitMs);

  const runSome = () =>
    new Promise<boolean>((resolve) => {
      const worker = fork(join(__dirname, "simulationWorker.ts"), {
        execArgv: ["-r", "ts-node/register", "--disable-warning=ExperimentalWarning"],
      });
      workers.add(worker);
      let left = SIMULATIONS_PER_PROCESS;
      const next = () => worker.connected && worker.send((left-- > 0 ? waiting.shift() : undefined) ?? "end");
      worker.on("message", (message: "ready" | { job: SimulationJob; report: SimulationReport }) => {
        if (message !== "ready") {
          reports.set(message.job.index, message.report);
          onProgress(reports.size, jobs.length);
        }
        next();
      });
      worker.on("exit", (code) => {
        workers.delete(worker);
        resolve(code === 0);
      });
    });
  const runInTurn = async () => {
    while (waiting.length > 0 && !isLate && (await runSome())) {}
  };
  await Promise.all(Array.from({ length: Math.min(cpus().length, jobs.length) }, runInTurn));
  clearTimeout(limit);
  const inOrder = jobs.flatMap(({ index }) => reports.get(index) ?? []);
  const summaries = inOrder.map(({ summary }) => summary);
  return {
    summary: summaries.length === 0 ? undefined : summaries.reduce(add),
    lines: inOrder.flatMap(({ lines }) => lines),
    isComplete: !isLate && reports.size === jobs.length,
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
