/** Combinations of readings: a covering array, in which any two (or three) readings meet at least once. */
import make from "covertable";
import { QUESTIONS, type Readings } from "../../sandbox/readings";

/** Outages run alone: with another reading beside them, nothing more could be shown. */
export const OUTAGES: readonly Readings[] = QUESTIONS.flatMap(({ id, readings }) =>
  readings.filter(({ outage }) => outage !== undefined).map(({ name }) => ({ [id]: name })),
);

export const FACTORS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  QUESTIONS.map(({ id, readings }) => [
    id,
    readings.filter(({ outage }) => outage === undefined).map(({ name }) => name),
  ]),
);

/** Row 1 is what the stand-ins do by default. */
export function createRows(together: 2 | 3): Readings[] {
  const factors = Object.fromEntries(Object.entries(FACTORS).map(([id, names]) => [id, [...names]]));
  const usual: Readings = Object.fromEntries(QUESTIONS.map(({ id, readings: [first] }) => [id, first.name]));
  // Three at a time take long to cover well; a few more rows don't matter at night.
  const rows: Readings[] = make(factors, { length: together, ...(together === 3 && { tolerance: 10 }) });
  return [usual, ...rows];
}
