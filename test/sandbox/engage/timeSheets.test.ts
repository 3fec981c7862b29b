/** Business hours as an administrator writes them and an integration reads them. */
import { idsOf, useEngage } from "./engageUnderTest";

const t = useEngage();
const OFFICE = { label: "Support", monday_hours: "32400-43200,46800-64800" };

describe("time sheets", () => {
  it("are listed for everybody, active ones first, then by label", async () => {
    const { always } = t.engage.seed.timeSheets;
    const { body: late } = await t.call("POST", "/time_sheets", { form: { label: "Zoo", active: "true" } });
    const { body: off } = await t.call("POST", "/time_sheets", { form: { label: "Archive", active: "false" } });
    const listed = await t.call("GET", "/time_sheets", { token: "blind-token" });
    expect(idsOf(listed)).toEqual([always.id, late.id, off.id]);
    expect(listed.body).toMatchObject({ count: 3, offset: 0, limit: 30 });
  });

  it("show hours as seconds, the zone, and the holidays under the key of the API file", async () => {
    const holidays = [{ name: "New Year", date: "2027-01-01" }];
    const { body } = await t.call("POST", "/time_sheets", { json: { ...OFFICE, holidays } });
    expect((await t.call("GET", `/time_sheets/${body.id}`)).body).toMatchObject({
      ...OFFICE,
      active: true,
      source_ids: [],
      timezone: "Paris",
      sunday_hours: "",
      "holidays[]": holidays,
    });
  });

  it("can start with the holidays of a country", async () => {
    const { body } = await t.call("POST", "/time_sheets", { form: { label: "DE", holidays_region: "de" } });
    expect(body["holidays[]"]).toContainEqual({ name: "Neujahr", date: expect.stringMatching(/^\d{4}-01-01$/) });
    expect((await t.call("POST", "/time_sheets", { form: { label: "XX", holidays_region: "xx" } })).status).toBe(422);
  });

  it("are changed and destroyed", async () => {
    const path = `/time_sheets/${t.engage.seed.timeSheets.always.id}`;
    const { sources } = t.engage.seed;
    const form = { monday_hours: "", active: "false", "source_ids[]": [sources.sdk.id], timezone: "Tokyo" };
    expect((await t.call("PUT", path, { form })).body).toMatchObject({
      label: "Default",
      monday_hours: "",
      tuesday_hours: "0-86400",
      active: false,
      source_ids: [sources.sdk.id],
      // Can be read, and not written.
      timezone: "Paris",
    });
    expect((await t.call("DELETE", path)).status).toBe(200);
    expect((await t.call("GET", path)).status).toBe(404);
  });

  it.each([
    ["without a label", { label: "" }],
    ["hours in words", { monday_hours: "9 to 5" }],
    ["an unknown source", { source_ids: ["none"] }],
    ["holidays that are no list", { holidays: "tomorrow" }],
    ["a holiday without a date", { holidays: [{ name: "Some day", date: "" }] }],
  ])("refuse %s, and stay as they were", async (_, json) => {
    const path = `/time_sheets/${t.engage.seed.timeSheets.always.id}`;
    const before = (await t.call("GET", path)).body;
    expect((await t.call("PUT", path, { json })).status).toBe(422);
    expect((await t.call("GET", path)).body).toEqual(before);
  });

  it("are read one by one, and written, with the right only", async () => {
    const token = t.engage.seed.tokens.limited;
    const path = `/time_sheets/${t.engage.seed.timeSheets.always.id}`;
    expect((await t.call("GET", path, { token })).status).toBe(403);
    expect((await t.call("PUT", path, { token, form: { label: "X" } })).status).toBe(403);
    expect((await t.call("POST", "/time_sheets", { token, form: OFFICE })).status).toBe(403);
    expect((await t.call("DELETE", path, { token })).status).toBe(403);
  });

  it("belong to a source, one at most", async () => {
    const { sources, timeSheets } = t.engage.seed;
    const path = `/content_sources/${sources.sdk.id}`;
    const put = (ids: string[]) => t.call("PUT", path, { form: { "time_sheet_ids[]": ids } });
    expect((await put([timeSheets.always.id])).body.time_sheet_ids).toEqual([timeSheets.always.id]);
    expect((await put([timeSheets.always.id, timeSheets.always.id])).status).toBe(422);
    expect((await put(["none"])).status).toBe(422);
  });
});

it("Time zones are a bare list with their offsets", async () => {
  expect((await t.call("GET", "/timezones")).body.records).toContainEqual({ name: "Paris", utc_offset: 3_600 });
});

it("The settings say how the account writes dates, and which zone it is in", async () => {
  expect((await t.call("GET", "/settings")).body).toMatchObject({ locale: "en", timezone: "Paris" });
});
