/** Hands the jobs of a run to a few processes, and stops when the time is over. */
import { type ChildProcess, fork } from "node:child_process";
import { cpus } from "node:os";

export interface JobRun<Job, Report> {
  /** Of the module whose process works on the jobs. */
  worker: string;
  jobs: readonly Job[];
  limitMs: number;
  onReport(job: Job, report: Report): void;
}

/** What simulations leave behind in a process makes it slower and slower: contexts of transformers are collected late. */
const JOBS_PER_PROCESS = 10;

/** False when the time was over before all were done, or a process failed. */
export async function runJobs<Job, Report>({ worker, jobs, limitMs, onReport }: JobRun<Job, Report>): Promise<boolean> {
  const waiting = [...jobs.keys()];
  const workers = new Set<ChildProcess>();
  let done = 0;
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    for (const one of workers) {
      one.kill();
    }
  }, limitMs);

  const runSome = () =>
    new Promise<boolean>((resolve) => {
      const child = fork(worker, { execArgv: ["-r", "ts-node/register", "--disable-warning=ExperimentalWarning"] });
      workers.add(child);
      let left = JOBS_PER_PROCESS;
      const next = () => {
        const index = left-- > 0 ? waiting.shift() : undefined;
        if (child.connected) {
          child.send(index === undefined ? "end" : { index, job: jobs[index] });
        }
      };
      child.on("message", (message: "ready" | { index: number; report: Report }) => {
        const job = message === "ready" ? undefined : jobs[message.index];
        if (message !== "ready" && job !== undefined) {
          done += 1;
          onReport(job, message.report);
        }
        next();
      });
      child.on("exit", (code) => {
        workers.delete(child);
        resolve(code === 0);
      });
    });
  const runInTurn = async () => {
    while (waiting.length > 0 && !isLate && (await runSome())) {}
  };
  await Promise.all(Array.from({ length: Math.min(cpus().length, jobs.length) }, runInTurn));
  clearTimeout(limit);
  return !isLate && done === jobs.length;
}
