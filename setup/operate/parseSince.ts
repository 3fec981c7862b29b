/** How far back a report goes: `24h`, `7d`, `4w`. */

const UNITS = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

export function parseSince(text: string): number {
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  if (count === undefined || (unit !== "h" && unit !== "d" && unit !== "w") || Number(count) === 0) {
    throw new Error(`--since takes hours, days or weeks, such as 24h, 7d or 4w, and not "${text}".`);
  }
  return Number(count) * UNITS[unit];
}
