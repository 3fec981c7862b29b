/** Time sheets: business hours of sources, as an administrator writes them. */
import type { EngageDomain } from "./EngageDomain";
import { EngageRefusal } from "./EngageRefusal";
import { type TimeSheet, WEEKDAY_HOURS } from "./records";

export type TimeSheetChange = Partial<
  Pick<TimeSheet, "label" | "active" | "source_ids" | "timezone" | "holidays" | (typeof WEEKDAY_HOURS)[number]>
>;

/** What `holidays_region` starts a sheet with: the dates that every year has, in the current one. */
const REGION_HOLIDAYS: Record<string, readonly (readonly [name: string, monthAndDay: string])[]> = {
  de: [
    ["Neujahr", "01-01"],
    ["Tag der Arbeit", "05-01"],
    ["Tag der Deutschen Einheit", "10-03"],
    ["1. Weihnachtstag", "12-25"],
    ["2. Weihnachtstag", "12-26"],
  ],
  es: [
    ["Año Nuevo", "01-01"],
    ["Navidad", "12-25"],
  ],
  fr: [
    ["Jour de l'an", "01-01"],
    ["Fête nationale", "07-14"],
    ["Noël", "12-25"],
  ],
  gb: [
    ["New Year's Day", "01-01"],
    ["Christmas Day", "12-25"],
    ["Boxing Day", "12-26"],
  ],
  it: [
    ["Capodanno", "01-01"],
    ["Natale", "12-25"],
  ],
  nl: [
    ["Nieuwjaarsdag", "01-01"],
    ["Eerste kerstdag", "12-25"],
  ],
  us: [
    ["New Year's Day", "01-01"],
    ["Independence Day", "07-04"],
    ["Christmas Day", "12-25"],
  ],
};

export function addTimeSheet(
  domain: EngageDomain,
  { id = domain.newId("record"), ...change }: TimeSheetChange & { id?: string },
  region?: string,
): TimeSheet {
  const sheet: TimeSheet = {
    id,
    label: "",
    active: true,
    source_ids: [],
    timezone: [...domain.accounts.values()][0]?.timezone ?? "UTC",
    monday_hours: "",
    tuesday_hours: "",
    wednesday_hours: "",
    thursday_hours: "",
    friday_hours: "",
    saturday_hours: "",
    sunday_hours: "",
    holidays: listRegionHolidays(domain, region),
    ...domain.timestamps(),
  };
  changeTimeSheet(domain, sheet, change);
  domain.timeSheets.set(sheet.id, sheet);
  return sheet;
}

/** Refuses before it changes anything. */
export function changeTimeSheet(domain: EngageDomain, sheet: TimeSheet, change: TimeSheetChange): TimeSheet {
  const label = change.label ?? sheet.label;
  if (label === "") {
    throw invalid("label can't be blank");
  }
  for (const name of WEEKDAY_HOURS) {
    if (!/^(\d{1,5}-\d{1,5}(,\d{1,5}-\d{1,5})*)?$/.test(change[name] ?? "")) {
      throw invalid(`${name} is invalid`);
    }
  }
  if (change.source_ids?.some((id) => !domain.sources.has(id))) {
    throw invalid("sources is invalid");
  }
  // The check of a date by the account's locale is left out: any text with digits passes.
  if (change.holidays?.some(({ name, date }) => name === "" || !/\d/.test(date))) {
    throw invalid("holidays is invalid");
  }
  return Object.assign(sheet, change, { updated_at: domain.timestamp() });
}

function listRegionHolidays(domain: EngageDomain, region: string | undefined): TimeSheet["holidays"] {
  if (region === undefined) {
    return [];
  }
  const holidays = REGION_HOLIDAYS[region];
  if (holidays === undefined) {
    throw invalid("holidays_region is not included in the list");
  }
  const year = new Date(domain.settings.now()).getUTCFullYear();
  return holidays.map(([name, monthAndDay]) => ({ name, date: `${year}-${monthAndDay}` }));
}

function invalid(problem: string): EngageRefusal {
  return new EngageRefusal("invalid", `Validation failed: ${problem}`);
}
