/**
 * Holidays of a time sheet. Their dates are written in the account's locale, and nothing says how they are read, so a date
 * such as 04/05/2026 may mean either day.
 */
import { toDay } from "./localTime";

export interface Holiday {
  name: string | null;
  date: string | null;
}

export type DateOrder = "dayFirst" | "monthFirst";

/** The day as either order reads it: the same one unless the date is ambiguous. */
type HolidayDate = Record<DateOrder, number>;

interface HolidayCalendar {
  /** Days since 1970-01-01. */
  days(order: DateOrder): ReadonlySet<number>;
  /** The order that other dates of the same list give away. */
  order: DateOrder | undefined;
  /** What can't be read: any day may be one of them. */
  unreadable: string[];
}

export function readHolidays(holidays: readonly Holiday[]): HolidayCalendar {
  const dates = holidays.map(({ date }) => parseDate(date ?? ""));
  const readable = dates.filter((date) => date !== undefined);
  const orders = new Set(readable.flatMap(({ order }) => order ?? []));
  const [order] = orders;
  return {
    days: (wanted) => new Set(readable.map(({ date }) => date[wanted])),
    order: orders.size === 1 ? order : undefined,
    unreadable: holidays
      .filter((_, index) => dates[index] === undefined)
      .map(({ name, date }) => `${name ?? "Holiday"}: ${date ?? "no date"}`),
  };
}

interface ParsedDate {
  date: HolidayDate;
  /** Known where one of the two numbers can't be a month. */
  order?: DateOrder;
}

function parseDate(text: string): ParsedDate | undefined {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?$/.exec(
    text.trim(),
  );
  if (yearFirst) {
    const day = toDay(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
    return day === undefined ? undefined : { date: { dayFirst: day, monthFirst: day } };
  }
  const [, first = "", separator, second = "", year = ""] =
    /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text.trim()) ?? [];
  const dayFirst = toDay(Number(year), Number(second), Number(first));
  // With points, no locale writes the month first.
  const monthFirst = separator === "." ? undefined : toDay(Number(year), Number(first), Number(second));
  const only = dayFirst ?? monthFirst;
  if (year === "" || only === undefined) {
    return undefined;
  }
  if (dayFirst !== undefined && monthFirst !== undefined) {
    return { date: { dayFirst, monthFirst } };
  }
  const order = dayFirst === undefined ? "monthFirst" : "dayFirst";
  return { date: { dayFirst: only, monthFirst: only }, ...(separator !== "." && { order }) };
}

/** Where a locale puts the month; `undefined` for none that the runtime knows. */
export function toDateOrder(locale: string): DateOrder | undefined {
  const tag = locale.trim().replaceAll("_", "-");
  try {
    if (tag === "" || Intl.DateTimeFormat.supportedLocalesOf([tag]).length === 0) {
      return undefined;
    }
    const parts = new Intl.DateTimeFormat(tag, { day: "numeric", month: "numeric", year: "numeric" }).formatToParts(0);
    const position = (type: string) => parts.findIndex((part) => part.type === type);
    return position("month") < position("day") ? "monthFirst" : "dayFirst";
  } catch {
    return undefined; // No locale at all.
  }
}
