/** The times at which a time sheet is open, as spans of real time, in order and joined where one follows another. */
import type { Interval } from "./dayHours";
import { DAY, dayOf, toInstants, toLocal, weekdayOf } from "./localTime";
import type { TimeZone } from "./timeZone";

/** Seconds of the epoch. */
interface Span {
  start: number;
  end: number;
}

interface Schedule {
  zone: TimeZone;
  /** From Sunday on. */
  week: readonly (readonly Interval[])[];
  /** Days since 1970-01-01 that are closed altogether, also for a night shift that began the day before. */
  holidays: ReadonlySet<number>;
}

/** An interval lasts two days at most. */
const DAYS_BACK = 2;
/** A year and some: whoever is closed longer has no opening time to name. */
const DAYS_AHEAD = 400;
/** Whoever closes later than that never closes, as far as a customer cares. */
const ENDLESS = 14 * DAY;

/** The span that is open now, or the next one. Its end is `undefined` where it never closes. */
export function findNextSpan(schedule: Schedule, now: number): { start: number; end: number | undefined } | undefined {
  let current: Span | undefined;
  for (const span of listSpans(schedule, dayOf(toLocal(schedule.zone, now)))) {
    if (current && span.start <= current.end) {
      current.end = Math.max(current.end, span.end);
      if (current.end - Math.max(now, current.start) > ENDLESS) {
        return { start: current.start, end: undefined };
      }
    } else if (current && current.end > now) {
      return current;
    } else {
      current = span;
    }
  }
  return current && current.end > now ? current : undefined;
}

function* listSpans({ zone, week, holidays }: Schedule, today: number): Generator<Span> {
  for (let day = today - DAYS_BACK; day <= today + DAYS_AHEAD; day++) {
    if (holidays.has(day)) {
      continue;
    }
    for (const { from, to } of week[weekdayOf(day)] ?? []) {
      const lastDay = dayOf(day * DAY + to - 1);
      const holiday = [day + 1, day + 2].find((next) => next <= lastDay && holidays.has(next));
      const end = holiday === undefined ? day * DAY + to : holiday * DAY;
      // Where clocks go back, hours begin at the first and end at the last time that the clock shows.
      const span = { start: toInstants(zone, day * DAY + from).earliest, end: toInstants(zone, end).latest };
      // Empty where the clocks jump over all of it.
      if (span.start < span.end) {
        yield span;
      }
    }
  }
}
