/** Combinations of readings: a covering array, in which any two (or three) readings meet at least once. */
import make from "covertable";
import { QUESTIONS, type Readings } from "../../sandbox/readings";
import { FACTORS } from "./factors";

/** Outages run alone: with another reading beside them, nothing more could be shown. */
export const OUTAGES: readonly Readings[] = QUESTIONS.flatMap(({ id, readings }) =>
  readings.filter(({ outage }) => outage !== undefined).map(({ name }) => ({ [id]: name })),
);

/** The first is what the stand-ins do by default. */
export function createRows(together: 2 | 3): Readings[] {
  // What has only one answer meets all others anyway.
  const open = Object.entries(FACTORS).filter(([, names]) => names.length > 1);
  const factors = Object.fromEntries(open.map(([id, names]) => [id, [...names]]));
  const usual: Readings = Object.fromEntries(open.map(([id, [first = ""]]) => [id, first]));
  // The fewest rows take long to find; a few more don't matter.
  const rows: Readings[] = make(factors, { length: together, tolerance: together === 3 ? 10 : 100 });
  return [usual, ...rows];
}
