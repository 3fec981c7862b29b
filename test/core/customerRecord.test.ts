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
    [
      "takes names and company",
      record(),
      facts({ company: "Shop", lastname: "Chan" }),
      { lastname: "Chen" },
      { lastname: "Chan", company: "Shop" },
    ],
    [
      "takes phones of the node and of the profile",
      record(),
      facts({ homePhones: ["1"], mobilePhones: ["2"] }),
      { home_phone: "3", mobile_phone: "4" },
      { home_phones: ["1", "3"], mobile_phones: ["2", "4"] },
    ],
    ["adds tags", record({ tag_ids: ["a"] }), facts({ tagIds: ["a", "b", "c"] }), {}, { tag_ids: ["a", "b", "c"] }],
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
    [
      "knows it with zeros before it",
      record({ home_phones: ["4912345"] }),
      facts({ homePhones: ["0049 12345"] }),
      {},
      {},
    ],
    [
      "keeps zeros within a phone number",
      record({ home_phones: ["4915"] }),
      facts({ homePhones: ["491005"] }),
      {},
      { home_phones: ["4915", "491005"] },
    ],
    ["leaves notes alone without a new one", record({ notes: "VIP" }), facts(), {}, {}],
    ["writes a first note", record(), facts({ notes: "Likes tea" }), {}, { notes: "Likes tea" }],
    [
      "takes a note of spaces for none",
      record({ notes: " " }),
      facts({ notes: "Likes tea" }),
      {},
      { notes: "Likes tea" },
    ],
    ["appends to the last line", record({ notes: " VIP\n" }), facts({ notes: "Tea" }), {}, { notes: " VIP\nTea" }],
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
    expect(toGroupChange(current, known, profile)).toStrictEqual(expected);
  });
});
