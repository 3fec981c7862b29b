import fc from "fast-check";
import { type ChannelKind, SUPPORTED_TYPES } from "../../../src/core/content/channelLimits";
import {
  checkStructuredMessage,
  fitStructuredMessage,
  STRUCTURED_TYPES,
  type StructuredMessage,
  type StructuredType,
} from "../../../src/core/content/structuredMessage";
import { IMAGE_ID, SAMPLES } from "./structuredSamples";

const CHANNELS = Object.keys(SUPPORTED_TYPES) as ChannelKind[];
const check = (message: StructuredMessage, channel: ChannelKind = "engageMessaging") =>
  checkStructuredMessage(message, channel).map(({ field, problem }) => `${field}: ${problem}`);
const long = (length: number) => "x".repeat(length);

describe.each([...STRUCTURED_TYPES])("A whole %s", (type) => {
  test("is right on each channel that shows it, and stays as it is", () => {
    for (const channel of CHANNELS.filter((one) => SUPPORTED_TYPES[one].includes(type))) {
      expect(check(SAMPLES[type], channel)).toEqual([]);
      expect(fitStructuredMessage(SAMPLES[type], channel)).toEqual({ message: SAMPLES[type], adjustments: [] });
    }
  });

  test("without anything says what it needs", () => {
    const needed: Record<StructuredType, string[]> = {
      select: ["items"],
      rich_link: ["url"],
      template: ["title"],
      carousel: ["items"],
      list: ["title", "items"],
      time_select: ["timeslots"],
      form: ["title", "first_page_id", "pages"],
      apple_pay: [
        "payment_gateway_url",
        "merchant_session",
        "merchant_identifier",
        "merchant_capabilities",
        "supported_networks",
        "merchant_name",
        "country_code",
        "currency_code",
        "total",
      ],
      authenticate: [],
    };
    expect(check({ type })).toEqual(needed[type].map((field) => `${field}: missing`));
    expect(fitStructuredMessage({ type }, "apple")).toEqual({ message: { type }, adjustments: [] });
  });
});

/** Field of a length -> what each channel takes of it. Channels that are not named take the first. */
type Limits = readonly [general: number, others?: Partial<Record<ChannelKind, number>>];
const CARD_TITLE: Limits = [350, { messenger: 80, instagram: 80, google: 200, whatsapp: 60 }];
const SUBTITLE: Limits = [1000, { messenger: 80, instagram: 80 }];
const BUTTON: Limits = [80, { messenger: 20, instagram: 20, whatsapp: 20, google: 25 }];

