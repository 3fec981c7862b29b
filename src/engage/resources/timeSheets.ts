/** Time sheets: the business hours of sources. */
import * as z from "zod/mini";
import type { Holiday } from "../../core/hours/holidays";
import { type TimeSheet, WEEKDAYS, type Weekday } from "../../core/hours/timeSheet";
import { once } from "../../core/once";
import { listPages, type Rest } from "../rest";
import { id, idList, optionalText } from "../schema";

/** Whether it is an array or, as Rails writes forms, a hash by number, isn't documented; what it holds is checked later. */
const holidayList = () => z.pipe(z.optional(z.unknown()), z.transform(readHolidays));

const timeSheet = once(() =>
  z.pipe(
    z.object({
      id: id(),
      label: optionalText(),
      active: z.nullish(z.union([z.boolean(), z.string(), z.number()])),
      source_ids: idList(),
      timezone: optionalText(),
      sunday_hours: optionalText(),
      monday_hours: optionalText(),
      tuesday_hours: optionalText(),
      wednesday_hours: optionalText(),
      thursday_hours: optionalText(),
      friday_hours: optionalText(),
      saturday_hours: optionalText(),
      holidays: holidayList(),
      // So the published API file spells it.
      "holidays[]": holidayList(),
    }),
    z.transform((sheet): TimeSheet => {
      const hours = WEEKDAYS.map((weekday) => [weekday, sheet[`${weekday}_hours`]] as const);
      return {
        id: sheet.id,
        label: sheet.label,
        // Where it isn't shown, nothing says that the sheet is switched off.
        active: sheet.active == null || [true, "true", 1, "1"].includes(sheet.active),
        sourceIds: sheet.source_ids,
        timeZone: sheet.timezone,
        hours: Object.fromEntries(hours) as Record<Weekday, string | null>,
        holidays: [...sheet.holidays, ...sheet["holidays[]"]],
      };
    }),
  ),
);

export function createTimeSheets(rest: Rest) {
  return {
    /** The list rather than one sheet: no right is stated for it, and it answers every question about sources. */
    listTimeSheets: (maxPages: number) => listPages(rest, { path: ["time_sheets"] }, timeSheet(), maxPages),
  };
}

function readHolidays(value: unknown): Holiday[] {
  return typeof value === "object" && value !== null ? Object.values(value).map(readHoliday) : [];
}

function readHoliday(value: unknown): Holiday {
  const { name, date } = Object(value);
  return { name: typeof name === "string" ? name : null, date: typeof date === "string" ? date : null };
}
