/** `npm run chaos`: both routes under faults, checked. Ends with status 1 when an invariant is broken. */
import { build } from "../scripts/build";
import { type ChaosOptions, readOptions, USAGE } from "./options";
import { printSummary } from "./printSummary";
import { runReal } from "./real/runReal";
import { SIMULATION_SIZE } from "./runSimulation";
import { createJobs, runSimulations } from "./runSimulations";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.isHelp) {
    return console.log(USAGE);
  }
  await build();
  for (const seed of options.seeds) {
    if (options.conversations > 0) {
      await runSeed(seed, options);
    }
  }
  if (options.real > 0) {
    await runRealOnes(options);
  }
}

async function runSeed(
  seed: string,
  { conversations, replay, trace, limitMs, drawsReadings }: ChaosOptions,
): Promise<void> {
  const started = performance.now();
  const all = createJobs(seed, conversations, {
    replays: replay !== undefined,
    shrinks: true,
    drawsReadings,
    ...(trace === undefined ? {} : { trace }),
  });
  const indexOfTrace = trace === undefined ? undefined : Math.floor((Number(trace.slice(1)) - 1) / SIMULATION_SIZE);
  const only = replay ?? indexOfTrace;
  const jobs = all.filter(({ index }) => only === undefined || index === only);
  const { summary, lines, isComplete } = await runSimulations(jobs, limitMs, (done, of) => {
    if (process.stdout.isTTY) {
      process.stdout.write(`\rsimulation ${done} of ${of}`);
    }
  });
  for (const line of lines) {
    console.log(line);
  }
  if (summary) {
    console.log(printSummary(`Seed ${seed}`, summary, performance.now() - started).join("\n"));
  }
  if (!isComplete) {
    console.log("  NOT COMPLETE: the time was over, or a process failed");
  }
  if (!isComplete || !summary || summary.violations.length > 0) {
    process.exitCode = 1;
  }
  for (const index of new Set(summary?.violations.map(({ simulation }) => simulation.split(".").at(-1)))) {
    console.log(
      `  again: npm run chaos -- --seed ${seed} --conversations ${conversations} ${drawsReadings ? "" : "--usual "}--replay ${index}`,
    );
  }
}

async function runRealOnes({ seeds: [seed = "1"], real, limitMs }: ChaosOptions): Promise<void> {
  const started = performance.now();
  const summary = await runReal(seed, real, limitMs);
  console.log(
    printSummary(`Real processes, sockets and time, seed ${seed}`, summary, performance.now() - started).join("\n"),
  );
  if (summary.violations.length > 0) {
    process.exitCode = 1;
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