test.each<[string, StructuredType, (text: string) => Record<string, unknown>, Limits]>([
  ["items[0].title", "select", (title) => ({ items: [{ title }] }), [80, { messenger: 20, instagram: 20, google: 25 }]],
  [
    "title",
    "rich_link",
    (title) => ({ ...SAMPLES.rich_link, title }),
    [350, { apple: 200, google: 200, messenger: 80, instagram: 80 }],
  ],
  ["subtitle", "rich_link", (subtitle) => ({ ...SAMPLES.rich_link, subtitle }), SUBTITLE],
  [
    "url_text",
    "rich_link",
    (url_text) => ({ ...SAMPLES.rich_link, url_text }),
    [80, { messenger: 20, instagram: 20, google: 25 }],
  ],
  ["title", "template", (title) => ({ title, subtitle: "s" }), CARD_TITLE],
  [
    "title",
    "template",
    (title) => ({ title, attachment_url: "https://a.test" }),
    [350, { ...CARD_TITLE[1], messenger: 80, whatsapp: 1000 }],
  ],
  ["title", "template", (title) => ({ title }), [350, { ...CARD_TITLE[1], messenger: 640, whatsapp: 1000 }]],
  [
    "title",
    "template",
    (title) => ({ title, attachment_id: IMAGE_ID }),
    [350, { ...CARD_TITLE[1], messenger: 80, whatsapp: 1000 }],
  ],
  ["subtitle", "template", (subtitle) => ({ title: "t", subtitle }), SUBTITLE],
  [
    "subtitle",
    "template",
    (subtitle) => ({ title: "t", subtitle, attachment_id: IMAGE_ID }),
    [1000, { ...SUBTITLE[1], whatsapp: 963 }],
  ],
  ["footer", "template", (footer) => ({ title: "t", footer }), [60]],
  ["items[0].title", "template", (title) => ({ title: "t", items: [{ type: "reply", title }] }), BUTTON],
  ["items[0].title", "carousel", (title) => ({ items: [{ title }] }), CARD_TITLE],
  ["items[0].subtitle", "carousel", (subtitle) => ({ items: [{ title: "t", subtitle }] }), SUBTITLE],
  [
    "items[0].items[0].title",
    "carousel",
    (title) => ({ items: [{ title: "t", items: [{ type: "reply", title }] }] }),
    BUTTON,
  ],
  ["title", "list", (title) => ({ title, items: [{ title: "t" }] }), [1024, { apple: 512 }]],
  ["subtitle", "list", (subtitle) => ({ title: "t", subtitle, items: [{ title: "t" }] }), [512, { whatsapp: 60 }]],
  [
    "sections[0].title",
    "list",
    (title) => ({
      title: "t",
      sections: [{ title, identifier: "s" }],
      items: [{ title: "t", section_identifier: "s" }],
    }),
    [24],
  ],
  ["header", "list", (header) => ({ title: "t", header, items: [{ title: "t" }] }), [60]],
  ["button", "list", (button) => ({ title: "t", button, items: [{ title: "t" }] }), [20]],
  ["items[0].title", "list", (title) => ({ title: "t", items: [{ title }] }), [80, { whatsapp: 24 }]],
  [
    "items[0].subtitle",
    "list",
    (subtitle) => ({ title: "t", items: [{ title: "t", subtitle }] }),
    [100, { apple: 512, whatsapp: 72 }],
  ],
])("%s of a %s", (field, type, toFields, [general, others = {}]) => {
  for (const channel of CHANNELS) {
    const max = others[channel] ?? general;
    expect([channel, check({ ...toFields(long(max)), type }, channel)]).toEqual([channel, []]);
    const tooLong = { ...toFields(long(max + 1)), type };
    expect([channel, check(tooLong, channel)]).toEqual([channel, [`${field}: ${max + 1} characters, ${max} allowed`]]);
    const fitted = fitStructuredMessage(tooLong, channel);
    expect(fitted.message).toEqual({ ...toFields(`${long(max - 1)}…`), type });
    expect(fitted.adjustments).toEqual([`${field}: ${max + 1} characters, ${max} allowed; cut`]);
  }
});

test.each<[StructuredType, string, (count: number) => Record<string, unknown>, Limits]>([
  ["select", "items", (count) => ({ items: Array(count).fill({ title: "t" }) }), [13]],
  [
    "template",
    "items",
    (count) => ({ title: "t", items: Array(count).fill({ type: "reply", title: "t" }) }),
    [4, { messenger: 3, instagram: 3, whatsapp: 3 }],
  ],
  ["carousel", "items", (count) => ({ items: Array(count).fill({ title: "t" }) }), [10]],
  ["list", "items", (count) => ({ title: "t", items: Array(count).fill({ title: "t" }) }), [10]],
])("A %s has no more %s", (type, field, toFields, [general, others = {}]) => {
  for (const channel of CHANNELS) {
    const max = others[channel] ?? general;
    expect(check({ ...toFields(max), type }, channel)).toEqual([]);
    const tooMany = { ...toFields(max + 2), type };
    expect(check(tooMany, channel)).toEqual([`${field}: ${max + 2} items, ${max} allowed`]);
    expect(fitStructuredMessage(tooMany, channel)).toEqual({
      message: { ...toFields(max), type },
      adjustments: [`${field}: ${max + 2} items, ${max} allowed; the last 2 left out`],
    });
  }
});

