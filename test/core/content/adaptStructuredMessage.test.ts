import fc from "fast-check";
import { adaptStructuredMessage } from "../../../src/core/content/adaptStructuredMessage";
import { type ChannelKind, SUPPORTED_TYPES, toSupport } from "../../../src/core/content/channelLimits";
import {
  checkStructuredMessage,
  fitStructuredMessage,
  STRUCTURED_TYPES,
  type StructuredMessage,
  type StructuredType,
} from "../../../src/core/content/structuredMessage";
import { IMAGE_ID, SAMPLES } from "./structuredSamples";

const CHANNELS = Object.keys(SUPPORTED_TYPES) as ChannelKind[];
const HATS = { title: "Hats" };
const adapt = (message: StructuredMessage, types: readonly StructuredType[], body = "Choose") =>
  adaptStructuredMessage(message, body, (type) => types.includes(type));

test.each([...STRUCTURED_TYPES])("A %s that the channel shows stays as it is", (type) =>
  expect(adapt(SAMPLES[type], [type])).toEqual({ message: SAMPLES[type], body: "Choose", adjustments: [] }),
);

const PLAIN: Readonly<Record<StructuredType, string>> = {
  select: "Choose\n1. Yes\n2. No",
  rich_link: "Choose\nShoes\nNew ones\nTo the shop: https://shop.test/shoes",
  template: "Choose\nShoes\nNew ones\n1. Yes\n2. No",
  carousel: "Choose\nShoes\nNew ones\nhttps://shop.test/shoes\n1. Yes\n2. No\n\nHats\n1. Buy",
  list: "Choose\nOur shops\nNear you\nNorth\n1. Kiel: Open\nSouth\n2. Ulm",
  time_select: "Choose\nKiel\n1. 2024-06-01T08:00+0200",
  form: "Choose\nWelcome\nTwo questions\nFeedback\n\nWere we nice?\n1. Very\n2. Not at all\n\nWhy?",
  apple_pay: "Choose\nShoes: 49.00 EUR\nTotal: 49.00 EUR",
  authenticate: "Choose",
};

test.each([...STRUCTURED_TYPES])("A %s as text, where the channel shows nothing", (type) => {
  const { message, body, adjustments } = adapt(SAMPLES[type], []);
  expect(message).toBeUndefined();
  expect(body).toBe(PLAIN[type]);
  const lost = type === "rich_link" ? ["attachment_id: pictures left out"] : [];
  expect(adjustments).toEqual([`type: the channel shows no ${type}; sent as text`, ...lost]);
});

test("Text that stands in the body already is not said again", () => {
  expect(adapt(SAMPLES.template, [], "Shoes").body).toBe("Shoes\nNew ones\n1. Yes\n2. No".replace(/^/, "Shoes\n"));
  expect(adapt({ type: "rich_link", url: "https://a.test" }, [], "See\nhttps://a.test").body).toBe(
    "See\nhttps://a.test",
  );
});

