/** What it costs a fresh process to load the packed module, over bare Node and beside what Node's own https costs. */
import { readFile, stat } from "node:fs/promises";
import * as z from "zod";
import { loadExtension } from "../sandbox/cognigy/loadExtension";
import { paths } from "../scripts/paths";
import { bundleParts } from "./bundleParts";
import { type ProcessCost, runFreshProcess } from "./freshProcess";
import type { Measurement } from "./Measurement";
import { median, toMeasurement } from "./toMeasurement";

const ROUNDS = 25;
const HTTPS = 'require("node:https");';

const figure = toMeasurement("load");

export async function benchLoad(): Promise<Measurement[]> {
  const extension = await loadExtension(paths.tarball);
  const parts = await bundleParts();
  try {
    const load = (file: string) => `require(${JSON.stringify(file)});`;
    const loading = load(extension.modulePath);
    const [probe, https] = [await runFreshProcess(loading), await runFreshProcess(HTTPS)];
    const builtins = toPublicNames(probe);
    const parsing = probe.files.map(({ path }) => parse(path)).join("");
    const scripts: Record<string, string> = {
      bare: "",
      https: HTTPS,
      module: loading,
      builtins: builtins.map((name) => `require(${JSON.stringify(`node:${name}`)});`).join(""),
      parsing,
      ...Object.fromEntries(parts.files.map(({ name, file }) => [name, load(file)])),
    };
    const costs = await takeTurns(scripts);
    const of = (name: string, value: (cost: ProcessCost) => number) => (costs.get(name) ?? []).map(value);
    const cpu = (name: string) => of(name, ({ script }) => script.cpuMs);
    const wall = (name: string) => of(name, ({ script }) => script.wallMs);
    const bareWall = median(of("bare", ({ wallMs }) => wallMs));
    const ofHttps = (name: string) => cpu(name).map((value, round) => value / (cpu("https")[round] ?? Number.NaN));

    return [
      figure("packed module, CPU", 'times require("https")', ofHttps("module"), "pairs of the same round"),
      figure(
        "packed module, time",
        'times require("https")',
        wall("module").map((value, round) => value / (wall("https")[round] ?? Number.NaN)),
        "pairs of the same round",
      ),
      figure('require("https"), CPU', "ms", cpu("https")),
      figure("packed module, CPU", "ms", cpu("module")),
      figure('require("https"), time', "ms", wall("https")),
      figure("packed module, time", "ms", wall("module")),
      figure(
        "bare Node process, time",
        "ms",
        of("bare", ({ wallMs }) => wallMs),
      ),
      figure(
        "process that loads the module, over bare Node",
        "ms",
        of("module", ({ wallMs }) => wallMs - bareWall),
      ),
      figure("files that Node reads for it", "files", probe.files.length),
      figure("their size", "bytes", sum(probe.files.map(({ bytes }) => bytes))),
      figure("tarball", "bytes", (await stat(paths.tarball)).size),
      figure("modules of Node's own that it loads", "modules", probe.builtins.length, toNote(probe, https)),
      figure("part: these modules of Node's own, CPU", 'times require("https")', ofHttps("builtins")),
      figure("part: parsing these files, CPU", 'times require("https")', ofHttps("parsing"), "with reading it"),
      ...parts.files.map(({ name, note }) =>
        figure(`part alone: ${name}, CPU`, 'times require("https")', ofHttps(name), note),
      ),
      ...(await readShares()),
    ];
  } finally {
    await Promise.all([extension.close(), parts.close()]);
  }
}

function parse(file: string): string {
  return `new (require("node:vm").Script)(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"));`;
}

/** In turns, so that a busy moment of the machine meets all of them. */
async function takeTurns(scripts: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, ProcessCost[]>> {
  const costs = new Map<string, ProcessCost[]>(Object.keys(scripts).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, list] of costs) {
      list.push(await runFreshProcess(scripts[name] ?? ""));
    }
  }
  return costs;
}

function toPublicNames({ builtins }: ProcessCost): string[] {
  return builtins.flatMap((entry) => {
    const name = /^NativeModule (?!_)([a-z][\w/]*)$/.exec(entry)?.[1];
    return name === undefined || name.startsWith("internal/") ? [] : [name];
  });
}

function toNote(probe: ProcessCost, https: ProcessCost): string {
  const ofHttps = new Set(https.builtins);
  const more = toPublicNames({ ...probe, builtins: probe.builtins.filter((name) => !ofHttps.has(name)) });
  return `${https.builtins.length} of them are https; beyond it: ${more.join(", ") || "none with a public name"}`;
}

const metaSchema = z.object({
  outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) })),
});

/** Who has how many bytes in the module. */
async function readShares(): Promise<Measurement[]> {
  const { outputs } = metaSchema.parse(JSON.parse(await readFile(paths.meta, "utf8")));
  const shares = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const owner = toOwner(input);
      shares.set(owner, (shares.get(owner) ?? 0) + bytesInOutput);
    }
  }
  return [...shares]
    .sort(([, one], [, other]) => other - one)
    .map(([owner, bytes]) => figure(`bytes of ${owner}`, "bytes", bytes));
}

function toOwner(input: string): string {
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input)?.[1];
  if (dependency !== undefined) {
    return dependency;
  }
  if (!input.startsWith("src/")) {
    return "axios";
  }
  return input.split("/").length > 2 ? input.split("/").slice(0, 2).join("/") : "src";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