/** What is wrong, on which channel, what fitting makes of it (`undefined`: a person has to see to it), and says of it. */
test.each<[string, StructuredMessage, ChannelKind, string[], object | undefined, remedy?: string]>([
  [
    "a payload that is not ASCII",
    { type: "select", items: [{ title: "Größe", payload: "größe" }] },
    "google",
    ["items[0].payload: only ASCII characters are allowed"],
    { items: [{ title: "Größe" }] },
  ],
  [
    "a payload too long",
    { type: "template", title: "t", items: [{ type: "reply", title: "a", payload: long(257) }] },
    "whatsapp",
    ["items[0].payload: 257 characters, 256 allowed"],
    { items: [{ type: "reply", title: "a" }] },
  ],
  [
    "a button that the channel has not",
    { type: "template", title: "t", items: [{ type: "url", title: "a", url: "https://a.test" }] },
    "whatsapp",
    ['items[0].type: "url" is none of reply'],
    { items: [] },
  ],
  [
    "a button of no kind",
    {
      type: "template",
      title: "t",
      items: [
        { type: "call", title: "a" },
        { type: "reply", title: "b" },
      ],
    },
    "google",
    ['items[0].type: "call" is none of url, reply'],
    { items: [{ type: "reply", title: "b" }] },
  ],
  [
    "a button without its page",
    { type: "template", title: "t", items: [{ type: "url", title: "a" }] },
    "google",
    ["items[0].url: missing"],
    { items: [] },
  ],
  [
    "a choice without title",
    { type: "select", items: [{ title: "a" }, { payload: "b" }] },
    "google",
    ["items[1].title: missing"],
    undefined,
  ],
  ["items that are none", { type: "select", items: "a" }, "google", ["items: a list is needed"], undefined],
  ["an item that is none", { type: "select", items: ["a"] }, "google", ["items[0]: an object is needed"], undefined],
  ["an unknown type", Object({ type: "poll" }), "google", ['type: "poll" is no known type'], undefined],
  [
    "a script as address",
    { type: "rich_link", url: "javascript:alert(1)", url_fallback: "https://a.test" },
    "engageMessaging",
    ["url: an address with http or https is needed"],
    undefined,
  ],
  [
    "a deep link without fallback",
    { type: "rich_link", url: "github://notifications" },
    "google",
    ["url: an address with http or https is needed"],
    undefined,
  ],
  [
    "an address too long",
    { type: "template", title: "t", url: `https://a.test/${long(2048)}` },
    "google",
    ["url: 2063 characters, 2048 allowed"],
    { url: undefined },
  ],
  [
    "an unusual window",
    { type: "template", title: "t", target: "popup" },
    "engageMessaging",
    ['target: "popup" is none of webview, open, current'],
    { target: undefined },
  ],
  [
    "a flag that is a word",
    { type: "select", items: [{ title: "a" }], center_items: "yes" },
    "engageMessaging",
    ["center_items: true or false is needed"],
    { center_items: undefined },
  ],
  [
    "some cards with a picture",
    { type: "carousel", items: [{ title: "a", attachment_id: IMAGE_ID }, { title: "b" }] },
    "google",
    ["items: 1 of 2 cards have a picture; all or none must"],
    { items: [{ title: "a" }, { title: "b" }] },
    "all pictures left out",
  ],
  [
    "some cards with the address of a picture",
    {
      type: "carousel",
      items: [{ title: "a", attachment_url: "https://a.test", attachment_fallback_id: IMAGE_ID }, { title: "b" }],
    },
    "channelSdk",
    ["items: 1 of 2 cards have a picture; all or none must"],
    { items: [{ title: "a" }, { title: "b" }] },
    "all pictures left out",
  ],
  [
    "an item of no section",
    {
      type: "list",
      title: "t",
      sections: [{ title: "S", identifier: "s" }],
      items: [{ title: "a", section_identifier: "s" }, { title: "b" }],
    },
    "whatsapp",
    ["items[1].section_identifier: names no section"],
    undefined,
  ],
  [
    "an empty section",
    {
      type: "list",
      title: "t",
      sections: [{ identifier: "s" }, { title: "Empty", identifier: "e" }],
      items: [{ title: "a", section_identifier: "s" }],
    },
    "whatsapp",
    ["sections[1]: has no items"],
    { sections: [{ identifier: "s" }] },
  ],
  [
    "only an empty section",
    { type: "list", title: "t", sections: [{ title: "Empty", identifier: "e" }], items: [{ title: "a" }] },
    "whatsapp",
    ["sections[0]: has no items"],
    { sections: undefined },
  ],
  [
    "two sections, one without title",
    {
      type: "list",
      title: "t",
      sections: [{ identifier: "s" }, { title: "R", identifier: "r" }],
      items: [
        { title: "a", section_identifier: "s" },
        { title: "b", section_identifier: "r" },
      ],
    },
    "apple",
    ["sections[0].title: missing"],
    undefined,
  ],
  [
    "a section's name without sections",
    { type: "list", title: "t", items: [{ title: "a", section_identifier: "s" }] },
    "apple",
    ["items: section_identifier without sections"],
    { items: [{ title: "a" }] },
  ],
  [
    "an odd time",
    { type: "time_select", timeslots: [{ duration: 60, start_time: "8 o'clock", identifier: "a" }] },
    "apple",
    ["timeslots[0].start_time: not like 2024-06-01T08:00+0200"],
    undefined,
  ],
  [
    "half a place",
    { ...SAMPLES.time_select, location: { latitude: 1 } },
    "apple",
    ["location.longitude: missing"],
    { location: undefined },
  ],
  [
    "an amount as number",
    { ...SAMPLES.apple_pay, total: { label: "Total", amount: 49.5 } },
    "apple",
    ["total.amount: a number, a text is needed"],
    { total: { label: "Total", amount: "49.5" } },
    "written as text",
  ],
  [
    "a country by its name",
    { ...SAMPLES.apple_pay, country_code: "Germany" },
    "apple",
    ["country_code: not like DE"],
    undefined,
  ],
  [
    "a form that leads nowhere",
    { ...SAMPLES.form, first_page_id: "p9" },
    "apple",
    ["first_page_id: names no page"],
    undefined,
  ],
  [
    "a form that is never sent",
    { type: "form", title: "t", first_page_id: "p", pages: [{ page_id: "p", type: "input", title: "t" }] },
    "apple",
    ["pages: no page has submit_form"],
    undefined,
  ],
  [
    "a page that leads nowhere",
    {
      type: "form",
      title: "t",
      first_page_id: "p",
      pages: [{ page_id: "p", type: "input", title: "t", next_page_id: "p9", submit_form: true }],
    },
    "apple",
    ["pages[0].next_page_id: names no page"],
    undefined,
  ],
  [
    "a choice that leads on nowhere",
    {
      type: "form",
      title: "t",
      first_page_id: "p",
      pages: [
        { page_id: "p", type: "select", title: "t", items: [{ id: "1", value: "v", title: "t" }] },
        { page_id: "q", type: "picker", title: "t", submit_form: true },
      ],
    },
    "apple",
    ["pages[1].items: missing", "pages[0].items[0].next_page_id: missing"],
    undefined,
  ],
  [
    "a date the other way round",
    {
      ...SAMPLES.form,
      pages: [
        { page_id: "p1", type: "datePicker", title: "t", submit_form: true, options: { start_date: "1.6.2024" } },
      ],
    },
    "apple",
    ["pages[0].options.start_date: not like 2024-06-01"],
    { pages: [{ page_id: "p1", type: "datePicker", title: "t", submit_form: true, options: {} }] },
  ],
])("With %s", (_, message, channel, problems, mended, remedy = "left out") => {
  expect(check(message, channel)).toEqual(problems);
  const fitted = fitStructuredMessage(message, channel);
  if (mended === undefined) {
    expect(fitted).toEqual({ message, adjustments: [] });
    return;
  }
  expect(fitted.message).toEqual({ ...message, ...mended });
  expect(fitted.adjustments).toEqual(problems.map((problem) => `${problem}; ${remedy}`));
  expect(check(fitted.message, channel)).toEqual([]);
});

