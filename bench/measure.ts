/** Numbers about numbers. */

export interface Spread {
  median: number;
  /** Middle half of the values: from the lower to the upper quartile. */
  quartiles: [lower: number, upper: number];
}

export function toSpread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), quartiles: [at(0.25), at(0.75)] };
}

export function toText({ median, quartiles: [lower, upper] }: Spread, digits = 1): string {
  return `${median.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;
}
