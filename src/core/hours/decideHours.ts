/** Whether a time sheet is open at a moment, and when that changes. What can't be read is unknown, never a guess. */
import { parseDayHours } from "./dayHours";
import { type DateOrder, readHolidays } from "./holidays";
import { dayOf, toLocal } from "./localTime";
import { findNextSpan } from "./openSpans";
import { type TimeSheet, WEEKDAYS } from "./timeSheet";
import type { TimeZone } from "./timeZone";

export type HoursDecision =
  | { state: "open"; closesAt: number | undefined; notes: string[] }
  | {
      state: "closed";
      /** Why it is closed now: the day is a holiday, or it isn't the time. */
      reason: "hours" | "holiday";
      opensAt: number | undefined;
      closesAt: number | undefined;
      notes: string[];
    }
  /** Holidays decide, and whether 04/05 is in April or in May isn't known. */
  | { state: "ambiguous" }
  | { state: "unreadable"; problem: string };

/** Times are seconds of the epoch. `order` is how the account writes dates, where that is known. */
export function decideHours(sheet: TimeSheet, zone: TimeZone, now: number, order?: DateOrder): HoursDecision {
  const shown = WEEKDAYS.map((weekday) => sheet.hours[weekday]);
  if (shown.every((text) => text === null)) {
    return { state: "unreadable", problem: "Engage does not show the hours of the time sheet." };
  }
  const week = shown.map((text) => parseDayHours(text ?? ""));
  const readable = week.filter((day) => day !== undefined);
  if (readable.length < week.length) {
    const weekday = WEEKDAYS.find((_, index) => week[index] === undefined);
    return { state: "unreadable", problem: `The hours of ${weekday} have a form that is not known.` };
  }
  const calendar = readHolidays(sheet.holidays);
  const notes = calendar.unreadable.map((holiday) => `The date of a holiday can't be read: ${holiday}.`);
  const decide = (reading: DateOrder): HoursDecision => {
    const holidays = calendar.days(reading);
    const span = findNextSpan({ zone, week: readable, holidays }, now);
    if (span && span.start <= now) {
      const [unread] = notes;
      // It may be today, and then it would be closed.
      if (unread !== undefined) {
        return { state: "unreadable", problem: unread };
      }
      return { state: "open", closesAt: span.end, notes };
    }
    const isHoliday = holidays.has(dayOf(toLocal(zone, now)));
    const reason = isHoliday ? "holiday" : "hours";
    return { state: "closed", reason, opensAt: span?.start, closesAt: span?.end, notes };
  };
  const known = calendar.order ?? order;
  if (known !== undefined) {
    return decide(known);
  }
  const [one, other] = [decide("dayFirst"), decide("monthFirst")];
  return isSame(one, other) ? one : { state: "ambiguous" };
}

function isSame(one: HoursDecision, other: HoursDecision): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
