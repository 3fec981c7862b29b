/** A time zone: how far its clocks are from UTC at a moment. Everything else about local time follows from that. */
import { railsZones } from "./railsZones";

export interface TimeZone {
  name: string;
  /** Seconds to add to UTC. */
  offsetAt(epochSeconds: number): number;
}

const HOUR = 3_600;

/** By an IANA name, or by Rails' name with or without the offset that Rails writes before it: `(GMT+01:00) Paris`. */
export function findTimeZone(given: string): TimeZone | undefined {
  const name = given.trim().replace(/^\((?:GMT|UTC)[+-]\d\d:\d\d\) */, "");
  return openZone(name) ?? openZone(railsZones().get(name));
}

/** Without summer time. The unit of Engage's `utc_offset` isn't documented, but no clock is more than a day from UTC. */
export function toFixedZone(name: string, utcOffset: number): TimeZone | undefined {
  const size = Math.abs(utcOffset);
  const seconds = utcOffset * (size <= 24 ? HOUR : size <= 900 ? 60 : 1);
  return Number.isFinite(utcOffset) && Math.abs(seconds) <= 24 * HOUR
    ? { name, offsetAt: () => Math.round(seconds) }
    : undefined;
}

function openZone(name: string | undefined): TimeZone | undefined {
  // Newer runtimes also take offsets such as "+01:00", which are no zones.
  if (name === undefined || !/^[A-Za-z]/.test(name)) {
    return undefined;
  }
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined; // The runtime doesn't know the name.
  }
  return {
    name,
    offsetAt(epochSeconds) {
      const shown = Object.fromEntries(
        clock.formatToParts(epochSeconds * 1_000).map(({ type, value }) => [type, Number(value)]),
      );
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
      return Date.UTC(year, month - 1, day, hour, minute, second) / 1_000 - Math.floor(epochSeconds);
    },
  };
}
