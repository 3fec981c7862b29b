/** Whether Engage is open, by a time sheet: finds the sheet, its time zone and, only where it matters, how dates are written. */
import { EngageError, toEngageError } from "../core/errors";
import { decideHours, type HoursDecision } from "../core/hours/decideHours";
import { toDateOrder } from "../core/hours/holidays";
import { type FoundSheet, findChosenSheet, findSourceSheet, type TimeSheet } from "../core/hours/timeSheet";
import { findTimeZone, type TimeZone, toFixedZone } from "../core/hours/timeZone";
import type { EngageClient } from "./engageClient";
import type { Source } from "./resources/catalogue";

export type WantedSheet = { sourceId: string } | { timeSheetId: string };

type Decided = Extract<HoursDecision, { state: "open" | "closed" }>;

export type BusinessHours = { source?: Source } & (
  | (Decided & { sheet: TimeSheet; zone: TimeZone })
  | { state: "unknown"; reason: EngageError }
);

/** 300 time sheets. */
const MAX_PAGES = 2;

/** With these, the whole node would fail; no hours would explain them. */
const NOT_ABOUT_HOURS = ["unauthorized", "configuration", "proxy_refused", "unexpected"];

export async function readBusinessHours(engage: EngageClient, wanted: WantedSheet): Promise<BusinessHours> {
  let source: Source | undefined;
  try {
    const sheetsRead = engage.remember("time_sheets", () => engage.listTimeSheets(MAX_PAGES));
    const sourceRead = "sourceId" in wanted ? readSource(engage, wanted.sourceId) : undefined;
    const [{ records }, read] = await Promise.all([sheetsRead, sourceRead]);
    source = read;
    const found =
      "sourceId" in wanted
        ? findSourceSheet(records, wanted.sourceId, read?.time_sheet_ids ?? [])
        : findChosenSheet(records, wanted.timeSheetId);
    return { ...(source && { source }), ...(await decide(engage, toSheet(found))) };
  } catch (thrown) {
    const reason = toEngageError(thrown);
    if (NOT_ABOUT_HOURS.includes(reason.code)) {
      throw reason;
    }
    return { ...(source && { source }), state: "unknown", reason };
  }
}

function readSource(engage: EngageClient, sourceId: string): Promise<Source> {
  return engage.remember(`content_sources/${sourceId}`, () => engage.getSource(sourceId));
}

function toSheet(found: FoundSheet): TimeSheet {
  if ("problem" in found) {
    throw toUnknown(found.problem, "Choose a time sheet in the node, or assign one to the source in Engage.");
  }
  return found.sheet;
}

async function decide(engage: EngageClient, sheet: TimeSheet) {
  const { zone, note } = await findZone(engage, sheet);
  const now = Math.floor(engage.clock.now() / 1_000);
  let decision = decideHours(sheet, zone, now);
  if (decision.state === "ambiguous") {
    const { locale } = await readSettings(engage);
    decision = decideHours(sheet, zone, now, toDateOrder(locale ?? ""));
  }
  const name = sheet.label ?? sheet.id;
  if (decision.state === "ambiguous") {
    throw toUnknown(
      `Whether the dates of holidays in the time sheet ${name} begin with the day or the month isn't known.`,
      "Write the holidays as YYYY-MM-DD in Engage.",
    );
  }
  if (decision.state === "unreadable") {
    throw toUnknown(`The time sheet ${name} can't be read. ${decision.problem}`, "Check the time sheet in Engage.");
  }
  return { ...decision, notes: [...decision.notes, ...(note === undefined ? [] : [note])], sheet, zone };
}

/** By its name; else by the offset that Engage shows for it; else the account's own. */
async function findZone(engage: EngageClient, sheet: TimeSheet): Promise<{ zone: TimeZone; note?: string }> {
  const name = sheet.timeZone?.trim() ?? "";
  const known = findTimeZone(name);
  if (known) {
    return { zone: known };
  }
  if (name !== "") {
    const zones = await engage.remember("timezones", () => engage.listTimeZones());
    const offset = zones.find((zone) => zone.name === name)?.utc_offset;
    const zone = offset == null ? undefined : toFixedZone(name, offset);
    if (zone) {
      return { zone, note: `The time zone ${name} is known by its offset only, so summer time is not counted.` };
    }
  }
  const { timezone } = await readSettings(engage);
  const own = findTimeZone(timezone ?? "");
  if (own) {
    const why = name === "" ? "shows no time zone" : `has the time zone ${name}, which isn't known`;
    return { zone: own, note: `The time sheet ${why}; the account's is used: ${timezone}.` };
  }
  throw toUnknown(
    `The time zone of the time sheet ${sheet.label ?? sheet.id} isn't known: ${name || "Engage shows none"}.`,
    "Choose another time zone in Engage.",
  );
}

function readSettings(engage: EngageClient) {
  return engage.remember("settings", () => engage.getAccountSettings());
}

function toUnknown(problem: string, hint: string): EngageError {
  return new EngageError("hours_unknown", problem, { hint });
}