test("One item too many is told as one", () => {
  const { adjustments } = fitStructuredMessage({ type: "carousel", items: Array(11).fill({ title: "t" }) }, "google");
  expect(adjustments).toEqual(["items: 11 items, 10 allowed; the last one left out"]);
});

const page = (id: string, more: object) => ({
  page_id: id,
  title: "t",
  items: [{ id: "1", value: "v", title: "t" }],
  ...more,
});
test.each<[string, StructuredMessage]>([
  [
    "pictures on all cards",
    { type: "carousel", items: ["a", "b"].map((title) => ({ title, attachment_id: IMAGE_ID })) },
  ],
  [
    "choices that lead nowhere, where several can be chosen, on a picker, and on the last page",
    {
      type: "form",
      title: "t",
      first_page_id: "p1",
      pages: [
        page("p1", { type: "select", multiple_selection: true, next_page_id: "p2" }),
        page("p2", { type: "picker", next_page_id: "p3" }),
        page("p3", { type: "select", submit_form: true }),
      ],
    },
  ],
  [
    "members that only other types know",
    { type: "select", items: [{ title: "a", section_identifier: "s" }], first_page_id: "p", sections: [], pages: [{}] },
  ],
])("Right is a message with %s", (_, message) => {
  expect(check(message, "apple")).toEqual([]);
  expect(fitStructuredMessage(message, "apple")).toEqual({ message, adjustments: [] });
});

