/** Runs benches of this build and of another one in turns, and tells how many times the other one's figures these are. */
import { buildOther } from "./buildOther";
import type { Measurement } from "./Measurement";
import { runApart } from "./runApart";
import { median, toMeasurement } from "./toMeasurement";

/** Those that measure what was built, and nothing of the sources. */
export const COMPARABLE: readonly string[] = ["load", "handover", "node", "hub", "hubServer", "relay"];

const TURNS = 3;

export async function compare(ref: string, names: readonly string[]): Promise<Measurement[]> {
  const other = await buildOther(ref);
  try {
    const compared: Measurement[] = [];
    for (const name of names) {
      compared.push(...(await compareBench(ref, name, other.dist)));
    }
    return compared;
  } finally {
    await other.close();
  }
}

async function compareBench(ref: string, bench: string, dist: string): Promise<Measurement[]> {
  const figure = toMeasurement(bench);
  const turns: { own: Measurement[]; others: Map<string, number> }[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    // Not always the same one first: the machine may become busier.
    const inOrder = turn % 2 === 0 ? [undefined, dist] : [dist, undefined];
    const results = new Map<string | undefined, Measurement[]>();
    for (const which of inOrder) {
      results.set(which, await runApart(bench, which));
    }
    const others = (results.get(dist) ?? []).map((one): [string, number] => [toKey(one), one.median]);
    turns.push({ own: results.get(undefined) ?? [], others: new Map(others) });
  }
  return (turns[0]?.own ?? []).flatMap((first) => {
    const pairs = turns.flatMap(({ own, others }) => {
      const mine = own.find((one) => toKey(one) === toKey(first))?.median;
      const its = others.get(toKey(first));
      return mine === undefined || its === undefined ? [] : [{ mine, its }];
    });
    if (pairs.length === 0) {
      return [];
    }
    const [mine, its] = [median(pairs.map((pair) => pair.mine)), median(pairs.map((pair) => pair.its))];
    const note = `${round(mine)} and ${round(its)} ${first.unit}`;
    const ratios = pairs.map((pair) => (pair.mine === pair.its ? 1 : pair.mine / pair.its));
    return [figure(first.name, `times ${ref}`, ratios, note)];
  });
}

function toKey({ name, unit }: Measurement): string {
  return `${name}\n${unit}`;
}

function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en-GB");
}
