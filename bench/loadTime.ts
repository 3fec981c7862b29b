/** What it costs a fresh process to load the packed module, over bare Node and beside what Node's own https costs. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { LoadedExtension } from "../sandbox/cognigy/loadExtension";
import { paths } from "../scripts/paths";
import { type Spread, toSpread, toText } from "./measure";

const RUNS = 20;

export function benchLoadTime(extension: LoadedExtension): string[][] {
  const scripts = {
    bare: "0",
    https: 'require("node:https")',
    module: `require(${JSON.stringify(extension.modulePath)})`,
  };
  const times: Record<keyof typeof scripts, number[]> = { bare: [], https: [], module: [] };
  // Taken in turns, so that a busy moment of the machine meets all of them.
  for (let run = 0; run < RUNS; run++) {
    for (const name of Object.keys(scripts) as (keyof typeof scripts)[]) times[name].push(timeProcess(scripts[name]));
  }
  const bare = toSpread(times.bare).median;
  const over = (values: readonly number[]): Spread => toSpread(values.map((ms) => ms - bare));
  const [https, module] = [over(times.https), over(times.module)];
  return [
    ["bare Node process, ms", toText(toSpread(times.bare))],
    ['require("https") over bare Node, ms', toText(https)],
    ["packed module over bare Node, ms", toText(module)],
    ['packed module as a multiple of require("https")', (module.median / https.median).toFixed(1)],
    ["module, bytes", String(statSync(join(extension.modulePath)).size)],
    ["tarball, bytes", String(statSync(paths.tarball).size)],
  ];
}

function timeProcess(script: string): number {
  const start = process.hrtime.bigint();
  execFileSync(process.execPath, ["-e", script]);
  return Number(process.hrtime.bigint() - start) / 1e6;
}
