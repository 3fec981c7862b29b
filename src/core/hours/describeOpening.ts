/** When it opens, in words that fit into a sentence: "today at 14:00", "on Monday at 9:00". */
import { DAY, dayOf, toLocal } from "./localTime";
import type { TimeZone } from "./timeZone";

interface Opening {
  /** Days from today. */
  days: number;
  weekday: string;
  /** Such as "4 January". */
  date: string;
  /** Such as "9:00". */
  time: string;
}

/** Where a sentence needs more than the parts that Intl gives. */
const PHRASES: Record<string, (opening: Opening) => string> = {
  en: ({ days, weekday, date, time }) =>
    `${days === 0 ? "today" : days === 1 ? "tomorrow" : days < 7 ? `on ${weekday}` : `on ${weekday}, ${date},`} at ${time}`,
  de: ({ days, weekday, date, time }) =>
    `${days === 0 ? "heute" : days === 1 ? "morgen" : days < 7 ? `am ${weekday}` : `am ${weekday}, ${date},`} um ${time} Uhr`,
  es: ({ days, weekday, date, time }) =>
    `${days === 0 ? "hoy" : days === 1 ? "mañana" : days < 7 ? `el ${weekday}` : `el ${weekday} ${date}`} a ${
      time.startsWith("1:") ? "la" : "las"
    } ${time}`,
};
/** English as Europeans write dates: the month in words can't be misread. */
const DATE_LOCALES: Record<string, string> = { en: "en-GB" };

/** `opensAt` and `now` are seconds of the epoch; days and times are those of the time sheet's place. */
export function describeOpening(opensAt: number, now: number, zone: TimeZone, language: string): string {
  const local = toLocal(zone, opensAt);
  const days = dayOf(local) - dayOf(toLocal(zone, now));
  const locale = toKnownLocale(language);
  const base = locale.split("-")[0]?.toLowerCase() ?? "en";
  const phrase = PHRASES[base];
  // A wall clock that shows local time as if it were UTC: Intl doesn't know every zone that Engage does.
  const show = (options: Intl.DateTimeFormatOptions, tag = locale) =>
    new Intl.DateTimeFormat(tag, { timeZone: "UTC", hourCycle: "h23", calendar: "gregory", ...options }).format(
      local * 1_000,
    );
  if (phrase) {
    const secondOfDay = local - dayOf(local) * DAY;
    const minute = String(Math.floor(secondOfDay / 60) % 60).padStart(2, "0");
    return phrase({
      days,
      weekday: show({ weekday: "long" }),
      date: show({ day: "numeric", month: "long" }, DATE_LOCALES[base]),
      time: `${Math.floor(secondOfDay / 3_600)}:${minute}`,
    });
  }
  const time: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  if (days <= 1) {
    const day = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return `${day} ${show(time)}`;
  }
  return days < 7
    ? `${show({ weekday: "long" })} ${show(time)}`
    : show({ weekday: "long", day: "numeric", month: "long", ...time });
}

/** English where the runtime doesn't know the language: it would silently take its own. */
function toKnownLocale(language: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([language.trim().replaceAll("_", "-")])[0] ?? "en";
  } catch {
    return "en"; // "generic", or nothing at all.
  }
}