test.each<[string, StructuredMessage, StructuredType[], StructuredMessage, string]>([
  [
    "a carousel of one as template",
    { type: "carousel", items: [{ title: "Hats", subtitle: "s" }] },
    ["template", "select"],
    { type: "template", title: "Hats", subtitle: "s" },
    "Choose",
  ],
  [
    "a carousel of one with replies as select, by way of a template",
    { type: "carousel", items: [{ title: "Hats", items: [{ type: "reply", title: "Buy", payload: "B" }] }] },
    ["select"],
    { type: "select", items: [{ title: "Buy", payload: "B" }] },
    "Choose\nHats",
  ],
  [
    "plain cards as list",
    {
      type: "carousel",
      items: [
        { title: "Hats", subtitle: "s" },
        { title: "Shoes", items: [{ type: "reply", title: "Buy", payload: "S" }] },
      ],
    },
    ["list"],
    {
      type: "list",
      title: "Choose",
      items: [
        { title: "Hats", subtitle: "s" },
        { title: "Shoes", payload: "S" },
      ],
    },
    "Choose\nHats\ns\n\nShoes\n1. Buy",
  ],
  [
    "cards without buttons as list",
    { type: "carousel", items: [{ title: "Hats" }, { title: "Shoes" }] },
    ["list"],
    { type: "list", title: "Choose", items: [{ title: "Hats" }, { title: "Shoes" }] },
    "Choose",
  ],
  [
    "cards with a button that has no payload as list",
    { type: "carousel", items: [{ title: "Hats", items: [{ type: "reply", title: "Buy" }] }] },
    ["list"],
    { type: "list", title: "Choose", items: [{ title: "Hats", payload: "Buy" }] },
    "Choose\nHats\n1. Buy",
  ],
  [
    "a template with replies only as select",
    SAMPLES.template,
    ["select", "rich_link"],
    {
      type: "select",
      items: [
        { title: "Yes", payload: "YES" },
        { title: "No", payload: "NO" },
      ],
    },
    "Choose\nShoes\nNew ones",
  ],
  [
    "a template with an address as rich link",
    { type: "template", title: "Shoes", url: "https://a.test", attachment_id: IMAGE_ID, footer: "f" },
    ["select", "rich_link"],
    { type: "rich_link", title: "Shoes", url: "https://a.test", attachment_id: IMAGE_ID },
    "Choose\nf",
  ],
  [
    "a template without footer as rich link",
    { type: "template", title: "Shoes", url: "https://a.test" },
    ["rich_link"],
    { type: "rich_link", title: "Shoes", url: "https://a.test" },
    "Choose",
  ],
  [
    "a rich link named by its words as template",
    { type: "rich_link", title: " ", url_text: "Shop", url: "https://a.test" },
    ["template"],
    { type: "template", title: "Shop", url_text: "Shop", url: "https://a.test" },
    "Choose",
  ],
  ["a rich link as template", SAMPLES.rich_link, ["template"], { ...SAMPLES.rich_link, type: "template" }, "Choose"],
  [
    "a rich link without title as template",
    { type: "rich_link", url: "https://a.test" },
    ["template"],
    { type: "template", url: "https://a.test", title: "https://a.test" },
    "Choose",
  ],
  [
    "a short select as buttons",
    SAMPLES.select,
    ["template", "list"],
    {
      type: "template",
      title: "Choose",
      items: [
        { type: "reply", title: "Yes", payload: "YES" },
        { type: "reply", title: "No" },
      ],
    },
    "Choose",
  ],
  [
    "a select of three as buttons",
    { type: "select", items: ["a", "b", "c"].map((title) => ({ title, payload: null })) },
    ["template", "list"],
    { type: "template", title: "Choose", items: ["a", "b", "c"].map((title) => ({ type: "reply", title })) },
    "Choose",
  ],
  [
    "a longer select as list",
    { type: "select", items: ["a", "b", "c", "d"].map((title) => ({ title })) },
    ["template", "list"],
    { type: "list", title: "Choose", items: ["a", "b", "c", "d"].map((title) => ({ title })) },
    "Choose",
  ],
  [
    "a list as select, its subtitles in the body",
    SAMPLES.list,
    ["select"],
    {
      type: "select",
      items: [
        { title: "Kiel", payload: "KIEL" },
        { title: "Ulm", payload: "ULM" },
      ],
    },
    PLAIN.list,
  ],
  [
    "a list without subtitles as select, its title in the body",
    { type: "list", title: "Our shops", items: [{ title: "Kiel" }] },
    ["select"],
    { type: "select", items: [{ title: "Kiel" }] },
    "Choose\nOur shops",
  ],
])("%s", (_, given, types, message, body) => {
  const adapted = adapt(given, types);
  expect(adapted.message).toStrictEqual(message);
  expect(adapted.body).toBe(body);
  expect(adapted.adjustments).toEqual([`type: the channel shows no ${given.type}; sent as ${message.type}`]);
});

