/** The hours of one weekday in a time sheet: `32400-43200,46800-64800`, in seconds of the day; empty is closed. */
import { DAY } from "./localTime";

/** Open from the first second, closed at the last. `to` may lie in the next day. */
export interface Interval {
  from: number;
  to: number;
}

/** In order; `undefined` if any of it can't be read, since half of the hours would be wrong hours. */
export function parseDayHours(text: string): Interval[] | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const intervals = parts.filter((part) => part !== "").map(parseInterval);
  const readable = intervals.filter((interval) => interval !== undefined);
  return readable.length === intervals.length
    ? readable.filter(({ from, to }) => from < to).sort((one, other) => one.from - other.from)
    : undefined;
}

function parseInterval(text: string): Interval | undefined {
  const [, first, second] = /^(\d{1,6})\s*-\s*(\d{1,6})$/.exec(text) ?? [];
  const [from, end] = [Number(first), Number(second)];
  if (first === undefined || from > DAY || end > 2 * DAY) {
    return undefined;
  }
  // An end before the start is that of a night shift.
  return { from, to: end < from ? end + DAY : end };
}
