import { type CustomerFacts, type CustomerRecord, toGroupChange } from "../../src/core/customerRecord";

const record = (change: Partial<CustomerRecord> = {}): CustomerRecord => ({
  firstname: null,
  lastname: null,
  company: null,
  gender: null,
  notes: null,
  emails: [],
  home_phones: [],
  mobile_phones: [],
  tag_ids: [],
  custom_field_values: {},
  ...change,
});
const facts = (change: Partial<CustomerFacts> = {}): CustomerFacts => ({
  firstname: undefined,
  lastname: undefined,
  company: undefined,
  emails: [],
  homePhones: [],
  mobilePhones: [],
  tagIds: [],
  notes: undefined,
  notesMode: "append",
  customFields: {},
  ...change,
});

describe("The change to a customer record", () => {
  test.each<[string, CustomerRecord, CustomerFacts, Record<string, unknown>, object]>([
    ["is nothing without facts", record(), facts(), {}, {}],
    [
      "takes the profile",
      record(),
      facts(),
      { firstname: "Lee", email: "lee@example.com", gender: "m" },
      { firstname: "Lee", gender: "man", emails: ["lee@example.com"] },
    ],
    ["prefers the node's own facts", record(), facts({ firstname: "Lea" }), { firstname: "Lee" }, { firstname: "Lea" }],
    ["leaves out what is there already", record({ firstname: "Lee" }), facts({ firstname: "Lee" }), {}, {}],
    [
      "merges lists",
      record({ emails: ["a@example.com"] }),
      facts({ emails: ["b@example.com", "A@example.com"] }),
      {},
      { emails: ["a@example.com", "b@example.com"] },
    ],
    [
      "knows a phone number in another form",
      record({ mobile_phones: ["4912345"] }),
      facts({ mobilePhones: ["+49 123-45"] }),
      {},
      {},
    ],
    ["appends notes", record({ notes: "VIP" }), facts({ notes: "Likes tea" }), {}, { notes: "VIP\nLikes tea" }],
    ["does not append a note twice", record({ notes: "VIP\nLikes tea" }), facts({ notes: "Likes tea" }), {}, {}],
    [
      "replaces notes when asked",
      record({ notes: "VIP" }),
      facts({ notes: "New", notesMode: "replace" }),
      {},
      { notes: "New" },
    ],
    [
      "merges custom fields with several values",
      record({ custom_field_values: { likes: ["tea"] } }),
      facts({ customFields: { likes: ["tea", "milk"] } }),
      {},
      { custom_field_values: { likes: ["tea", "milk"] } },
    ],
    [
      "writes custom fields as text",
      record({ custom_field_values: { age: "3" } }),
      facts({ customFields: { age: 4, vip: true } }),
      {},
      { custom_field_values: { age: "4", vip: "true" } },
    ],
    [
      "leaves custom fields that are the same",
      record({ custom_field_values: { age: "4" } }),
      facts({ customFields: { age: "4" } }),
      {},
      {},
    ],
  ])("%s", (_, current, known, profile, expected) => {
    expect(toGroupChange(current, known, profile)).toEqual(expected);
  });
});
