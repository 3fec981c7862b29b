/** Send Structured Message on all routes: the messages of every type, limits, fallbacks, images, refusals. */

import { SESSION_INPUT } from "../../harness/flowSituations";
import { type ImageServer, MEBIBYTE, PNG, startImageServer } from "../../harness/imageServer";
import { channelInput, type LabRun, useNodeLab } from "../../harness/nodeLab";
import { runNodeInProcess } from "../../sandbox/cognigy/runNodeInProcess";
import type { Fault } from "../../sandbox/engage/startEngage";
import { CARD } from "../../src/nodes/structured/entryForms";

const NODE = "sendEngageStructuredMessage";
const ALL = ["select", "rich_link", "template", "carousel", "list", "time_select", "form", "apple_pay", "authenticate"];

const lab = useNodeLab();
let images: ImageServer;
beforeAll(async () => {
  images = await startImageServer();
});
beforeEach(() => {
  images.clear();
  lab.engage.seed.sources.messaging.structured_types = ALL;
  for (const id of ["66a1", "66a2", "66a3"]) {
    addAttachment(id);
  }
});
afterAll(() => images.close());

/** What somebody uploaded in Engage before. */
function addAttachment(id: string): void {
  const { domain } = lab.engage;
  const file = { filename: `${id}.png`, content_type: "image/png", size: PNG.length, bytes: new Uint8Array(PNG) };
  domain.attachments.set(id, { id, ...file, isPublic: true, foreign_id: null, ...domain.timestamps() });
}

/** Attachments that came by the API. */
const uploaded = () => [...lab.engage.domain.attachments.values()].filter(({ id }) => id.length === 24);

type Config = Record<string, unknown>;
const SELECT: Config = { messageType: "select", body: "Shall we?", choices: "Yes | yes\nNo | no" };

/** A customer on a channel of Engage; by default on one that shows everything. */
const send = (config: Config, claim: Record<string, unknown> = {}, rest: LabRun = {}) =>
  lab.run(NODE, config, {
    input: channelInput(lab, { resourceType: "apple_business_chat/message", structuredContent: ALL, ...claim }),
    ...rest,
  });
const outside = (config: Config, input: Record<string, unknown> = {}) => lab.run(NODE, config, { input });
const lastBody = () => lab.sent().at(-1)?.body;

test("An answer to the customer's last message, as private as that one was", async () => {
  const { content, thread } = lab.engage.seed;
  const { result, outputs } = await send(SELECT, { private: true });
  expect(lab.sent()).toEqual([
    {
      call: "POST /contents",
      body: {
        in_reply_to_id: content.id,
        body: "Shall we?",
        private: true,
        structured_content: {
          type: "select",
          items: [
            { title: "Yes", payload: "yes" },
            { title: "No", payload: "no" },
          ],
        },
      },
    },
  ]);
  const [sent] = [...lab.engage.domain.contents.values()].filter(({ in_reply_to_id: to }) => to === content.id);
  expect(result).toEqual({
    status: "sent",
    route: "channel",
    contentId: sent?.id,
    threadId: thread.id,
    type: "select",
    requestedType: "select",
    adjustments: [],
    calls: 1,
  });
  expect(outputs).toEqual([]);
});

const FORM_PAGES =
  "size | select | Which size? | Small=s; Large=l\nday | datePicker | Which day?\nname | input | Your name? | First and last";

