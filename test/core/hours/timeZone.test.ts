import * as fc from "fast-check";
import { dayOf, toDay, toInstants, toLocal, toLocalIso, weekdayOf } from "../../../src/core/hours/localTime";
import { railsZones } from "../../../src/core/hours/railsZones";
import { findTimeZone, type TimeZone, toFixedZone } from "../../../src/core/hours/timeZone";

const at = (iso: string) => Date.parse(iso) / 1_000;
const zoneOf = (name: string): TimeZone => {
  const zone = findTimeZone(name);
  if (!zone) {
    throw new Error(`There is no zone ${name}`);
  }
  return zone;
};

describe("A time zone", () => {
  test.each([
    ["Europe/Paris", "2026-01-15T12:00:00Z", 1],
    ["Europe/Paris", "2026-07-15T12:00:00Z", 2],
    ["Paris", "2026-07-15T12:00:00Z", 2],
    ["(GMT+01:00) Paris", "2026-07-15T12:00:00Z", 2],
    ["  Berlin ", "2026-01-15T12:00:00Z", 1],
    ["Pacific Time (US & Canada)", "2026-01-15T12:00:00Z", -8],
    ["Pacific Time (US & Canada)", "2026-07-15T12:00:00Z", -7],
    ["Arizona", "2026-07-15T12:00:00Z", -7],
    ["Mumbai", "2026-07-15T12:00:00Z", 5.5],
    ["Kathmandu", "2026-07-15T12:00:00Z", 5.75],
    ["Wellington", "2026-01-15T12:00:00Z", 13],
    ["International Date Line West", "2026-01-15T12:00:00Z", -12],
    ["UTC", "2026-01-15T12:00:00Z", 0],
  ])("%s is, at %s, %s hours from UTC", (name, moment, hours) => {
    expect(zoneOf(name).offsetAt(at(moment))).toBe(hours * 3_600);
  });

  test("is known for every name of Rails", () => {
    const unknown = [...railsZones()].filter(([rails, iana]) => !findTimeZone(rails) || !findTimeZone(iana));
    expect(unknown).toEqual([]);
    expect(railsZones().size).toBeGreaterThan(150);
  });

  test("is the same by its name in Rails as by the IANA name, also where the runtime knows Rails' name itself", () => {
    for (const [rails, iana] of railsZones()) {
      for (const moment of ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"]) {
        expect([rails, zoneOf(rails).offsetAt(at(moment))]).toEqual([rails, zoneOf(iana).offsetAt(at(moment))]);
      }
    }
  });

  test.each(["", "Atlantis", "+01:00", "../../etc/passwd", "x".repeat(10_000)])("is not made up for %j", (name) => {
    expect(findTimeZone(name)).toBeUndefined();
  });

  test.each([
    [1, 3_600],
    [-8, -28_800],
    [5.5, 19_800],
    [60, 3_600],
    [-480, -28_800],
    [3_600, 3_600],
    [-28_800, -28_800],
  ])("with an offset of %s, in hours, minutes or seconds, is %s seconds from UTC", (offset, seconds) => {
    expect(toFixedZone("Somewhere", offset)?.offsetAt(0)).toBe(seconds);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 100_000])("can't be %s from UTC", (offset) => {
    expect(toFixedZone("Somewhere", offset)).toBeUndefined();
  });
});

describe("Local time", () => {
  const paris = zoneOf("Europe/Paris");
  const local = (wallClock: string) => at(`${wallClock}Z`);
  const iso = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(0, 16);

  test.each([
    ["an ordinary time", "2026-06-01T09:00", "2026-06-01T07:00", "2026-06-01T07:00"],
    ["a time that the clock shows twice", "2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T01:30"],
    ["a time that the clock jumps over", "2026-03-29T02:30", "2026-03-29T01:00", "2026-03-29T01:00"],
    ["the last moment before the jump", "2026-03-29T01:59", "2026-03-29T00:59", "2026-03-29T00:59"],
    ["the first moment after the jump", "2026-03-29T03:00", "2026-03-29T01:00", "2026-03-29T01:00"],
  ])("%s", (_, wallClock, earliest, latest) => {
    const instants = toInstants(paris, local(wallClock));
    expect([iso(instants.earliest), iso(instants.latest)]).toEqual([earliest, latest]);
  });

  test("a whole day that a country left out is jumped over", () => {
    const { earliest, latest } = toInstants(zoneOf("Pacific/Apia"), local("2011-12-30T12:00"));
    expect([iso(earliest), iso(latest)]).toEqual(["2011-12-30T10:00", "2011-12-30T10:00"]);
  });

  test("is written with its offset", () => {
    expect(toLocalIso(paris, at("2026-11-30T08:00:00Z"))).toBe("2026-11-30T09:00:00+01:00");
    expect(toLocalIso(zoneOf("Newfoundland"), at("2026-01-01T00:00:00Z"))).toBe("2025-12-31T20:30:00-03:30");
    expect(toLocalIso(zoneOf("UTC"), at("2026-01-01T00:00:00Z"))).toBe("2026-01-01T00:00:00+00:00");
  });

  test("knows weekdays and calendars", () => {
    expect(weekdayOf(dayOf(at("2026-11-28T00:00:00Z")))).toBe(6);
    expect(weekdayOf(dayOf(at("1969-12-28T23:59:59Z")))).toBe(0);
    expect(toDay(1970, 1, 1)).toBe(0);
    expect(toDay(2028, 2, 29)).toBeDefined();
    expect(toDay(2026, 2, 29)).toBeUndefined();
    expect(toDay(2026, 13, 1)).toBeUndefined();
  });

  test("there and back gives the same moment, or the other one of two", () => {
    const moments = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2036-01-01T00:00:00Z") });
    const zones = fc.constantFrom("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC");
    fc.assert(
      fc.property(zones, moments, (name, moment) => {
        const zone = zoneOf(name);
        const { earliest, latest } = toInstants(zone, toLocal(zone, moment));
        expect([earliest, latest]).toContain(moment);
        expect(latest - earliest).toBeLessThanOrEqual(3_600);
      }),
      { numRuns: 300 },
    );
  });
});
