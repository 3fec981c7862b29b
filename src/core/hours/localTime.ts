/**
 * Local time as one number: the seconds that would be the epoch's if the wall clock showed UTC. A day is then a whole
 * number of 86,400 s, whatever the clocks do.
 */
import type { TimeZone } from "./timeZone";

export const DAY = 86_400;

export function toLocal(zone: TimeZone, epochSeconds: number): number {
  return epochSeconds + zone.offsetAt(epochSeconds);
}

/** Days since 1970-01-01. */
export function dayOf(local: number): number {
  return Math.floor(local / DAY);
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** `undefined` for a date that no calendar has, such as 31 February. */
export function toDay(year: number, month: number, dayOfMonth: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return exists ? dayOf(date.getTime() / 1_000) : undefined;
}

interface Instants {
  /** Seconds of the epoch. */
  earliest: number;
  latest: number;
}

/**
 * When the wall clock shows `local`: once on ordinary days, twice when clocks go back, never when they go forward. What
 * is never shown counts as the moment at which the clocks jump over it.
 */
export function toInstants(zone: TimeZone, local: number): Instants {
  const offsets = [zone.offsetAt(local - DAY), zone.offsetAt(local + DAY)];
  const candidates = offsets.map((offset) => local - offset);
  const shown = candidates.filter((instant) => toLocal(zone, instant) === local);
  const instants = shown.length > 0 ? shown : [findJump(zone, Math.min(...candidates), Math.max(...candidates))];
  return { earliest: Math.min(...instants), latest: Math.max(...instants) };
}

/** The first second of the new offset. */
function findJump(zone: TimeZone, from: number, to: number): number {
  const old = zone.offsetAt(from);
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zone.offsetAt(middle) === old) {
      before = middle;
    } else {
      after = middle;
    }
  }
  return after;
}

/** With the offset, so that it can be read as local time and compared as a moment: `2026-11-30T09:00:00+01:00`. */
export function toLocalIso(zone: TimeZone, epochSeconds: number): string {
  const offset = zone.offsetAt(epochSeconds);
  const minutes = Math.round(Math.abs(offset) / 60);
  const pad = (value: number) => String(value).padStart(2, "0");
  const wallClock = new Date((epochSeconds + offset) * 1_000).toISOString().slice(0, 19);
  return `${wallClock}${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
