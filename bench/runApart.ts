/** Runs each bench in a fresh process, so none inherits the heap of the one before. */
import { fork } from "node:child_process";
import { join } from "node:path";
import * as z from "zod";
import { root } from "../scripts/paths";
import { benches } from "./benches";
import { type Measurement, measurementSchema } from "./Measurement";

const HEAP_MB = 2_000;

/** `dist`: of another build than this one. */
export function runApart(name: string, dist?: string): Promise<Measurement[]> {
  const limitSeconds = benches[name]?.limitSeconds ?? 0;
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, "runOne.ts"), [name], {
      cwd: root,
      execArgv: ["-r", "ts-node/register", "--expose-gc", `--max-old-space-size=${HEAP_MB}`],
      env: { ...process.env, ...(dist !== undefined && { BENCH_DIST: dist }) },
    });
    const timer = setTimeout(() => {
      reject(new Error(`The bench "${name}" did not end within ${limitSeconds} s.`));
      child.kill("SIGKILL");
    }, limitSeconds * 1000);
    child.on("message", (message) => {
      const parsed = z.array(measurementSchema).safeParse(message);
      if (parsed.success) {
        resolve(parsed.data);
      } else {
        reject(new Error(`The bench "${name}" reported no figures.`));
      }
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      // After the figures this is without effect.
      reject(new Error(`The bench "${name}" ended without figures (${signal ?? code}).`));
    });
  });
}
