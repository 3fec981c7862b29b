/** Runs one bench in this process, which is its own, and reports its figures to the one that started it. */
import { benches } from "./benches";

async function runOne(name: string): Promise<void> {
  const bench = benches[name];
  if (bench === undefined) {
    throw new Error(`There is no bench "${name}"`);
  }
  const measurements = await bench.run();
  // What a bench left open must not keep the process.
  process.send?.(measurements, undefined, undefined, () => process.exit());
}

runOne(process.argv[2] ?? "").catch((error) => {
  console.error(error);
  process.exit(1);
});
