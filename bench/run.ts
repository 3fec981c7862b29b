/**
 * Runs the benches, all or the named ones, and prints one table. They measure; they assert nothing. With `--compare` and a
 * commit, those that measure what was built run for that commit too, in turns with this one.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../scripts/build";
import { root } from "../scripts/paths";
import { benches } from "./benches";
import { COMPARABLE, compare } from "./compare";
import type { Measurement } from "./Measurement";
import { renderMarkdown, renderTable } from "./renderTable";
import { runApart } from "./runApart";

const RESULTS = join(root, "bench/results.json");

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { markdown: { type: "boolean", default: false }, compare: { type: "string" } },
  });
  const known = values.compare === undefined ? Object.keys(benches) : COMPARABLE;
  const names = positionals.length > 0 ? positionals : known;
  for (const name of names) {
    if (!known.includes(name)) {
      throw new Error(`There is no such bench as "${name}"; there are ${known.join(", ")}.`);
    }
  }
  await build();
  const measurements = values.compare === undefined ? await measure(names) : await compare(values.compare, names);
  const machine = { node: process.version, cores: cpus().length, platform: process.platform, arch: process.arch };
  await writeFile(RESULTS, `${JSON.stringify({ machine, measurements }, null, 2)}\n`);
  console.log(`\nNode ${machine.node}, ${machine.cores} cores, ${machine.platform} ${machine.arch}\n`);
  console.log(values.markdown ? renderMarkdown(measurements) : renderTable(measurements));
}

async function measure(names: readonly string[]): Promise<Measurement[]> {
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
  return measurements;
}

run().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