test.each<[string, StructuredMessage, ChannelKind]>([
  ["opens in an app of Engage Messaging", { type: "rich_link", url: "github://x" }, "engageMessaging"],
  ["has a fallback", { type: "rich_link", url: "github://x", url_fallback: "https://github.test" }, "google"],
  ["has a scheme with digits", { type: "rich_link", url: "app2://x" }, "engageMessaging"],
  ["only ends like a scheme that is refused", { type: "rich_link", url: "open-file:x" }, "engageMessaging"],
  ["is a query of an iMessage app", { type: "rich_link", url: "?a=1", app_id: "1" }, "apple"],
])("A deep link that %s is right", (_, message, channel) => expect(check(message, channel)).toEqual([]));

describe("Whatever is given", () => {
  const text = fc.string({ unit: "binary", maxLength: 1_100, size: "max" });
  const value = fc.oneof({ depthSize: "small" }, fc.anything(), text);
  const item = fc.record(
    {
      type: fc.constantFrom("url", "reply", "input", "select", 1),
      title: fc.oneof(text, value),
      subtitle: text,
      payload: text,
      url: fc.oneof(fc.webUrl(), text),
      identifier: text,
      section_identifier: fc.constantFrom("a", ""),
      attachment_id: fc.constantFrom(IMAGE_ID, "", null),
      items: fc.array(fc.record({ type: fc.constantFrom("url", "reply"), title: text, url: fc.webUrl() }), {
        maxLength: 6,
      }),
    },
    { requiredKeys: [] },
  );
  const items = fc.oneof(fc.array(fc.oneof(item, value), { maxLength: 16 }), value);
  const message = fc
    .tuple(
      fc.constantFrom(...STRUCTURED_TYPES),
      fc.record(
        {
          title: fc.oneof(text, value),
          subtitle: text,
          url: fc.oneof(fc.webUrl(), value),
          items,
          sections: items,
          pages: items,
        },
        { requiredKeys: [] },
      ),
    )
    .map(([type, fields]): StructuredMessage => ({ ...fields, type }));

  test("fitting leaves nothing too long and nothing too many, and is done after one time", () => {
    fc.assert(
      fc.property(message, fc.constantFrom(...CHANNELS), (given, channel) => {
        const fitted = fitStructuredMessage(given, channel);
        const left = check(fitted.message, channel);
        expect(
          left.filter(
            (problem) => /characters, \d+ allowed|items, \d+ allowed/.test(problem) && !/url|payload/.test(problem),
          ),
        ).toEqual([]);
        const again = fitStructuredMessage(fitted.message, channel);
        expect(again.adjustments).toEqual([]);
        expect(again.message).toEqual(fitted.message);
      }),
      { numRuns: 300 },
    );
  });
});
