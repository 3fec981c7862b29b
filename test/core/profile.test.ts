import fc from "fast-check";
import { toContextData } from "../../src/core/contextData";
import { isProfileSharable, mapProfile, toAuthor } from "../../src/core/profile";

const NOW = "2026-01-01T00:00:00.000Z";

describe("The author made of a Contact Profile", () => {
  test("has Engage's fields, the rest as context data", () => {
    const profile = {
      firstname: "Lee",
      lastname: "Chan",
      email: "lee@example.com",
      gender: "female",
      profilepic: "https://example.com/lee.png",
      mobile_phone: "+4912345",
      tier: "gold",
      accepted_gdpr: false,
    };
    expect(toAuthor("user-1", profile, NOW, {})).toEqual({
      id: "user-1",
      screenname: "Lee Chan",
      firstname: "Lee",
      lastname: "Chan",
      email: "lee@example.com",
      gender: "woman",
      avatar_url: "https://example.com/lee.png",
      mobile_phone: "+4912345",
      created_at: NOW,
      updated_at: NOW,
      puppetizable: false,
      context_data: { tier: "gold" },
    });
  });

  test("follows a mapping of one's own before the default one; an empty target keeps a field out", () => {
    const profile = { Telefon: "030", email: "private@example.com", mail: "lee@example.com", secret: "x" };
    const mapping = { telefon: "home_phone", mail: "email", email: "", secret: "" };
    const author = toAuthor("user-1", profile, NOW, { mapping });
    expect(author).toMatchObject({ home_phone: "030", email: "lee@example.com", screenname: "Customer" });
    expect(author.context_data).toBeUndefined();
  });

  test.each([
    ["male", "man"],
    ["Man", "man"],
    ["F", "woman"],
    ["female", "woman"],
    ["woman", "woman"],
    ["diverse", undefined],
  ])("knows the gender %s as %s", (given, expected) => {
    expect(toAuthor("u", { gender: given }, NOW, {}).gender).toBe(expected);
    expect(mapProfile({ gender: given }).fields.gender).toBe(expected);
  });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    [
      "phone and mobile, also as numbers",
      { Phone: 4930, mobile: "49170" },
      { home_phone: "4930", mobile_phone: "49170" },
    ],
    ["without the space around them", { firstname: " Lee " }, { firstname: "Lee" }],
    ["255 characters long", { firstname: "x".repeat(255) }, { firstname: "x".repeat(255) }],
    ["an address without https", { profilepic: "http://a.test/x" }, { avatar_url: "http://a.test/x" }],
    ["nothing that is empty", { firstname: " " }, {}],
    [
      "no instructions",
      { accepted_gdpr: true, prevent_data_collection: false, privacy_policy: "x", profileId: "x" },
      {},
    ],
  ])("knows %s", (_, profile, fields) => expect(mapProfile(profile)).toEqual({ fields, contextData: {} }));

  test("keeps the second value of a field under its own name", () => {
    expect(mapProfile({ home_phone: "030", phone: "040" })).toEqual({
      fields: { home_phone: "030" },
      contextData: { phone: "040" },
    });
  });

  test.each<[string, Record<string, unknown>, Record<string, string>, ReturnType<typeof mapProfile>]>([
    [
      "a field of Engage",
      { firstname: "Robert", nick: "Bob" },
      { nick: "firstname" },
      { fields: { firstname: "Bob" }, contextData: { firstname: "Robert" } },
    ],
    ["context data", { plan: "B", tariff: "A" }, { tariff: "plan" }, { fields: {}, contextData: { plan: "A" } }],
  ])("prefers a mapping of one's own for %s, in either order", (_, profile, mapping, mapped) => {
    expect(mapProfile(profile, mapping)).toEqual(mapped);
    const reversed = Object.fromEntries(Object.entries(profile).reverse());
    expect(mapProfile(reversed, mapping)).toEqual(mapped);
  });

  test("keeps the second field that is mapped to the same context data under its own name", () => {
    const mapping = { tariff: "plan", contract: "plan" };
    expect(mapProfile({ tariff: "A", contract: "B" }, mapping).contextData).toEqual({ plan: "A", contract: "B" });
  });

  test("takes no address that only contains one", () => {
    expect(mapProfile({ profilepic: "javascript:https://a.test" }).fields).toEqual({});
  });

  test("keeps a value that does not fit its field as context data", () => {
    expect(mapProfile({ profilepic: "javascript:alert(1)", email: ["a", "b"], firstname: "x".repeat(300) })).toEqual({
      fields: {},
      contextData: { profilepic: "javascript:alert(1)", email: ["a", "b"], firstname: "x".repeat(300) },
    });
  });

  test.each([
    ["no profile is to be sent", { firstname: "Lee" }, undefined],
    ["data collection is off", { firstname: "Lee", prevent_data_collection: true }, {}],
    ["consent is asked for and missing", { firstname: "Lee", accepted_gdpr: false }, { onlyWithConsent: true }],
  ])("is a stranger when %s", (_, profile, options) => {
    expect(toAuthor("user-1", profile, NOW, options)).toEqual({
      id: "user-1",
      screenname: "Customer",
      created_at: NOW,
      updated_at: NOW,
      puppetizable: false,
    });
  });

  test("sends no instruction under another spelling of its name", () => {
    const profile = { acceptedGdpr: true, PREVENT_DATA_COLLECTION: false, privacyPolicy: "x", ProfileId: "x" };
    expect(mapProfile(profile)).toEqual({ fields: {}, contextData: {} });
  });
});

