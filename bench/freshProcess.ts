/** Runs a script in a fresh Node process, and tells what that cost: from the outside, and as the process itself counts. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";

/** CPU is user and system time of all threads: what a busy machine blurs least. */
export interface ProcessCost {
  wallMs: number;
  /** Of the whole process up to the end of the script, with Node's own start. */
  cpuMs: number;
  /** Of the script alone. */
  script: { wallMs: number; cpuMs: number };
  /** Modules of Node's own that the script made it load. */
  builtins: string[];
  /** Files that the script loaded by `require`, with their bytes. */
  files: { path: string; bytes: number }[];
}

const reportSchema = z.object({
  cpuMs: z.number(),
  script: z.object({ wallMs: z.number(), cpuMs: z.number() }),
  builtins: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), bytes: z.number() })),
});

const LIMIT_MS = 20_000;
const MAX_REPORT_BYTES = 4 * 1024 * 1024;

/** `script`: the body of an async function of `input`. From a file: `node -e` loads much of Node's own by itself. */
export async function runFreshProcess(script: string, input: unknown = null): Promise<ProcessCost> {
  const directory = await mkdtemp(join(tmpdir(), "bench-process-"));
  try {
    const file = join(directory, "script.js");
    await writeFile(file, toProgram(script));
    const startedAt = process.hrtime.bigint();
    const stdout = await execute(file, JSON.stringify(input));
    const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
    return { wallMs, ...reportSchema.parse(JSON.parse(stdout)) };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function toProgram(script: string): string {
  return `
    const loadedBefore = new Set(process.moduleLoadList), cpuBefore = process.cpuUsage(), wallBefore = process.hrtime.bigint();
    (async (input) => {${script}
    })(JSON.parse(process.argv[2])).then(() => {
      const wallMs = Number(process.hrtime.bigint() - wallBefore) / 1e6;
      const own = process.cpuUsage(cpuBefore), all = process.cpuUsage();
      const toMs = ({ user, system }) => (user + system) / 1e3;
      const builtins = process.moduleLoadList.filter((name) => !loadedBefore.has(name));
      const { statSync, writeSync } = require("node:fs");
      const files = Object.keys(require.cache).filter((path) => path !== __filename).map((path) => ({ path, bytes: statSync(path).size }));
      writeSync(1, JSON.stringify({ cpuMs: toMs(all), script: { wallMs, cpuMs: toMs(own) }, builtins, files }));
      process.exit();
    });`;
}

function execute(file: string, argument: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LIMIT_MS, maxBuffer: MAX_REPORT_BYTES, env: {} };
    execFile(process.execPath, [file, argument], options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}
