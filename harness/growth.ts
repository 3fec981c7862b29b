/** How a function's time grows with its input: 1 is linear, 2 quadratic. */

/** Above what can blur it. */
const MEASURABLE_MS = 0.1;
/** Long enough that once is enough, if it looks right. */
const LONG_MS = 20;
/** Long enough that once is enough, if it looks wrong. */
const HOPELESS_MS = 1_000;
const LINEAR = 1.3;
/** No noise makes this of what is linear, once it takes long and larger inputs show it again. */
const STEEP = 1.7;
/** Times the size at which it first looked steep. */
const MOST = 8;

export interface Growth {
  exponent: number;
  /** Of the largest input. */
  ms: number;
  /** For a person: sizes and times. */
  seen: string;
}

/**
 * Of inputs of n, 2n and 4n, or more where a run of `lastSize` is too short to be measured. Each time is the best of
 * several, since whatever else the machine does only adds to it; and what looks too steep is measured again and at larger
 * sizes before it is believed, since a cache that is full makes a step, but no slope.
 */
export async function measureGrowth<T>(
  toInput: (size: number) => T,
  run: (input: T) => unknown,
  { from = 500, lastSize = 16_000 } = {},
): Promise<Growth> {
  let size = from;
  for (; size < lastSize; size *= 2) {
    const input = toInput(size);
    await run(input);
    if ((await time(run, input)) >= MEASURABLE_MS) {
      break;
    }
  }
  let growth = await measure(toInput, run, size);
  let isCertain = false;
  for (
    let larger = 2;
    growth.exponent > LINEAR && growth.ms < HOPELESS_MS / 4 && larger <= MOST && !isCertain;
    larger *= 2
  ) {
    const wasSteep = isClearlySteep(growth);
    growth = await measure(toInput, run, larger * size);
    isCertain = wasSteep && isClearlySteep(growth);
  }
  return growth;
}

function isClearlySteep({ exponent, ms }: Pick<Growth, "exponent" | "ms">): boolean {
  return exponent > STEEP && ms > LONG_MS / 2;
}

async function measure<T>(toInput: (size: number) => T, run: (input: T) => unknown, size: number): Promise<Growth> {
  const sizes = [size, 2 * size, 4 * size];
  const inputs = sizes.map(toInput);
  const best = inputs.map(() => Number.POSITIVE_INFINITY);
  let exponent = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6 && (round < 3 || exponent > LINEAR); round++) {
    const longest = best[2] ?? 0;
    if (round > 0 && longest > (exponent > LINEAR ? HOPELESS_MS : LONG_MS)) {
      break;
    }
    if (round > 2 && isClearlySteep({ exponent, ms: longest })) {
      break;
    }
    for (const [index, input] of inputs.entries()) {
      best[index] = Math.min(best[index] ?? 0, await time(run, input));
    }
    const [once = 0, twice = 0, fourTimes = 0] = best.map((ms) => Math.max(ms, MEASURABLE_MS / 2));
    // What is steep stays steep; a full cache or a collection of garbage makes one step, and then goes on as before.
    exponent = Math.min(Math.log2(fourTimes / once) / 2, Math.log2(fourTimes / twice));
  }
  const seen = sizes.map((one, index) => `${one}: ${best[index]?.toFixed(2)} ms`).join(", ");
  return { exponent, ms: best[2] ?? 0, seen: `${exponent.toFixed(2)} (${seen})` };
}

/** Of the processor: what the clock shows is mostly other programs where several share it. */
async function time<T>(run: (input: T) => unknown, input: T): Promise<number> {
  const before = process.cpuUsage();
  await run(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