const TYPES: [type: string, config: Config, expected: object][] = [
  [
    "select",
    { choices: "Yes | yes | 66a1\n\n No \\| never\n", centerItems: true, disableTextInput: "true", body: "Well?" },
    {
      items: [{ title: "Yes", payload: "yes", attachment_id: "66a1" }, { title: "No | never" }],
      center_items: true,
      disable_text_input: true,
    },
  ],
  [
    "rich_link",
    {
      url: "https://shop.example/offer",
      urlText: "To the shop",
      urlFallback: "https://shop.example/",
      title: "Offer",
      subtitle: "Today",
      image: "66a1",
      fallbackImage: "66a2",
      target: "webview",
      webviewHeight: "tall",
      choices: "of another type | and without | use | here | too | many",
    },
    {
      url: "https://shop.example/offer",
      url_text: "To the shop",
      url_fallback: "https://shop.example/",
      title: "Offer",
      subtitle: "Today",
      attachment_id: "66a1",
      attachment_fallback_id: "66a2",
      target: "webview",
      webview_height: "tall",
    },
  ],
  [
    "template",
    { title: "Shoes", buttons: "Buy | buy\nLook | | https://shop.example/", footer: "Prices with VAT" },
    {
      title: "Shoes",
      items: [
        { type: "reply", title: "Buy", payload: "buy" },
        { type: "url", title: "Look", url: "https://shop.example/" },
      ],
      footer: "Prices with VAT",
    },
  ],
  [
    "carousel",
    {
      cards:
        "Red | From 49 EUR | 66a1 | https://shop.example/red | Buy=buy=red; Look=https://shop.example/?a=b; Ask\nBlue | | 66a2",
    },
    {
      items: [
        {
          title: "Red",
          subtitle: "From 49 EUR",
          attachment_id: "66a1",
          url: "https://shop.example/red",
          items: [
            { type: "reply", title: "Buy", payload: "buy=red" },
            { type: "url", title: "Look", url: "https://shop.example/?a=b" },
            { type: "reply", title: "Ask" },
          ],
        },
        { title: "Blue", attachment_id: "66a2" },
      ],
    },
  ],
  [
    "list",
    {
      title: "Sizes",
      subtitle: "Choose",
      listItems: "Small | s | 36 to 38 | Women\nLarge | l\nHuge | h | | Men | 66a3",
      multipleSelection: true,
      header: "Shop",
      buttonText: "Open",
    },
    {
      title: "Sizes",
      subtitle: "Choose",
      sections: [
        { identifier: "Women", title: "Women", multiple_selection: true },
        { identifier: "Men", title: "Men", multiple_selection: true },
      ],
      items: [
        { title: "Small", payload: "s", subtitle: "36 to 38", section_identifier: "Women" },
        { title: "Large", payload: "l", section_identifier: "Women" },
        { title: "Huge", payload: "h", section_identifier: "Men", attachment_id: "66a3" },
      ],
      header: "Shop",
      button: "Open",
    },
  ],
  [
    "time_select",
    {
      body: "When?",
      timeslots: "2026-06-01T08:00+0200 | 1800 | monday\n2026-06-01T09:00:00.000Z | 900",
      place: "Store | 48.137 | 11.575 | 100",
    },
    {
      timeslots: [
        { start_time: "2026-06-01T08:00+0200", duration: 1800, identifier: "monday" },
        { start_time: "2026-06-01T09:00+0000", duration: 900, identifier: "slot-2" },
      ],
      location: { title: "Store", latitude: 48.137, longitude: 11.575, radius: 100 },
    },
  ],
  [
    "form",
    { title: "Order", subtitle: "Three questions", pages: FORM_PAGES, showSummary: true, privateForm: true },
    {
      title: "Order",
      subtitle: "Three questions",
      first_page_id: "size",
      private: true,
      show_summary: true,
      pages: [
        {
          page_id: "size",
          type: "select",
          title: "Which size?",
          next_page_id: "day",
          items: [
            { id: "s", value: "s", title: "Small", next_page_id: "day" },
            { id: "l", value: "l", title: "Large", next_page_id: "day" },
          ],
        },
        { page_id: "day", type: "datePicker", title: "Which day?", next_page_id: "name" },
        {
          page_id: "name",
          type: "input",
          title: "Your name?",
          options: { placeholder: "First and last" },
          submit_form: true,
        },
      ],
    },
  ],
  [
    "apple_pay",
    {
      body: "Please pay",
      paymentGatewayUrl: "https://pay.example/",
      merchantSession: '{ "nonce": "n" }',
      merchantIdentifier: "merchant.example",
      merchantName: "Shop",
      merchantCapabilities: ["supports3DS"],
      supportedNetworks: "visa, amex",
      countryCode: "DE",
      currencyCode: "EUR",
      total: "Order | 59.90",
      paymentItems: "Shoes | 49.90\nShipping | 10.00 | final",
    },
    {
      payment_gateway_url: "https://pay.example/",
      merchant_session: { nonce: "n" },
      merchant_identifier: "merchant.example",
      merchant_name: "Shop",
      merchant_capabilities: ["supports3DS"],
      supported_networks: ["visa", "amex"],
      country_code: "DE",
      currency_code: "EUR",
      total: { label: "Order", amount: "59.90", type: "final" },
      items: [
        { label: "Shoes", amount: "49.90", type: "final" },
        { label: "Shipping", amount: "10.00", type: "final" },
      ],
    },
  ],
  ["authenticate", { responseBody: "Signed in", image: "66a1" }, { response_body: "Signed in", attachment_id: "66a1" }],
];

test.each(TYPES)("The fields of type %s", async (messageType, config, expected) => {
  const { result } = await send({ messageType, ...config });
  expect(result).toMatchObject({ status: "sent", type: messageType, adjustments: [] });
  expect(lastBody()).toEqual({
    in_reply_to_id: lab.engage.seed.content.id,
    ...(config.body !== undefined && { body: config.body }),
    structured_content: { type: messageType, ...expected },
  });
});

test.each<[what: string, choices: unknown]>([
  ["JSON as text", '[{ "title": "Yes", "payload": "yes" }, "No | no"]'],
  [
    "a list, as a token may give it",
    [
      { title: "Yes", payload: "yes" },
      { title: "No", payload: "no" },
    ],
  ],
  ["lines with Windows line ends", "Yes|yes\r\n\r\nNo|no\r\n"],
])("Entries are taken as %s", async (_, choices) => {
  await send({ ...SELECT, choices });
  expect(lastBody()).toMatchObject({
    structured_content: {
      items: [
        { title: "Yes", payload: "yes" },
        { title: "No", payload: "no" },
      ],
    },
  });
});

