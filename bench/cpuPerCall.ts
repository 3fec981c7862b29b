/** Microseconds of CPU for one call of each of several kinds of work, beside a plain piece of work on the same values. */

export interface Compared {
  /** Of each sample. */
  us: number[];
  /** How many times the plain work, of each sample. */
  ratio: number[];
}

export interface Work<T> {
  /** Each value is used once by `act`: what is measured may know what it has seen. */
  make(): T;
  act(value: T): unknown;
  plain(value: T): unknown;
  /** How many values there are at the same time. */
  atOnce: number;
}

const SAMPLES = 11;
/** Of either piece of work in each sample: far more than what one pause of the collector takes. */
const SAMPLE_US = 30_000;
/** They let the compiler see everything that is compared, before any of it counts. */
const WARM_UP = 2;

/** In turns, so that a busy moment of the machine meets all of them. */
export async function cpuPerCall<T>(works: readonly Work<T>[]): Promise<Compared[]> {
  const compared = works.map((): Compared => ({ us: [], ratio: [] }));
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    for (const [index, work] of works.entries()) {
      const { us, plainUs } = await takeSample(work);
      if (round < WARM_UP) {
        continue;
      }
      compared[index]?.us.push(us);
      compared[index]?.ratio.push(us / plainUs);
    }
  }
  return compared;
}

async function takeSample<T>({ make, act, plain, atOnce }: Work<T>): Promise<{ us: number; plainUs: number }> {
  const makeAll = () => Array.from({ length: atOnce }, make);
  // A whole collection would also throw away compiled code, and what is measured were its compilation.
  globalThis.gc?.({ type: "minor" });
  const us = await toUs(makeAll, act);
  const values = makeAll();
  return { us, plainUs: await toUs(() => values, plain) };
}

async function toUs<T>(next: () => readonly T[], act: (value: T) => unknown): Promise<number> {
  let [us, calls] = [0, 0];
  while (us < SAMPLE_US) {
    const values = next();
    const before = process.cpuUsage();
    for (const value of values) {
      await act(value);
    }
    const { user, system } = process.cpuUsage(before);
    us += user + system;
    calls += values.length;
  }
  return us / calls;
}
