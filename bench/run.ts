/** Runs the benches, all or the named ones, and prints one table. They measure; they assert nothing. */
import { fork } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { build } from "../scripts/build";
import { root } from "../scripts/paths";
import { benches } from "./benches";
import { type Measurement, measurementSchema } from "./Measurement";
import { renderMarkdown, renderTable } from "./renderTable";

const RESULTS = join(root, "bench/results.json");
const HEAP_MB = 2_000;

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { markdown: { type: "boolean", default: false } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  for (const name of names) {
    if (benches[name] === undefined) {
      throw new Error(`There is no bench "${name}"; there are ${Object.keys(benches).join(", ")}.`);
    }
  }
  await build();
  const measurements: Measurement[] = [];
  for (const name of names) {
    const startedAt = performance.now();
    try {
      measurements.push(...(await runApart(name)));
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
    console.error(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  }
  const machine = { node: process.version, cores: cpus().length, platform: process.platform, arch: process.arch };
  await writeFile(RESULTS, `${JSON.stringify({ machine, measurements }, null, 2)}\n`);
  console.log(`\nNode ${machine.node}, ${machine.cores} cores, ${machine.platform} ${machine.arch}\n`);
  console.log(values.markdown ? renderMarkdown(measurements) : renderTable(measurements));
}

/** In a process of its own, so that no bench finds the heap of another one. */
function runApart(name: string): Promise<Measurement[]> {
  const limitSeconds = benches[name]?.limitSeconds ?? 0;
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, "runOne.ts"), [name], {
      cwd: root,
      execArgv: ["-r", "ts-node/register", "--expose-gc", `--max-old-space-size=${HEAP_MB}`],
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

run().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
