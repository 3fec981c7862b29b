/** Makes the figure of many values, or of a single one that cannot spread. */
import type { Measurement } from "./Measurement";

export type Figure = (name: string, unit: string, values: number | readonly number[], note?: string) => Measurement;

/** For all figures of one bench. */
export function toMeasurement(bench: string): Figure {
  return (name, unit, values, note) => {
    const all = typeof values === "number" ? [values] : values;
    return {
      bench,
      name,
      unit,
      median: quantile(all, 0.5),
      low: quantile(all, 0.1),
      high: quantile(all, 0.9),
      runs: all.length,
      ...(note !== undefined && { note }),
    };
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) {
    throw new RangeError("Nothing was measured");
  }
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
