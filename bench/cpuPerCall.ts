/** Microseconds of CPU for one call, beside a plain piece of work on the same values in the same round. */

export interface Compared {
  /** Of each round. */
  us: number[];
  /** How many times the plain work, of each round. */
  ratio: number[];
}

interface Work<T> {
  make(): T;
  act(value: T): unknown;
  plain(value: T): unknown;
  calls: number;
}

const ROUNDS = 11;
/** They let the compiler see what is hot. */
const WARM_UP = 3;

export async function cpuPerCall<T>({ make, act, plain, calls }: Work<T>): Promise<Compared> {
  const compared: Compared = { us: [], ratio: [] };
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const values = Array.from({ length: calls }, make);
    const plainUs = await toUs(values, plain);
    const us = await toUs(values, act);
    if (round < WARM_UP) continue;
    compared.us.push(us);
    compared.ratio.push(us / plainUs);
  }
  return compared;
}

async function toUs<T>(values: readonly T[], act: (value: T) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (const value of values) await act(value);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / values.length;
}
