import type { ChannelKind } from "../../../src/core/content/channelLimits";
import {
  checkStructuredMessage,
  type StructuredMessage,
  type StructuredType,
} from "../../../src/core/content/structuredMessage";
import { SAMPLES } from "./structuredSamples";

const check = (message: StructuredMessage, channel: ChannelKind) =>
  checkStructuredMessage(message, channel).map(({ field, problem }) => `${field}: ${problem}`);
const ADDRESS = "an address with http or https is needed";
const NUMBER_AS_TEXT = "a number, a text is needed";
const TEXT = "a text is needed";

const slot = (change: object) => ({
  timeslots: [{ duration: 60, start_time: "2024-06-01T08:00Z", identifier: "a", ...change }],
});
const total = (change: object) => ({ total: { label: "Total", amount: "1", ...change } });
const page = (change: object) => ({
  first_page_id: "p",
  pages: [{ page_id: "p", type: "input", title: "t", submit_form: true, ...change }],
});
const button = (change: object) => ({ items: [{ type: "reply", title: "t", ...change }] });
const listOf = (section: object, item: object) => ({
  sections: [{ title: "S", identifier: "s", ...section }],
  items: [{ title: "t", section_identifier: "s", ...item }],
});

/** A whole message with one thing changed, and what is said of it. */
test.each<[StructuredType, object, string[], ChannelKind?]>([
  ["select", { items: null }, ["items: missing"]],
  ["select", { items: [] }, ["items: missing"]],
  ["select", { items: [{ title: " " }] }, ["items[0].title: missing"]],
  ["select", { items: [{ title: {} }] }, [`items[0].title: ${TEXT}`]],
  ["select", { items: [{ title: 5 }] }, [`items[0].title: ${NUMBER_AS_TEXT}`]],
  ["select", { items: [{ title: "t", payload: 5 }] }, [`items[0].payload: ${TEXT}`]],

  ["rich_link", { url: "http://a.test" }, []],
  ["rich_link", { url: "HTTPS://A.TEST" }, []],
  ["rich_link", { url: "https://a.test/ b" }, [`url: ${ADDRESS}`]],
  ["rich_link", { url: "see:https://a.test" }, [`url: ${ADDRESS}`]],
  ["rich_link", { url: "http:a" }, [`url: ${ADDRESS}`], "engageMessaging"],
  ["rich_link", { url: "2app://x" }, [`url: ${ADDRESS}`], "engageMessaging"],
  ["rich_link", { url: "app://x y" }, [`url: ${ADDRESS}`], "engageMessaging"],
  ["rich_link", { url: "?a=1", app_id: "1" }, [`url: ${ADDRESS}`], "google"],
  ["rich_link", { url: "?a=1" }, [`url: ${ADDRESS}`], "apple"],
  ["rich_link", { url: "?a b", app_id: "1" }, [`url: ${ADDRESS}`], "apple"],
  ["rich_link", { url: "x?a=1", app_id: "1" }, [`url: ${ADDRESS}`], "apple"],
  ["rich_link", { url: "app://x", app_id: "1" }, [`url: ${ADDRESS}`], "apple"],
  ["rich_link", { url_fallback: "app://x" }, [`url_fallback: ${ADDRESS}`], "engageMessaging"],
  ["rich_link", { url: "app://x", url_fallback: ["https://a.test"] }, [`url: ${ADDRESS}`, `url_fallback: ${TEXT}`]],
  ["rich_link", { bid: "com.apple.messages.MSMessageExtensionBalloonPlugin:1" }, []],
  [
    "rich_link",
    { bid: "x.com.apple.messages.MSMessageExtensionBalloonPlugin:1" },
    ["bid: not like com.apple.messages.MSMessageExtensionBalloonPlugin:..."],
  ],
  [
    "rich_link",
    { bid: 5 },
    [`bid: ${NUMBER_AS_TEXT}`, "bid: not like com.apple.messages.MSMessageExtensionBalloonPlugin:..."],
  ],

  ["template", button({ title: undefined }), ["items[0].title: missing"]],
  ["template", button({ payload: "é" }), ["items[0].payload: only ASCII characters are allowed"]],
  ["carousel", { items: [{ subtitle: "s" }] }, ["items[0].title: missing"]],

  ["list", listOf({ title: 5 }, {}), [`sections[0].title: ${NUMBER_AS_TEXT}`]],
  ["list", listOf({ identifier: 5 }, { section_identifier: "5" }), [`sections[0].identifier: ${NUMBER_AS_TEXT}`]],
  ["list", listOf({}, { title: null }), ["items[0].title: missing"]],
  ["list", listOf({}, { payload: "x".repeat(200) }), []],
  ["list", listOf({}, { payload: "x".repeat(201) }), ["items[0].payload: 201 characters, 200 allowed"]],
  ["list", listOf({}, { payload: "é" }), ["items[0].payload: only ASCII characters are allowed"]],
  [
    "list",
    { sections: [], items: [{ title: "t", section_identifier: 5 }] },
    [`items[0].section_identifier: ${NUMBER_AS_TEXT}`, "items: section_identifier without sections"],
  ],
  [
    "list",
    { sections: [{ title: "S" }, { identifier: "s" }], items: [{ title: "t", section_identifier: "s" }] },
    ["sections[0].identifier: missing"],
  ],
  [
    "list",
    listOf({ identifier: "x".repeat(201) }, { section_identifier: "x".repeat(201) }),
    ["sections[0].identifier: 201 characters, 200 allowed", "items[0].section_identifier: 201 characters, 200 allowed"],
  ],

  ["time_select", slot({ duration: null }), ["timeslots[0].duration: missing"]],
  ["time_select", slot({ duration: "60" }), ["timeslots[0].duration: a number is needed"]],
  ["time_select", slot({ duration: JSON.parse("1e999") }), ["timeslots[0].duration: a number is needed"]],
  ["time_select", slot({ start_time: "2024-06-01T08:00:30+02:00" }), []],
  ...["on 2024-06-01T08:00Z", "2024-06-01T08:00Z!", "2024-06-01T08:00"].map(
    (start_time): [StructuredType, object, string[]] => [
      "time_select",
      slot({ start_time }),
      ["timeslots[0].start_time: not like 2024-06-01T08:00+0200"],
    ],
  ),
  [
    "time_select",
    slot({ start_time: 8 }),
    [`timeslots[0].start_time: ${NUMBER_AS_TEXT}`, "timeslots[0].start_time: not like 2024-06-01T08:00+0200"],
  ],
  ["time_select", { location: { longitude: 1 } }, ["location.latitude: missing"]],

  ["apple_pay", total({ amount: null }), ["total.amount: missing"]],
  ["apple_pay", total({ amount: "-12" }), []],
  ...["EUR 12", "12 EUR", "12."].map((amount): [StructuredType, object, string[]] => [
    "apple_pay",
    total({ amount }),
    ["total.amount: not like 12.50"],
  ]),
  ["apple_pay", total({ type: "pending" }), ['total.type: "pending" is none of final']],
  ...["de", "DEU", "D"].map((country_code): [StructuredType, object, string[]] => [
    "apple_pay",
    { country_code },
    ["country_code: not like DE"],
  ]),
  ["apple_pay", { country_code: 49 }, [`country_code: ${NUMBER_AS_TEXT}`, "country_code: not like DE"]],
  ...["eur", "EURO", "EU"].map((currency_code): [StructuredType, object, string[]] => [
    "apple_pay",
    { currency_code },
    ["currency_code: not like EUR"],
  ]),
  ["apple_pay", { currency_code: 978 }, [`currency_code: ${NUMBER_AS_TEXT}`, "currency_code: not like EUR"]],
  ["apple_pay", { payment_gateway_url: "pay.test" }, [`payment_gateway_url: ${ADDRESS}`]],
  [
    "apple_pay",
    { supported_networks: [5, {}] },
    [`supported_networks[0]: ${NUMBER_AS_TEXT}`, `supported_networks[1]: ${TEXT}`],
  ],

  ["authenticate", { response_body: {} }, [`response_body: ${TEXT}`]],

  ["form", { splash: { header: {} } }, [`splash.header: ${TEXT}`]],
  ["form", page({ type: null }), ["pages[0].type: missing"]],
  ["form", page({ type: "slider" }), ['pages[0].type: "slider" is none of select, picker, datePicker, input']],
  ["form", page({ type: "select" }), ["pages[0].items: missing"]],
  ["form", page({ type: "select", items: [{ value: "v", title: "t" }] }), ["pages[0].items[0].id: missing"]],
  ["form", page({ selected_item_index: "1" }), ["pages[0].selected_item_index: a number is needed"]],
  ["form", page({ options: { input_type: "singleline" } }), []],
  [
    "form",
    page({ options: { input_type: "huge" } }),
    ['pages[0].options.input_type: "huge" is none of singleline, multiline'],
  ],
  [
    "form",
    page({ options: { max_character_count: "9" } }),
    ["pages[0].options.max_character_count: a number is needed"],
  ],
])("A %s with %j: %j", (type, change, problems, channel = "apple") =>
  expect(check({ ...SAMPLES[type], ...change }, channel)).toEqual(problems),
);
