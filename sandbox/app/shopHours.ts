/** The business hours of the demo shop: its time sheet in Engage, as an administrator would change it. */
import { decideHours } from "../../src/core/hours/decideHours";
import type { WEEKDAYS } from "../../src/core/hours/timeSheet";
import { findTimeZone, type TimeZone } from "../../src/core/hours/timeZone";
import { find } from "../engage/domain/find";
import { type TimeSheet, WEEKDAY_HOURS } from "../engage/domain/records";
import { changeTimeSheet } from "../engage/domain/timeSheets";
import type { EngageStandIn } from "../engage/startEngage";
import type { ClockView } from "./view";

export type ShopHours = ClockView["hours"];

const ALL_DAY = "0-86400";
/** From 9 to 18, in seconds of the day. */
const SHOP_DAY = "32400-64800";

export function setShopHours({ domain, seed }: EngageStandIn, hours: ShopHours): void {
  const days = WEEKDAY_HOURS.map((day) => [day, hours === "always" ? ALL_DAY : day === "sunday_hours" ? "" : SHOP_DAY]);
  changeTimeSheet(domain, find(domain.timeSheets, seed.timeSheets.always.id), Object.fromEntries(days));
  domain.changed();
}

export function toClockView({ domain, seed }: EngageStandIn, shiftMs: number, nowMs: number): ClockView {
  const sheet = find(domain.timeSheets, seed.timeSheets.always.id);
  const zone = openZone(sheet.timezone ?? "UTC");
  const now = Math.floor(nowMs / 1000);
  const decision = decideHours(toSheet(sheet), zone, now);
  const isOpen = decision.state === "open";
  const change =
    decision.state === "open" ? decision.closesAt : decision.state === "closed" ? decision.opensAt : undefined;
  return {
    shiftMs,
    utcOffsetMs: zone.offsetAt(now) * 1000,
    place: sheet.timezone ?? "UTC",
    hours: WEEKDAY_HOURS.every((day) => sheet[day] === ALL_DAY) ? "always" : "shop",
    isOpen,
    ...(change !== undefined && { changesAt: change * 1000 }),
  };
}

const zones = new Map<string, TimeZone>();
/** Today, all zones change their offset at a full quarter of an hour. */
const QUARTER = 15 * 60;

/** The page asks several times a second, and a calendar takes its time to say an offset. */
function openZone(given: string): TimeZone {
  const known = zones.get(given);
  if (known) {
    return known;
  }
  const { name, offsetAt } = findTimeZone(given) ?? { name: "UTC", offsetAt: () => 0 };
  const offsets = new Map<number, number>();
  const zone = {
    name,
    offsetAt(epochSeconds: number) {
      const quarter = Math.floor(epochSeconds / QUARTER);
      const offset = offsets.get(quarter) ?? offsetAt(quarter * QUARTER);
      offsets.set(quarter, offset);
      return offset;
    },
  };
  zones.set(given, zone);
  return zone;
}

function toSheet(sheet: TimeSheet) {
  const hours = (day: (typeof WEEKDAYS)[number]) => sheet[`${day}_hours`];
  return {
    id: sheet.id,
    label: sheet.label,
    active: sheet.active,
    sourceIds: sheet.source_ids,
    timeZone: sheet.timezone,
    holidays: sheet.holidays,
    hours: {
      sunday: hours("sunday"),
      monday: hours("monday"),
      tuesday: hours("tuesday"),
      wednesday: hours("wednesday"),
      thursday: hours("thursday"),
      friday: hours("friday"),
      saturday: hours("saturday"),
    },
  };
}
