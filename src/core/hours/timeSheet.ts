/** A time sheet of Engage, and which one counts for a source. */
import type { Holiday } from "./holidays";

/** As the days of a date object count. */
export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface TimeSheet {
  id: string;
  label: string | null;
  active: boolean;
  /** Empty: all sources. */
  sourceIds: readonly string[];
  /** As Engage shows it: an IANA name, or one of Rails. */
  timeZone: string | null;
  /** As Engage writes them; `null` where it shows none. */
  hours: Readonly<Record<Weekday, string | null>>;
  holidays: readonly Holiday[];
}

export type FoundSheet = { sheet: TimeSheet } | { problem: string };

/**
 * Engage doesn't describe which sheet wins. The source's own comes first, then the one that lists the source, then the
 * one for all sources; where there are several of a kind, it isn't known.
 */
export function findSourceSheet(sheets: readonly TimeSheet[], sourceId: string, ownIds: readonly string[]): FoundSheet {
  const active = sheets.filter((sheet) => sheet.active);
  const own = active.find(({ id }) => id === ownIds[0]);
  if (own) {
    return { sheet: own };
  }
  const listing = active.filter(({ sourceIds }) => sourceIds.includes(sourceId));
  const candidates = listing.length > 0 ? listing : active.filter(({ sourceIds }) => sourceIds.length === 0);
  const [only, ...others] = candidates;
  if (only === undefined) {
    return { problem: `No active time sheet in Engage is for source ${sourceId}.` };
  }
  const labels = candidates.map(({ id, label }) => label ?? id).join(", ");
  return others.length === 0
    ? { sheet: only }
    : { problem: `Several time sheets in Engage are for source ${sourceId}: ${labels}.` };
}

export function findChosenSheet(sheets: readonly TimeSheet[], sheetId: string): FoundSheet {
  const sheet = sheets.find(({ id }) => id === sheetId);
  if (sheet === undefined) {
    return { problem: `Engage has no time sheet ${sheetId}.` };
  }
  return sheet.active ? { sheet } : { problem: `The time sheet ${sheet.label ?? sheetId} is switched off in Engage.` };
}
