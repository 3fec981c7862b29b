import { readOutput } from "../../../src/core/content/cognigyOutput";
import { findOffer, readOffers, readStructuredReply, toOffers } from "../../../src/core/content/structuredReply";

const OFFERS = [
  { title: "Yes", payload: "YES_1" },
  { title: "Größe", payload: "größe wählen" },
  { title: "I would rather talk to somebody", payload: "AGENT" },
];

test.each<[string, object, string, string, object | undefined]>([
  ["words of the customer's own", {}, "Hello", "Hello", undefined],
  ["an offered payload", { payload: "YES_1" }, "Yes", "YES_1", { title: "Yes", payload: "YES_1" }],
  ["a payload of an older message", { payload: "OLD" }, "Yes", "OLD", { title: "Yes", payload: "OLD" }],
  [
    "an offered payload under another title",
    { payload: "YES_1" },
    "Größe",
    "YES_1",
    { title: "Größe", payload: "YES_1" },
  ],
  ["no payload", {}, "Yes", "YES_1", { title: "Yes", payload: "YES_1" }],
  ["an empty payload", { payload: "" }, "Yes", "YES_1", { title: "Yes", payload: "YES_1" }],
  [
    "a payload that the channel made up, where ours could not be sent",
    { payload: "9f8e7d6c5b4a" },
    "Größe",
    "größe wählen",
    { title: "Größe", payload: "größe wählen" },
  ],
  ["a title that the customer typed", {}, " yes ", "YES_1", { title: " yes ", payload: "YES_1" }],
  ["a title that the channel cut", {}, "I would rather talk…", "AGENT", { payload: "AGENT" }],
  ["a title that nobody offered", { payload: "" }, "Maybe", "Maybe", { title: "Maybe", payload: "" }],
])("%s", (_, reply, shown, text, expected) => {
  const metadata = { body: shown, ...(Object.keys(reply).length > 0 && { structured_reply: reply }) };
  const answer = readStructuredReply(metadata, shown, OFFERS);
  if (expected === undefined) {
    expect(answer).toBeUndefined();
  } else {
    expect(answer).toMatchObject({ text, reply: expected });
  }
});

describe("A form's answers", () => {
  const reply = {
    responses: [
      { page_id: "p1", title: "Were we nice?", items: [{ id: "1", title: "Very", value: "yes" }] },
      { page_id: "p2", title: "Why?", items: [{ id: "2", value: "Fast" }] },
    ],
  };

  test("are kept as they came", () => {
    expect(readStructuredReply({ structured_reply: reply }, "Form", [])).toEqual({
      text: "Form",
      reply: { title: "Form", payload: "", original: reply },
    });
  });

  test("are the text where there is none", () => {
    expect(readStructuredReply({ structured_reply: reply }, "", [])?.text).toBe("Were we nice?: Very\nWhy?: Fast");
  });

  test("are told line by line, also where little is known", () => {
    const responses = [{ items: [{ title: "a" }, { value: "b" }, {}] }];
    expect(readStructuredReply({ structured_reply: { responses } }, "", [])?.text).toBe(": a, b, ");
  });

  test("are kept up to 8,000 characters", () => {
    const original = { x: "x".repeat(7_992) };
    expect(readStructuredReply({ structured_reply: original }, "Form", [])?.reply).toMatchObject({ original });
  });

  test("are kept whole where a name only contains the word code", () => {
    const original = { postcode: "24103", codes: [1] };
    expect(readStructuredReply({ structured_reply: original }, "Form", [])?.reply).toMatchObject({ original });
  });

  test("are left out where they are endless", () => {
    const endless = { responses: [{ title: "x".repeat(9_000) }] };
    expect(readStructuredReply({ structured_reply: endless }, "Form", [])?.reply).toStrictEqual({
      title: "Form",
      payload: "",
    });
  });
});

test.each<[string, object]>([
  ["new", { structured_reply: { code: "SECRET", status: "authenticated", version: 2 } }],
  ["legacy", { structured_reply: { encrypted_access_token: "SECRET", status: "authenticated", version: 1 } }],
  ["nested", { structured_reply: { status: "authenticated", authenticate: { access_token: "SECRET" } } }],
  ["beside", { structured_reply: { status: "authenticated" }, authenticate: { access_token: "SECRET" } }],
])("An authentication's token is not passed on (%s)", (_, metadata) => {
  const answer = readStructuredReply({ ...metadata }, "I am in", []);
  expect(JSON.stringify(answer)).not.toContain("SECRET");
  expect(answer).toMatchObject({ text: "I am in", reply: { original: { status: "authenticated" } } });
});

describe("Offers", () => {
  const choices = [
    { title: "Yes", payload: "Y" },
    { title: "Page", payload: "", url: "https://a.test" },
    { title: "Long", payload: "x".repeat(997) },
  ];

  test("have 1,000 characters at most", () => {
    const fitting = { title: "Long", payload: "x".repeat(996) };
    expect(toOffers({ text: "", choices: [fitting], cards: [], media: [] })).toEqual([fitting]);
  });

  test("are choices that come back as words", () => {
    const cards = [{ title: "Card", subtitle: "", imageUrl: "", choices: [{ title: "Buy", payload: "B" }] }];
    expect(toOffers({ text: "", choices, cards, media: [] })).toEqual([
      { title: "Yes", payload: "Y" },
      { title: "Buy", payload: "B" },
    ]);
  });

  test("are no more than 40", () => {
    const quickReplies = Array.from({ length: 50 }, (_, n) => ({ title: `T${n}` }));
    expect(toOffers(readOutput("", { _cognigy: { _default: { _quickReplies: { quickReplies } } } }))).toHaveLength(40);
  });

  test("are read from storage, whatever stands there", () => {
    expect(readOffers({ offers: [{ title: "a", payload: "b", more: 1 }, 5, { title: 5 }] })).toEqual([
      { title: "a", payload: "b" },
      { title: "", payload: "" },
    ]);
    expect(readOffers(undefined)).toEqual([]);
  });

  test("A payload goes before a title, and nothing is nothing", () => {
    const offers = [
      { title: "B", payload: "A" },
      { title: "A", payload: "B" },
      { title: "", payload: "" },
    ];
    expect(findOffer("B", offers)).toEqual({ title: "A", payload: "B" });
    expect(findOffer("", offers)).toBeUndefined();
    expect(findOffer("…", offers)).toBeUndefined();
  });

  test.each(["Wait…!", "W…ait", "Well…"])("%s is no title that a channel cut", (words) => {
    expect(findOffer(words, [{ title: "Wait… what", payload: "A" }])).toBeUndefined();
  });
});
