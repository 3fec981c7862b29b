import { readOutput } from "../../../src/core/content/cognigyOutput";

const IMAGE = "https://x.test/a.png";
const rich = (content: object) => ({ _cognigy: { _default: content } });
const read = (content: object) => readOutput("", rich(content));
const EMPTY = { text: "", choices: [], cards: [], media: [] };

test.each<[string, object, object]>([
  [
    "a page",
    { title: "Shop", type: "web_url", url: "https://x.test" },
    { title: "Shop", payload: "", url: "https://x.test" },
  ],
  [
    "a page without title",
    { type: "web_url", url: "https://x.test" },
    { title: "https://x.test", payload: "", url: "https://x.test" },
  ],
  ["a page without address", { title: "Shop", type: "web_url", url: "" }, { title: "Shop", payload: "Shop" }],
  [
    "an answer that has an address",
    { title: "A", type: "postback", payload: "a", url: "https://x.test" },
    { title: "A", payload: "a" },
  ],
  ["an answer without payload", { title: "A" }, { title: "A", payload: "A" }],
  ["an answer without title", { payload: " a " }, { title: "a", payload: " a " }],
  [
    "a number to call",
    { title: "Us", content_type: "phone_number", payload: "+49 1" },
    { title: "Us +49 1", payload: "+49 1" },
  ],
  [
    "a number that its title tells",
    { title: "Call +49 1", contentType: "phone_number", payload: "+49 1" },
    { title: "Call +49 1", payload: "+49 1" },
  ],
  ["a number without title", { content_type: "phone_number", payload: "+49 1" }, { title: "+49 1", payload: "+49 1" }],
  [
    "an intent",
    { title: "A", type: "trigger_intent", intentName: "invoice" },
    { title: "A", payload: "cIntent:invoice" },
  ],
  ["an intent that is not named", { title: "A", type: "trigger_intent" }, { title: "A", payload: "cIntent:" }],
])("A choice is %s", (_, choice, expected) =>
  expect(read({ _quickReplies: { quickReplies: [{}, choice] } }).choices).toStrictEqual([expected]),
);

const SHOP = "https://x.test/shop";
const visit = { title: "Shoes", payload: "", url: SHOP };
test.each<[string, object, object[]]>([
  ["a list's entry", { _list: { items: [{ title: "Shoes", defaultActionUrl: SHOP }] } }, [visit]],
  [
    "a list's entry, after its button",
    { _list: { items: [{ title: "Shoes", defaultActionUrl: SHOP, buttons: [{ title: "Buy", payload: "buy" }] }] } },
    [{ title: "Buy", payload: "buy" }, visit],
  ],
  ["a list's entry without title", { _list: { items: [{ defaultActionUrl: SHOP }] } }, [{ ...visit, title: SHOP }]],
  [
    "a button that leads there anyway, once",
    {
      _gallery: {
        items: [{ title: "Shoes", defaultActionUrl: SHOP, buttons: [{ title: "Buy", type: "web_url", url: SHOP }] }],
      },
    },
    [{ title: "Buy", payload: "", url: SHOP }],
  ],
])("Where a click leads is reached by %s", (_, content, expected) =>
  expect(read(content).cards[0]?.choices).toEqual(expected),
);

test("In Messenger's form, too", () => {
  const elements = [{ title: "Shoes", default_action: { type: "web_url", url: SHOP } }];
  const message = { attachment: { type: "template", payload: { template_type: "list", elements } } };
  expect(readOutput("", { _cognigy: { _webchat: { message } } }).cards[0]?.choices).toEqual([visit]);
});

test.each<[string, object, object]>([
  ["text alone", { _text: { text: "Hi" } }, { ...EMPTY, text: "Hi" }],
  ["a list whose button says nothing", { _list: { items: [], button: {} } }, EMPTY],
  [
    "an image, whose description is for channels without images",
    { _image: { imageUrl: IMAGE, imageAltText: "A cat", fallbackText: "An image" } },
    { ...EMPTY, media: [{ url: IMAGE, title: "A cat" }] },
  ],
  [
    "choices, whose description is not needed",
    { _quickReplies: { quickReplies: [{ title: "A" }], fallbackText: "A?" } },
    { ...EMPTY, choices: [{ title: "A", payload: "A" }] },
  ],
  [
    "cards, whose description is not needed",
    { _list: { items: [{ title: "A" }], button: { title: "More" }, fallbackText: "A" } },
    {
      ...EMPTY,
      choices: [{ title: "More", payload: "More" }],
      cards: [{ title: "A", subtitle: "", imageUrl: "", choices: [] }],
    },
  ],
  [
    "an image in the shape of Messenger",
    { message: { attachment: { payload: { url: IMAGE, altText: "A cat" } } } },
    { ...EMPTY, media: [{ url: IMAGE, title: "A cat" }] },
  ],
])("An output is %s", (_, content, expected) => expect(read(content)).toEqual(expected));

test.each([
  ["name", { name: "n", fileName: "f", caption: "c" }],
  ["fileName", { fileName: "n", caption: "c" }],
  ["caption", { caption: "n" }],
])("A file is named by its %s", (_, names) => {
  const attachments = [{ url: "https://x.test/f", ...names }];
  expect(readOutput("", { attachments }).media).toEqual([{ url: "https://x.test/f", title: "n" }]);
});

const LONGEST = `https://x.test/${"a".repeat(2_048 - 15)}`;
test.each([
  [` ${IMAGE}\n`, IMAGE],
  ["http://x.test", "http://x.test"],
  [LONGEST, LONGEST],
  [`${LONGEST}a`, undefined],
  ["see https://x.test", undefined],
  ["https://x.test/<b>", undefined],
  [5, undefined],
])("The address %j is used as %j", (imageUrl, expected) =>
  expect(read({ _image: { imageUrl } }).media[0]?.url).toBe(expected),
);

describe("Of an Adaptive Card all text is read", () => {
  const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown =>
    levels === 0 ? { text: "deep" } : wrap(nested(levels - 1, wrap));
  const textOf = (adaptiveCard: unknown) => read({ _adaptiveCard: { adaptiveCard } }).text;

  test.each<[string, (inner: unknown) => unknown]>([
    ["objects", (inner) => ({ inner })],
    ["lists", (inner) => [inner]],
  ])("up to eight %s deep", (_, wrap) => {
    expect(textOf(nested(8, wrap))).toBe("deep");
    expect(textOf(nested(9, wrap))).toBe("");
  });
});