test.each<[string, StructuredMessage, StructuredType[]]>([
  ["several cards with pages", SAMPLES.carousel, ["template", "select", "rich_link", "list"]],
  [
    "a template with a page among its buttons",
    { type: "template", title: "t", items: [{ type: "url", title: "a", url: "https://a.test" }] },
    ["select", "rich_link", "list"],
  ],
  [
    "a template with a page and buttons",
    { type: "template", title: "t", url: "https://a.test", items: [{ type: "reply", title: "a" }] },
    ["rich_link"],
  ],
  ["a template without a page", { type: "template", title: "t" }, ["rich_link", "select"]],
  [
    "a template with a page among its replies",
    {
      type: "template",
      title: "t",
      items: [
        { type: "reply", title: "a" },
        { type: "url", title: "b", url: "https://a.test" },
      ],
    },
    ["select"],
  ],
  ["a carousel of nothing", { type: "carousel", items: [] }, ["template", "list"]],
  ["cards, one with a page", { type: "carousel", items: [{ title: "t", url: "https://a.test" }, HATS] }, ["list"]],
  [
    "cards, one with two buttons",
    { type: "carousel", items: [{ title: "t", items: ["a", "b"].map((title) => ({ type: "reply", title })) }, HATS] },
    ["list"],
  ],
  [
    "cards, one with a button to a page",
    { type: "carousel", items: [{ title: "t", items: [{ type: "url", title: "a", url: "https://a.test" }] }, HATS] },
    ["list"],
  ],
  ["a select of nothing", { type: "select", items: [] }, ["template"]],
  ["a form", SAMPLES.form, ["select", "template", "list"]],
  ["a payment", SAMPLES.apple_pay, ["select", "template", "list"]],
])("No other type holds %s", (_, given, types) => expect(adapt(given, types).message).toBeUndefined());

test.each<[string, StructuredMessage, StructuredType[]]>([
  ["A select", SAMPLES.select, ["template", "list"]],
  ["A carousel", { type: "carousel", items: [{ title: "t" }] }, ["list"]],
])("%s needs a body that can become a title", (_, given, types) =>
  expect(adapt(given, types, "").message).toBeUndefined(),
);

test("Pictures that are lost on the way are told", () => {
  const { adjustments } = adapt({ ...SAMPLES.template, attachment_id: IMAGE_ID }, ["select"]);
  expect(adjustments).toContain("attachment_id: pictures left out");
});

test("Whatever type on whatever channel: its words arrive, and it can be fitted", () => {
  const title = fc.string({ minLength: 1, maxLength: 120, size: "max" }).filter((text) => text.trim() !== "");
  const button = fc.oneof(
    fc.record({ type: fc.constant("reply"), title, payload: fc.string({ maxLength: 300, size: "max" }) }),
    fc.record({ type: fc.constant("url"), title, url: fc.webUrl() }),
  );
  const card = fc.record(
    { title, subtitle: title, url: fc.webUrl(), items: fc.array(button) },
    { requiredKeys: ["title"] },
  );
  const choices = fc.array(fc.record({ title, payload: title }), { minLength: 1, maxLength: 16 });
  const given: fc.Arbitrary<StructuredMessage> = fc.oneof(
    choices.map((items) => ({ type: "select" as const, items })),
    fc.tuple(title, choices).map(([head, items]) => ({ type: "list" as const, title: head, items })),
    card.map((fields) => ({ ...fields, type: "template" as const })),
    fc.array(card, { minLength: 1 }).map((items) => ({ type: "carousel" as const, items })),
    fc.tuple(title, fc.webUrl()).map(([text, url]) => ({ type: "rich_link" as const, title: text, url })),
  );
  const wordsIn = (value: unknown): string[] => {
    if (typeof value !== "object" || value === null) {
      return [];
    }
    return Object.entries(value).flatMap(([key, one]) =>
      key === "title" && typeof one === "string" ? [one] : wordsIn(one),
    );
  };
  fc.assert(
    fc.property(given, title, fc.constantFrom(...CHANNELS), (message, body, channel) => {
      const supports = toSupport(channel, undefined);
      const adapted = adaptStructuredMessage(message, body, supports);
      const said = adapted.body + JSON.stringify(adapted.message ?? "");
      for (const word of [body, ...wordsIn(message)]) {
        expect(adapted.body.includes(word) || said.includes(JSON.stringify(word).slice(1, -1))).toBe(true);
      }
      if (adapted.message === undefined) {
        return;
      }
      expect(supports(adapted.message.type)).toBe(true);
      const left = checkStructuredMessage(fitStructuredMessage(adapted.message, channel).message, channel);
      expect(left).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