describe("Buttons of a card, within a line", () => {
  test.each<[buttons: string, expected: object[]]>([
    ["Go=https://x.de/a;b=c?d=e", [{ type: "url", title: "Go", url: "https://x.de/a;b=c?d=e" }]],
    [
      "Go=https://x.de/a;jsessionid=1?d=e;f=g; Buy=buy",
      [
        { type: "url", title: "Go", url: "https://x.de/a;jsessionid=1?d=e;f=g" },
        { type: "reply", title: "Buy", payload: "buy" },
      ],
    ],
    [
      "Go = https://x.de/a ;Look=https://y.de/b;Ask us=HTTPS://z.de/; ",
      [
        { type: "url", title: "Go", url: "https://x.de/a" },
        { type: "url", title: "Look", url: "https://y.de/b" },
        { type: "url", title: "Ask us", url: "HTTPS://z.de/" },
      ],
    ],
    [
      "Buy=a=b;Look=c;;Ask",
      [
        { type: "reply", title: "Buy", payload: "a=b" },
        { type: "reply", title: "Look", payload: "c" },
        { type: "reply", title: "Ask" },
      ],
    ],
    [
      "Buy=a\\;b; Ask",
      [
        { type: "reply", title: "Buy", payload: "a;b" },
        { type: "reply", title: "Ask" },
      ],
    ],
  ])("%s", async (buttons, items) => {
    await send({ messageType: "carousel", cards: `Red | | | | ${buttons}` });
    expect(lastBody()).toMatchObject({ structured_content: { items: [{ title: "Red", items }] } });
  });

  test("take linear time, whatever they hold", () => {
    const cells = (buttons: string) => ["Red", "", "", "", buttons];
    for (const part of [";", "=", "a=https://x;", "https://;a", "a=https://x.de/;b=", "\\;"]) {
      const begun = performance.now();
      CARD.read(cells(part.repeat(20_000)), 1);
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});

describe("Lines that begin with a bracket", () => {
  test.each<[choices: string, titles: string[]]>([
    ["[1] Apples | a\n[2] Pears | b", ["[1] Apples", "[2] Pears"]],
    ["[1] | a\n[2] | b", ["[1]", "[2]"]],
    ["{A} Apples\nPears [new]", ["{A} Apples", "Pears [new]"]],
    ["[1, 2] Apples", ["[1, 2] Apples"]],
  ])("%j are lines all the same", async (choices, titles) => {
    await send({ ...SELECT, choices });
    expect(Object(lastBody()).structured_content.items.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  test.each([
    '[{ "title": "Yes" },',
    '["Yes", "No"',
    "[Yes, No]",
    "['Yes', 'No']",
    '{ "title": "Yes" ',
    "[Yes",
    "{title: Yes}",
  ])("%s is JSON with a mistake", async (choices) => {
    const { result } = await send({ ...SELECT, choices });
    expect(result).toMatchObject({
      error: { code: "configuration", message: expect.stringContaining("it is not JSON"), hint: expect.any(String) },
    });
    expect(lab.sent()).toEqual([]);
  });
});

test("Further members win over the fields", async () => {
  await send({ messageType: "rich_link", url: "https://a.example", furtherFields: { url: "?a=1", app_id: "123" } });
  expect(lastBody()).toMatchObject({ structured_content: { type: "rich_link", url: "?a=1", app_id: "123" } });
});

describe("A line that cannot be used is told with its number", () => {
  test.each<[config: Config, problem: string]>([
    [{ choices: "Yes\n\n | no" }, 'The field "Quick replies" of this node cannot be used: line 3 has no title.'],
    [{ choices: "a | b | c | d" }, "line 1 has 4 columns, 3 are known"],
    [{ choices: "[Yes" }, "it is not JSON"],
    [{ choices: '["Yes", 3]' }, "entry 2 is neither a line nor a JSON object"],
    [{ messageType: "template", buttons: "Buy | buy | https://a.example" }, "line 1 has both a payload and a URL"],
    [{ messageType: "carousel", cards: "Red | | | | =buy" }, "line 1 has a button without a title"],
    [{ messageType: "time_select", timeslots: "tomorrow | 1800" }, "line 1 has no start such as 2026-06-01T08:00+0200"],
    [{ messageType: "time_select", timeslots: "2026-06-01T08:00Z | an hour" }, "line 1 has no duration in seconds"],
    [{ messageType: "time_select", place: "Store | north | 3" }, "line 1 has no latitude and longitude as numbers"],
    [{ messageType: "form", pages: "size | select" }, "line 1 has no id, type and title"],
    [{ messageType: "apple_pay", total: "Order" }, "line 1 has no label and amount"],
  ])("%j", async (config, problem) => {
    const { result } = await send({ messageType: "select", body: "Well?", ...config });
    expect(result).toMatchObject({
      status: "error",
      error: { code: "configuration", message: expect.stringContaining(problem), hint: expect.stringContaining("|") },
      calls: 0,
    });
    expect(lab.sent()).toEqual([]);
  });
});

const LONG = "x".repeat(94);

describe("What breaks a limit is not sent, and each violation is told by its field", () => {
  test.each<[what: string, config: Config, claim: Record<string, unknown>, violations: string[]]>([
    ["a text that is missing", { choices: "Yes" }, {}, ["body: missing"]],
    ["no entries", { body: "Well?" }, {}, ["items: missing"]],
    ["a long title", { body: "Well?", choices: `Yes\n${LONG}` }, {}, ["items[1].title: 94 characters, 80 allowed"]],
    [
      "a title that is long for this channel",
      { body: "Well?", choices: "x".repeat(21) },
      { resourceType: "fb_messenger/message" },
      ["items[0].title: 21 characters, 20 allowed"],
    ],
    ["too many entries", { body: "Well?", choices: "a\n".repeat(14) }, {}, ["items: 14 items, 13 allowed"]],
    ["a payload that is no ASCII", { body: "Well?", choices: "Yes | größe" }, {}, ["items[0].payload: only ASCII"]],
    ["a link that is none", { messageType: "rich_link", url: "shop" }, {}, ["url: an address"]],
    [
      "several at once",
      { messageType: "template", buttons: `${LONG} | a\nB | | nowhere` },
      {},
      ["title: missing", "items[0].title: 94 characters, 80 allowed", "items[1].url: an address"],
    ],
    ["an endless text", { body: "x".repeat(20_001), choices: "Yes" }, {}, ["body: 20001 characters, 20000 allowed"]],
    [
      "a private image where only public ones are shown",
      { messageType: "rich_link", url: "https://a.example", image: "https://a.example/a.png", privateImages: true },
      { resourceType: "sdk/message" },
      ["privateImages: this channel shows public images only"],
    ],
  ])("%s", async (_, config, claim, violations) => {
    const { result } = await send({ messageType: "select", ...config }, claim);
    expect(result).toMatchObject({
      status: "error",
      error: { code: "invalid_message", retryable: false, hint: expect.stringContaining("Fit automatically") },
      calls: 0,
    });
    for (const violation of violations) {
      expect(result).toHaveProperty("error.message", expect.stringContaining(violation));
    }
    expect(lab.sent()).toEqual([]);
  });
});

test("Fit automatically cuts and leaves out, and the result tells", async () => {
  const choices = [LONG, ...Array.from({ length: 14 }, (_, index) => `Choice ${index}`)].join("\n");
  const { result } = await send({ messageType: "select", body: "x".repeat(20_001), choices, fitAutomatically: true });
  expect(result).toMatchObject({
    status: "sent",
    adjustments: [
      "body: cut to 20000 characters",
      expect.stringMatching(/^items: 15 items, 13 allowed/),
      expect.stringMatching(/^items\[0\]\.title: 94 characters, 80 allowed/),
    ],
  });
  const { body, structured_content: structured } = Object(lastBody());
  expect(body).toHaveLength(20_000);
  expect(structured.items).toHaveLength(13);
  expect(structured.items[0].title).toBe(`${"x".repeat(79)}…`);
});

test("What cannot be fitted is still a violation", async () => {
  const { result } = await send({ messageType: "select", choices: "Yes", fitAutomatically: true });
  expect(result).toMatchObject({
    error: {
      code: "invalid_message",
      message: "The message was not sent: body: missing.",
      hint: expect.stringContaining("cannot be fitted"),
    },
  });
});

describe("What the customer's channel does not show becomes the nearest type, or text", () => {
  const BUTTONS = { messageType: "template", title: "Shoes", body: "Look", buttons: "Buy | buy\nAsk | ask" };
  const CARD = { messageType: "carousel", cards: "Shoes | Red | | | Buy=buy" };
  const LIST = { messageType: "list", title: "Sizes", body: "Which?", listItems: "Small | s\nLarge | l" };
  test.each<[config: Config, claim: Record<string, unknown>, type: string, sent: object]>([
    [SELECT, { structuredContent: ["select"] }, "select", { structured_content: { type: "select" } }],
    [
      SELECT,
      { structuredContent: ["template"] },
      "template",
      { structured_content: { type: "template", title: "Shall we?" } },
    ],
    [BUTTONS, { structuredContent: ["select"] }, "select", { structured_content: { type: "select" } }],
    [
      CARD,
      { structuredContent: ["template"] },
      "template",
      { structured_content: { type: "template", title: "Shoes" } },
    ],
    [LIST, { structuredContent: ["select"] }, "select", { structured_content: { type: "select" } }],
    // The message names nothing: the matrix of the source's type decides.
    [
      SELECT,
      { structuredContent: null, resourceType: "message" },
      "select",
      { structured_content: { type: "select" } },
    ],
    [
      SELECT,
      { structuredContent: null, resourceType: "whats_app/message" },
      "template",
      { structured_content: { type: "template" } },
    ],
    [
      LIST,
      { structuredContent: null, resourceType: "whats_app/message" },
      "list",
      { structured_content: { type: "list" } },
    ],
    [LIST, { structuredContent: null, resourceType: "message" }, "select", { structured_content: { type: "select" } }],
    [SELECT, { structuredContent: null, resourceType: "twtr/tweet" }, "text", { body: "Shall we?\n1. Yes\n2. No" }],
    [SELECT, { structuredContent: undefined, resourceType: undefined }, "text", { body: "Shall we?\n1. Yes\n2. No" }],
  ])("%j with %j: %s", async (config, claim, type, sent) => {
    const { result } = await send(config, claim);
    expect(result).toMatchObject({ status: "sent", type, requestedType: config.messageType });
    expect(result.adjustments).toHaveLength(type === config.messageType ? 0 : 1);
    expect(lastBody()).toMatchObject(sent);
    if (type === "text") {
      expect(lastBody()).not.toHaveProperty("structured_content");
    }
  });

  test("whose limits are then kept without being asked", async () => {
    const listItems = `${LONG.slice(0, 60)} | a\nB | b`;
    const { result } = await send(
      { messageType: "list", title: "Sizes", body: "Which?", listItems },
      { structuredContent: ["select"], resourceType: "fb_messenger/message" },
    );
    expect(result).toMatchObject({
      type: "select",
      adjustments: [expect.any(String), expect.stringContaining("20 allowed")],
    });
    expect(lastBody()).toMatchObject({
      structured_content: { items: [{ title: `${"x".repeat(19)}…` }, { title: "B" }] },
    });
  });

  const WHATSAPP = { structuredContent: null, resourceType: "whats_app/message" };
  test.each<[what: string, config: Config, body: string]>([
    [
      "a link's address",
      { messageType: "rich_link", title: "Shop", url: "https://a.example/shop", body: "Look" },
      "Look\nShop: https://a.example/shop",
    ],
    [
      "a card's address",
      {
        messageType: "template",
        title: "Lamp",
        url: "https://a.example/lamp",
        urlText: "See it",
        buttons: "Buy | buy",
      },
      "See it: https://a.example/lamp",
    ],
    [
      "a button that leads to a page",
      {
        messageType: "template",
        title: "Lamp",
        buttons: "Buy | buy\nManual | | https://a.example/manual",
        fitAutomatically: true,
      },
      "Manual: https://a.example/manual",
    ],
  ])("and %s, which WhatsApp does not show, is said in the text", async (_, config, body) => {
    const { result } = await send(config, WHATSAPP);
    expect(lastBody()).toMatchObject({ body, structured_content: { type: "template" } });
    expect(result.adjustments).toContain("url: links that the channel does not show there are in the text");
  });

  test("but where nothing is left to say, nothing is sent", async () => {
    const { result } = await send(
      { messageType: "authenticate" },
      { structuredContent: ["select"], resourceType: "message" },
    );
    expect(result).toMatchObject({
      error: { code: "invalid_message", message: expect.stringContaining("no text to send instead") },
    });
    expect(lab.sent()).toEqual([]);
  });
});

describe("Which message is answered", () => {
  test("one that is named, with what its channel shows", async () => {
    const { content } = lab.engage.seed;
    content.private_message = true;
    lab.engage.seed.sources.messaging.structured_types = ["select"];
    const { result } = await outside({ ...SELECT, contentId: content.id });
    expect(lab.sent()).toEqual([
      { call: `GET /contents/${content.id}` },
      { call: "POST /contents", body: expect.objectContaining({ in_reply_to_id: content.id, private: true }) },
    ]);
    expect(result).toMatchObject({ status: "sent", route: "channel", type: "select", calls: 2 });
  });

  test("one whose channel shows nothing of the kind, as text", async () => {
    lab.engage.seed.sources.messaging.structured_types = [];
    const { result } = await outside({ ...SELECT, contentId: lab.engage.seed.content.id });
    expect(lab.sent()[1]?.body).not.toHaveProperty("structured_content");
    expect(result).toMatchObject({ status: "sent", type: "text" });
  });

  test("the last one of the customer in a conversation that is named", async () => {
    const { identities, sources, thread } = lab.engage.seed;
    const second = lab.engage.domain.customerWrites({
      sourceId: sources.messaging.id,
      identityId: identities.customer.id,
      body: "Hello?",
    }).content;
    await outside({ ...SELECT, contentId: second.id });
    await outside({ ...SELECT, threadId: thread.id }, { endpointType: "adminconsole" });
    expect(lab.sent().slice(2)).toEqual([
      { call: "GET /contents", query: firstPage() },
      { call: "POST /contents", body: expect.objectContaining({ in_reply_to_id: second.id }) },
    ]);
  });

  const firstPage = () => ({
    q: `thread:"${lab.engage.seed.thread.id}" order:created_at.desc`,
    offset: "0",
    limit: "150",
  });

  /** What agents wrote since the customer's message. */
  const agentsWrite = (count: number) => {
    const { agents, content, thread } = lab.engage.seed;
    for (let number = 0; number < count; number++) {
      lab.engage.domain.agentReplies(thread.id, agents.ana.id, `Line ${number}`);
    }
    lab.engage.exchanges.length = 0;
    return content.id;
  };

  test.each([
    [40, ["0"]],
    [160, ["0", "150"]],
  ])("the last one of the customer, although agents have written %d since", async (count, offsets) => {
    const contentId = agentsWrite(count);
    const { result } = await outside({ ...SELECT, threadId: lab.engage.seed.thread.id });
    expect(result).toMatchObject({ status: "sent" });
    expect(lab.sent()).toEqual([
      ...offsets.map((offset) => ({ call: "GET /contents", query: { ...firstPage(), offset } })),
      { call: "POST /contents", body: expect.objectContaining({ in_reply_to_id: contentId }) },
    ]);
  });

  test("none, after 600 of others", async () => {
    agentsWrite(610);
    const { result } = await outside({ ...SELECT, threadId: lab.engage.seed.thread.id });
    expect(result).toMatchObject({ error: { code: "not_found" }, calls: 4 });
  });

  test("the last one of the customer, where the input is about a handover and names none", async () => {
    const { content } = lab.engage.seed;
    const { result } = await send(SELECT, { contentId: null, resourceType: "intervention" });
    expect(lab.sent()).toEqual([
      { call: "GET /contents", query: firstPage() },
      { call: "POST /contents", body: expect.objectContaining({ in_reply_to_id: content.id }) },
    ]);
    expect(result).toMatchObject({ status: "sent", route: "channel", calls: 2 });
  });

  test("none in a conversation without one", async () => {
    const { content, thread } = lab.engage.seed;
    content.status = "user_initiated";
    const { result } = await outside({ ...SELECT, threadId: thread.id });
    expect(result).toMatchObject({ error: { code: "not_found", hint: expect.stringContaining("Message ID") } });
  });
});

describe("Behind Cognigy's own Engage Endpoint", () => {
  const native = (config: Config) => outside(config, { endpointType: "ringCentralEngage" });

  test("the message is given to it as a command", async () => {
    const { result, outputs } = await native(SELECT);
    const structuredContent = {
      type: "select",
      items: [
        { title: "Yes", payload: "yes" },
        { title: "No", payload: "no" },
      ],
    };
    const json = { command: "structured-content", body: "Shall we?", structuredContent };
    expect(outputs).toEqual([{ text: "", data: { _cognigy: { _ringCentralEngage: { json } } } }]);
    expect(result).toMatchObject({ status: "sent", route: "native", contentId: null, type: "select", calls: 0 });
  });

  test("with images that are uploaded first", async () => {
    const { outputs, result } = await native({
      messageType: "rich_link",
      url: "https://a.example",
      image: images.url("/red.png"),
    });
    expect(lab.calls()).toEqual(["POST /attachments"]);
    const attachmentId = uploaded()[0]?.id;
    expect(result).toMatchObject({ attachmentIds: [attachmentId], calls: 1 });
    expect(outputs).toMatchObject([
      { data: { _cognigy: { _ringCentralEngage: { json: { structuredContent: { attachment_id: attachmentId } } } } } },
    ]);
  });

  test("or, of a type that it is not known to take, as another one or as text", async () => {
    const list = await native({ messageType: "list", title: "Sizes", body: "Which?", listItems: "Small | s" });
    expect(list.result).toMatchObject({ type: "select", requestedType: "list" });
    const form = await native({ messageType: "form", title: "Order", pages: FORM_PAGES });
    expect(form.result).toMatchObject({ type: "text", requestedType: "form" });
    expect(form.outputs).toEqual([{ text: expect.stringContaining("Which size?"), data: {} }]);
  });
});

describe("On a channel of Cognigy", () => {
  const contentOf = (execution: Awaited<ReturnType<typeof outside>>) =>
    execution.outputs.map(({ text, data }) => ({ text, content: Object(data)._cognigy?._default }));

  test.each([{ endpointType: "webchat3" }, { endpointType: "adminconsole" }])(
    "(%j) it is an ordinary output",
    async (input) => {
      const execution = await outside(SELECT, input);
      expect(contentOf(execution)).toEqual([
        {
          text: "",
          content: {
            _quickReplies: expect.objectContaining({
              text: "Shall we?",
              quickReplies: [
                expect.objectContaining({ title: "Yes", payload: "yes" }),
                expect.objectContaining({ title: "No", payload: "no" }),
              ],
            }),
          },
        },
      ]);
      expect(execution.result).toMatchObject({ status: "sent", route: "bridge", type: "select", calls: 0 });
    },
  );

  test("images keep their URL, and nothing is uploaded", async () => {
    const url = "https://shop.example/red.png";
    const execution = await outside({ messageType: "carousel", cards: `Red | | ${url} | | Buy=buy\nBlue | | ${url}` });
    expect(contentOf(execution)).toMatchObject([
      {
        content: {
          _gallery: {
            items: [
              { title: "Red", imageUrl: url },
              { title: "Blue", imageUrl: url },
            ],
          },
        },
      },
    ]);
    expect(execution.result).toMatchObject({ type: "carousel", adjustments: [], calls: 0 });
    expect(lab.sent()).toEqual([]);
  });

  /** As large as Engage allows: ten cards with a link of their own and four buttons. */
  const largestCards = (address: (name: string, length: number) => string) =>
    Array.from({ length: 10 }, (_, card) => ({
      title: `Card ${card} `.padEnd(350, "t"),
      subtitle: "s".repeat(1_000),
      attachment_id: address(`image-${card}`, 2_000),
      url: address(`card-${card}`, 2_000),
      items: Array.from({ length: 4 }, (_, button) => ({
        type: "url",
        title: `Button ${card} ${button} `.padEnd(80, "b"),
        url: address(`button-${card}-${button}`, 2_000),
      })),
    }));
  const toAddress = (name: string, length: number) => `https://shop.example/${name}-`.padEnd(length, "a");

  test("the largest carousel is shown in several galleries, each of which fits", async () => {
    const cards = largestCards(toAddress);
    const execution = await outside({ messageType: "carousel", body: "Hi", cards });
    expect([execution.extensionError, execution.thrown]).toEqual([undefined, undefined]);
    const [first, ...galleries] = contentOf(execution);
    expect(first).toEqual({ text: "Hi", content: undefined });
    const shown = galleries.flatMap(({ content }) => content._gallery.items);
    expect(shown.map(({ title }) => title)).toEqual(cards.map(({ title }) => title));
    expect(shown.map(({ imageUrl }) => imageUrl)).toEqual(cards.map(({ attachment_id }) => attachment_id));
    expect(shown.map(({ buttons }) => buttons.length)).toEqual(cards.map(() => 5));
    for (const { content } of galleries) {
      expect(content._gallery.fallbackText).toContain(content._gallery.items[0].title);
    }
    expect(execution.result).toMatchObject({ status: "sent", type: "carousel" });
    expect(execution.apiCalls.length).toBeLessThanOrEqual(10);
  });

  test("an ordinary carousel is one gallery", async () => {
    const cards = Array.from({ length: 10 }, (_, card) => `Card ${card} | Sub | https://a.example/${card}.png`);
    const execution = await outside({ messageType: "carousel", body: "Hi", cards: cards.join("\n") });
    expect(contentOf(execution)).toEqual([
      { text: "Hi", content: undefined },
      { text: "", content: { _gallery: expect.objectContaining({ items: expect.any(Array) }) } },
    ]);
  });

  test.each<[string, Config, Record<string, unknown>]>([
    ["a card that is too large", { messageType: "carousel", cards: largestCards(toWideAddress).slice(0, 2) }, {}],
    [
      "quick replies that are too large",
      {
        messageType: "select",
        choices: Array.from({ length: 13 }, (_, index) => ({
          title: `${index}`,
          attachment_id: toWideAddress("i", 2_000),
        })),
      },
      {},
    ],
    [
      "a command for Cognigy's own Endpoint that is too large",
      { messageType: "carousel", cards: largestCards(toAddress).map(({ attachment_id: _, ...card }) => card) },
      { endpointType: "ringCentralEngage" },
    ],
    [
      "a text that is too large",
      {
        messageType: "form",
        title: "Order",
        pages: Array.from({ length: 400 }, (_, page) => ({
          page_id: `p${page}`,
          type: "input",
          title: "q".repeat(200),
          ...(page < 399 ? { next_page_id: `p${page + 1}` } : { submit_form: true }),
        })),
      },
      {},
    ],
  ])("of %s, nothing is sent, not even the words beside it", async (_, config, input) => {
    const execution = await outside({ body: "Hi", ...config }, input);
    expect([execution.extensionError, execution.thrown]).toEqual([undefined, undefined]);
    expect(execution.outputs).toEqual([]);
    expect(execution.result).toMatchObject({
      status: "error",
      error: { code: "invalid_message", message: expect.stringMatching(/\d{5,} bytes/), hint: expect.any(String) },
    });
  });

  test("attachments of Engage are not shown, which is told", async () => {
    const { result } = await outside({ messageType: "template", title: "Red", buttons: "Buy", image: "66a1" });
    expect(result).toMatchObject({ status: "sent", adjustments: [expect.stringContaining("by their URL only")] });
  });

  test("what only Apple has is text", async () => {
    const { outputs, result } = await outside({
      messageType: "form",
      title: "Order",
      body: "Please",
      pages: FORM_PAGES,
    });
    expect(outputs).toEqual([{ text: expect.stringMatching(/^Please\n.*Your name\?/s), data: {} }]);
    expect(result).toMatchObject({ type: "text", requestedType: "form", adjustments: [expect.any(String)] });
  });

  test.each<[type: string, config: Config]>(TYPES.map(([type, config]) => [type, config]))(
    "type %s takes few calls of Cognigy's API",
    async (messageType, config) => {
      const { apiCalls } = await outside({ messageType, body: "Well?", ...config });
      expect(apiCalls.filter(({ name }) => name !== "log").length).toBeLessThanOrEqual(5);
    },
  );
});

describe("Images by URL", () => {
  // A process remembers the images.
  const sendFresh = (config: Config, claim: Record<string, unknown> = {}) => send(config, claim, { fresh: true });
  const CARDS = () =>
    [
      `Red | | ${images.url("/red.png")}`,
      `Photo | | ${images.url("/photo")}`,
      `Red again | | ${images.url("/red.png")}`,
    ].join("\n");

  test("are uploaded once each, and the message names their attachments", async () => {
    const { result } = await sendFresh({ messageType: "carousel", cards: CARDS() });
    expect(lab.calls()).toEqual(["POST /attachments", "POST /attachments", "POST /contents"]);
    const ids = new Map(uploaded().map(({ filename, id }) => [filename, id]));
    expect(lastBody()).toMatchObject({
      structured_content: {
        items: [
          { attachment_id: ids.get("red.png") },
          { attachment_id: ids.get("photo.jpg") },
          { attachment_id: ids.get("red.png") },
        ],
      },
    });
    expect(result).toMatchObject({ attachmentIds: [ids.get("red.png"), ids.get("photo.jpg")], calls: 3 });
  });

  test("are private if asked, except the fallback", async () => {
    await sendFresh({
      messageType: "rich_link",
      url: "https://a.example",
      image: images.url("/red.png"),
      fallbackImage: images.url("/blue.png"),
      privateImages: true,
    });
    const stored = uploaded().map(({ filename, isPublic }) => [filename, isPublic]);
    expect(stored.sort()).toEqual([
      ["blue.png", true],
      ["red.png", false],
    ]);
  });

  test("may be videos on WhatsApp's cards, but not in a web chat", async () => {
    const config = { messageType: "template", title: "Clip", buttons: "Ok", image: images.url("/clip.mp4") };
    const whatsApp = await sendFresh(config, { resourceType: "whats_app/message" });
    expect(whatsApp.result).toMatchObject({ status: "sent" });
    const web = await sendFresh(config, { resourceType: "message" });
    expect(web.result).toMatchObject({ error: { code: "image_unusable" } });
  });

  test("are not uploaded for a message that is sent as text", async () => {
    const { result } = await sendFresh(
      { messageType: "carousel", cards: CARDS() },
      { structuredContent: null, resourceType: "x" },
    );
    expect(result).toMatchObject({ type: "text", calls: 1 });
    expect(images.asked).toEqual([]);
  });

  test("are known the second time, for as long as the process lives, and forgotten when Engage refuses the message", async () => {
    const run = async () => {
      const execution = await runNodeInProcess(lab.extension, {
        node: NODE,
        config: {
          connection: lab.connection,
          messageType: "rich_link",
          url: "https://a.example",
          image: images.url("/red.png?cached"),
        },
        input: { ...SESSION_INPUT, ...channelInput(lab, { resourceType: "message", structuredContent: ALL }) },
      });
      const { result } = { result: Object(execution.apiCalls.find(({ name }) => name === "addToInput")?.args[1]) };
      return { status: result.status, calls: result.calls };
    };
    expect(await run()).toEqual({ status: "sent", calls: 2 });
    expect(await run()).toEqual({ status: "sent", calls: 1 });
    lab.engage.domain.attachments.clear();
    expect(await run()).toEqual({ status: "error", calls: 1 });
    expect(await run()).toEqual({ status: "sent", calls: 2 });
    expect(images.asked).toEqual(["/red.png?cached", "/red.png?cached"]);
  });

  test.each<[path: string, problem: string]>([
    ["/moved.png", "redirects are not followed"],
    ["/gone.png", "answered 404"],
    ["/page.png", "its server says it is text/html"],
    ["/declared.png", "larger than 5 MB"],
    ["/endless.png", "larger than 5 MB"],
  ])("%s is refused, and nothing is sent", async (path, problem) => {
    const { result } = await sendFresh({ messageType: "rich_link", url: "https://a.example", image: images.url(path) });
    expect(result).toMatchObject({
      error: { code: "image_unusable", message: expect.stringContaining(problem) },
      calls: 0,
    });
    expect(lab.sent()).toEqual([]);
  });

  test.each(["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/a.png", "http://[fd00::1]/a.png"])(
    "%s is a private address, and nothing is sent",
    async (image) => {
      const { result, durationMs } = await sendFresh({ messageType: "rich_link", url: "https://a.example", image });
      expect(result).toMatchObject({
        error: { code: "image_unusable", message: expect.stringContaining("private address") },
      });
      expect(durationMs).toBeLessThan(3_000);
    },
  );

  test("that Engage does not take are told as such", async () => {
    const error = { error: "compose_disabled_on_source", message: "Compose is disabled", status: 422 };
    lab.engage.faults.inject({ kind: "status", status: 422, body: error });
    const { result } = await sendFresh({
      messageType: "rich_link",
      url: "https://a.example",
      image: images.url("/red.png"),
    });
    expect(result).toMatchObject({
      error: {
        code: "invalid_request",
        engageError: "compose_disabled_on_source",
        hint: expect.stringContaining("file"),
      },
    });
    expect(lab.calls()).toEqual(["POST /attachments"]);
  });

  test("of five megabytes pass", async () => {
    await sendFresh({ messageType: "rich_link", url: "https://a.example", image: images.url("/limit.png") });
    expect(uploaded().map(({ size }) => size)).toEqual([5 * MEBIBYTE]);
  });
});

describe("Where Engage wants an open intervention", () => {
  const refuse = (status: number, error: string, message: string, times = 1) =>
    lab.engage.faults.inject(
      { kind: "status", status, body: { error, message, status } },
      { path: /contents$/, times },
    );

  test.each<[what: string, status: number, error: string, message: string]>([
    ["403", 403, "forbidden", "Can't reply to a content that isn't under an open intervention"],
    ["403 without a reason", 403, "e", "m"],
    ["422", 422, "unprocessable_entity", "Validation failed: content must be under an open intervention"],
    ["422 without a reason", 422, "unprocessable_entity", "Unprocessable Entity"],
  ])("and refuses with %s, one is opened and the message sent again", async (_, status, error, message) => {
    refuse(status, error, message);
    const { result, outputs } = await send(SELECT);
    expect(lab.sent().map(({ call }) => call)).toEqual(["POST /contents", "POST /interventions", "POST /contents"]);
    // The hub is to know that no agent has opened it.
    expect(outputs).toMatchObject([{ text: "", data: { _engage: { action: "opened" } } }]);
    expect(result).toMatchObject({ status: "sent", calls: 3 });
  });

  test.each<[error: string, message: string]>([
    ["compose_disabled_on_source", "Compose is disabled on this source"],
    ["unprocessable_entity", "Validation failed: attachment_id is invalid"],
    ["invalid", 'structured_content: "items" must not be empty'],
  ])("a 422 that names another reason (%s: %s) opens none", async (error, message) => {
    refuse(422, error, message);
    const { result } = await send(SELECT);
    expect(lab.calls()).toEqual(["POST /contents"]);
    expect(result).toMatchObject({ error: { code: "invalid_request" } });
  });

  test("one that did not help is taken away again", async () => {
    refuse(422, "unprocessable_entity", "Unprocessable Entity", 2);
    const { result } = await send(SELECT);
    expect(result).toMatchObject({ error: { code: "invalid_request" } });
    expect(lab.sent().map(({ call }) => call.replace(/[\da-f]{24}/, "{id}"))).toEqual([
      "POST /contents",
      "POST /interventions",
      "POST /contents",
      "DELETE /interventions/{id}/cancel",
    ]);
    expect([...lab.engage.domain.interventions.values()].filter(({ closed }) => !closed)).toEqual([]);
  });

  test("one whose message may have arrived stays", async () => {
    refuse(422, "unprocessable_entity", "Unprocessable Entity");
    lab.engage.faults.inject({ kind: "reset", after: "after" }, { path: /contents$/ });
    const { result } = await send(SELECT);
    expect(result).toMatchObject({ error: { code: "network" } });
    expect(lab.calls()).toEqual(["POST /contents", "POST /contents", "POST /interventions"]);
  });
});

test("In a closed conversation nothing is opened, and the error says what to do", async () => {
  lab.engage.seed.thread.closed = true;
  const { result } = await send(SELECT);
  expect(result).toMatchObject({ error: { code: "thread_closed", hint: expect.stringContaining("open") } });
  expect(lab.calls()).toEqual(["POST /contents"]);
});

/** Each of its characters takes three bytes. */
function toWideAddress(name: string, length: number): string {
  return `https://shop.example/${name}-`.padEnd(length, "ア");
}

const refusal = (status: number): Fault => ({ kind: "status", status, body: { error: "e", message: "m", status } });

test.each<[what: string, fault: Fault, code: string, calls: number]>([
  ["401", refusal(401), "unauthorized", 1],
  // The intervention is refused as well.
  ["403", refusal(403), "forbidden", 2],
  ["404", refusal(404), "not_found", 1],
  ["409", refusal(409), "conflict", 1],
  ["422", refusal(422), "invalid_request", 2],
  ["500", refusal(500), "server_error", 1],
  // Not sent again: it may have been carried out.
  ["503", refusal(503), "server_error", 1],
  ["an answer that broke off", { kind: "reset", after: "after" }, "network", 1],
  ["wrong JSON", { kind: "garbage", body: '{"unexpected":true}' }, "bad_response", 1],
  [
    "a 429 beyond its time",
    { ...refusal(429), kind: "status", status: 429, headers: { "retry-after": "30" } },
    "rate_limited",
    1,
  ],
])("Engage answers with %s: %s", async (_, fault, code, calls) => {
  lab.engage.faults.inject(fault, { times: Number.POSITIVE_INFINITY });
  const { result, logs, thrown } = await send(SELECT);
  expect(result).toMatchObject({ status: "error", error: { code, hint: expect.any(String) }, calls });
  expect(thrown).toBeUndefined();
  expect(JSON.stringify([result, logs])).not.toContain("bot-token");
});

test("A claim without a seal is nobody's conversation: the output stays in this session", async () => {
  const { result } = await outside(SELECT, { data: { engage: { threadId: "x", contentId: "y" } } });
  expect(result).toMatchObject({ route: "bridge" });
  expect(lab.sent()).toEqual([]);
});