describe("Whether a profile may leave Cognigy", () => {
  test.each<[unknown, boolean]>([
    [true, false],
    ["true", false],
    [" TRUE ", false],
    [1, false],
    ["1", false],
    ["yes", false],
    ["on", false],
    ["ja", false],
    ["prevented since May", false],
    [{ value: true }, false],
    [[], false],
    [2, false],
    [false, true],
    ["false", true],
    ["No", true],
    ["off", true],
    [0, true],
    ["0", true],
    ["", true],
    [null, true],
    [undefined, true],
  ])("prevent_data_collection %j: %s", (flag, expected) => {
    expect(isProfileSharable({ prevent_data_collection: flag })).toBe(expected);
  });

  test.each([["Prevent_Data_Collection"], ["preventDataCollection"], ["prevent-data-collection"]])(
    "finds the flag as %s",
    (name) => {
      expect(isProfileSharable({ [name]: "yes", prevent_data_collection: false })).toBe(false);
    },
  );

  test.each<[Record<string, unknown>, boolean]>([
    [{ accepted_gdpr: true }, true],
    [{ acceptedGdpr: true }, true],
    [{ accepted_gdpr: true, prevent_data_collection: "1" }, false],
    [{ accepted_gdpr: true, ACCEPTED_GDPR: false }, false],
    [{ accepted_gdpr: "true" }, false],
    [{ accepted_gdpr: 1 }, false],
    [{ accepted_gdpr: "no" }, false],
    [{ accepted_gdpr: null }, false],
    [{}, false],
  ])("with consent asked for, %j: %s", (profile, expected) => {
    expect(isProfileSharable(profile, true)).toBe(expected);
  });
});

describe("Context data", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      "flattens objects",
      { address: { city: "Köln", geo: { lat: 50.9 } } },
      { "address-city": "Köln", "address-geo-lat": "50.9" },
    ],
    ["keeps lists of texts", { interests: ["a", 2, true] }, { interests: ["a", "2", "true"] }],
    ["writes lists of objects as JSON", { pets: [{ name: "Rex" }] }, { pets: ['{"name":"Rex"}'] }],
    ["makes keys legal", { "Größe in cm!": 180, "1": "one" }, { "Gro-e-in-cm": "180", value: "one" }],
    [
      "keeps keys apart that become the same",
      { line1: "a", line2: "b", line_3: "c" },
      { line: "a", "line-b": "b", "line-c": "c" },
    ],
    ["keeps 20 of a list", { d: Array(21).fill("x") }, { d: Array(20).fill("x") }],
    ["leaves out what is empty in a list", { d: ["a", "", null, " "] }, { d: ["a"] }],
    ["names a list within an object by its path", { a: { b: ["x"] } }, { "a-b": ["x"] }],
    ["writes what is nested deeper as JSON", { a: { b: { c: { d: { e: 1 } } } } }, { "a-b-c-d": '{"e":1}' }],
    ["leaves out what is no value", { f: () => 1, s: Symbol("s") }, {}],
    ["leaves out what is empty", { a: "", b: null, c: undefined, d: [], e: {}, f: "  " }, {}],
    ["keeps emoji", { mood: "🙂" }, { mood: "🙂" }],
  ])("%s", (_, values, expected) => {
    expect(toContextData(values)).toEqual(expected);
  });

  test("keeps 60 keys, and names any number that become the same", () => {
    const data = toContextData(Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`k${n}`, n])));
    expect(Object.keys(data)).toHaveLength(60);
    expect(data).toMatchObject({
      k: "0",
      "k-b": "1",
      "k-z": "25",
      "k-ba": "26",
      "k-bz": "51",
      "k-ca": "52",
      "k-ch": "59",
    });
  });

  test("cuts values of 100 KB and does not end within a character", () => {
    const { long } = toContextData({ long: "🙂".repeat(50_000) });
    expect(long?.length).toBeLessThanOrEqual(1000);
    expect(long).not.toMatch(/\p{Surrogate}/u);
  });

  test("takes __proto__ for a name like any other", () => {
    const values = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":"x"}');
    expect(toContextData(values)).toEqual({ "proto-polluted": "yes", constructor: "x" });
    expect({}).not.toHaveProperty("polluted");
  });

  test("is legal for whatever a profile holds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
        const data = toContextData(values);
        expect(Object.keys(data).length).toBeLessThanOrEqual(60);
        for (const [key, value] of Object.entries(data)) {
          expect(key).toMatch(/^[A-Za-z]([A-Za-z-]*[A-Za-z])?$/);
          for (const text of Array.isArray(value) ? value : [value]) {
            expect(text.length).toBeLessThanOrEqual(1000);
          }
        }
      }),
    );
  });
});
