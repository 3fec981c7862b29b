/** Runs one host script in a fresh child process until it delivers a result, ends or runs out of time. */
import { fork } from "node:child_process";
import { jsonCopy } from "./jsonCopy";

export interface Supervision<Result> {
  script: string;
  /** The working directory. */
  directory: string;
  /** All environment variables of the process: nothing is inherited. */
  env?: Readonly<Record<string, string>>;
  /** From the first message on: the start of Node.js itself does not count. */
  timeoutMs: number;
  firstMessage: object;
  /** A result ends the process. */
  onMessage(message: unknown, reply: (answer: object) => void): Result | undefined;
  onTimeout(): Result;
  /** The process ended without a result. */
  onEnd(reason: string): Result;
}

export interface Supervised<Result> {
  result: Result;
  stdout: string;
  stderr: string;
  durationMs: number;
}

/** A node that prints without end must not fill the memory of the host. */
const MAX_PRINTED = 1024 * 1024;
/** A process that the Extension started may hold the pipes open after its parent's end. */
const PIPE_GRACE_MS = 500;

export function superviseProcess<Result>(supervision: Supervision<Result>): Promise<Supervised<Result>> {
  return new Promise((resolve, reject) => {
    const child = fork(supervision.script, [], {
      cwd: supervision.directory,
      env: { ...supervision.env },
      execArgv: [],
      serialization: "json",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.setEncoding("utf8").on("data", (text: string) => {
        printed[name] = (printed[name] + text).slice(0, MAX_PRINTED);
      });
    }

    let started: number | undefined;
    let outcome: { result: Result; durationMs: number } | undefined;
    let failure: { cause: unknown } | undefined;
    let executionTimer: NodeJS.Timeout | undefined;
    let pipeTimer: NodeJS.Timeout | undefined;

    const stop = () => {
      clearTimeout(executionTimer);
      child.kill("SIGKILL");
    };
    const conclude = (decide: () => Result | undefined) => {
      if (outcome || failure) {
        return;
      }
      try {
        const result = decide();
        if (result === undefined) {
          return;
        }
        outcome = { result, durationMs: started === undefined ? 0 : performance.now() - started };
      } catch (cause) {
        failure = { cause };
      }
      stop();
    };
    const reply = (answer: object) => {
      // The process may be gone by now; its end is reported elsewhere.
      if (child.connected) {
        child.send(answer, () => {});
      }
    };
    const finish = () => {
      clearTimeout(pipeTimer);
      conclude(() =>
        supervision.onEnd(child.signalCode ? `signal ${child.signalCode}` : `exit code ${child.exitCode}`),
      );
      if (outcome) {
        resolve({ ...outcome, ...printed });
      } else {
        reject(failure?.cause);
      }
    };

    child.on("message", (message) => {
      // Copied, because under jest Node.js makes messages of other Object and Array classes than the tests have.
      if (started !== undefined) {
        return conclude(() => supervision.onMessage(jsonCopy(message), reply));
      }
      // The first message of every host script only says that it listens.
      started = performance.now();
      executionTimer = setTimeout(() => conclude(supervision.onTimeout), supervision.timeoutMs);
      reply(supervision.firstMessage);
    });
    child.on("error", (cause) => {
      failure ??= { cause };
      stop();
      if (child.pid === undefined) {
        finish();
      }
    });
    child.on("exit", () => {
      pipeTimer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, PIPE_GRACE_MS);
    });
    // Messages can arrive after the end of the process, but not after the end of the channel.
    child.on("close", () => (child.connected ? child.once("disconnect", finish) : finish()));
  });
}
