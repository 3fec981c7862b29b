import fc from "fast-check";
import {
  type ChannelKind,
  STRUCTURED_TYPES,
  SUPPORTED_TYPES,
  toSupport,
} from "../../../src/core/content/channelLimits";
import { type PlainOutput, readOutput } from "../../../src/core/content/cognigyOutput";
import { type StructuredContent, toEngageReply, toWholeText } from "../../../src/core/content/engageReply";
import { checkStructuredMessage } from "../../../src/core/content/structuredMessage";
import { toWellFormed } from "../../../src/core/text";

const CHANNELS = Object.keys(SUPPORTED_TYPES) as ChannelKind[];
const TYPES = [...STRUCTURED_TYPES];

const ALL = ["select", "rich_link", "template", "carousel"];
const rich = (content: object) => ({ _cognigy: { _default: content } });
const reply = (text: unknown, data: unknown, capabilities: string[] = ALL) =>
  toEngageReply(readOutput(text, data), (type) => capabilities.includes(type), "engageMessaging");
const plain = (text: unknown, data?: unknown) => reply(text, data, [])?.body;
const IMAGE = "https://x.test/a.png";

const QUICK_REPLIES = rich({
  _quickReplies: {
    type: "quick_replies",
    text: "Choose",
    quickReplies: [
      { id: 1, title: "Yes", contentType: "postback", payload: "YES", imageUrl: "" },
      { id: 1, title: "Invoice", contentType: "trigger_intent", payload: "", intentName: "invoice" },
      { id: 2, title: "Größe", contentType: "postback", payload: "größe" },
    ],
  },
});
const BUTTONS = rich({
  _buttons: {
    type: "buttons",
    text: "Go",
    buttons: [
      { title: "Shop", type: "web_url", url: "https://shop.test", payload: "" },
      { title: "Stay", type: "postback", payload: "stay", url: "" },
    ],
  },
});
const card = (title: string) => ({
  title,
  subtitle: "sub",
  imageUrl: IMAGE,
  buttons: [{ title: "Buy", type: "postback", payload: `buy ${title}` }],
});
const GALLERY = rich({ _gallery: { type: "carousel", items: [card("One"), card("Two")] } });
const LIST = rich({
  _list: { type: "list", items: [{ ...card("One"), buttons: null }], button: { title: "More", payload: "more" } },
});

describe("Text", () => {
  test.each<[unknown, string | undefined]>([
    ["Hello", "Hello"],
    ["Line 1\nLine 2", "Line 1\nLine 2"],
    ["1 < 2 & 3 > 2", "1 < 2 & 3 > 2"],
    ["<b>bold</b><br>new &amp; old", "bold\nnew & old"],
    ["<script>alert(1)</script>ok", "ok"],
    ["<b>a\nb", "a b"],
    ["<br>a\nb", "a b"],
    ["<img src=x>a\nb", "a b"],
    ["a\r\nb", "a\nb"],
    ["", undefined],
    ["  ", undefined],
    [null, undefined],
    [undefined, undefined],
    [5, undefined],
  ])("%p", (text, body) => expect(plain(text)).toBe(body));

  test("20,000 characters at most", () => {
    expect(plain("x".repeat(20_001))).toBe(`${"x".repeat(19_999)}…`);
  });

  test.each<unknown>([
    {},
    null,
    [],
    "x",
    5,
    { _cognigy: null },
    { _cognigy: { _default: [] } },
    { _engage: {} },
    { a: 1 },
  ])("Data %p alone sends nothing", (data) => expect(reply("", data)).toBeUndefined());
});

describe("Quick replies", () => {
  test("as select; payloads are ASCII or left out", () => {
    expect(reply("", QUICK_REPLIES)).toEqual({
      body: "Choose",
      structured_content: {
        type: "select",
        items: [{ title: "Yes", payload: "YES" }, { title: "Invoice", payload: "cIntent:invoice" }, { title: "Größe" }],
      },
    });
  });

  test("as numbers where the channel shows text", () => {
    expect(reply("", QUICK_REPLIES, [])).toEqual({
      body: "Choose\n1. Yes\n2. Invoice\n3. Größe",
    });
  });

  test("wrapped once more, or with the text told twice", () => {
    expect(reply("", { _data: QUICK_REPLIES })).toEqual(reply("", QUICK_REPLIES));
    expect(reply("Choose", QUICK_REPLIES)?.body).toBe("Choose");
    expect(reply("First", QUICK_REPLIES)?.body).toBe("First\nChoose");
  });

  test("whose titles just fit are not said again", () => {
    const quickReplies = [{ title: "t".repeat(80) }];
    expect(reply("", rich({ _quickReplies: { text: "Choose", quickReplies } }))).toEqual({
      body: "Choose",
      structured_content: { type: "select", items: [{ title: "t".repeat(80), payload: "t".repeat(80) }] },
    });
  });

  test("limits cut", () => {
    const quickReplies = Array.from({ length: 20 }, () => ({ title: "t".repeat(99), payload: "p".repeat(1_001) }));
    const items = reply("", rich({ _quickReplies: { text: "x", quickReplies } }))?.structured_content?.items;
    expect(items).toEqual(Array.from({ length: 13 }, () => ({ title: `${"t".repeat(79)}…` })));
  });
});

describe("Buttons", () => {
  test("with a page as template", () => {
    expect(reply("", BUTTONS)?.structured_content).toEqual({
      type: "template",
      title: "Go",
      items: [
        { type: "url", title: "Shop", url: "https://shop.test" },
        { type: "reply", title: "Stay", payload: "stay" },
      ],
    });
  });

  test("without a text are named by their titles", () => {
    const buttons = [{ title: "Shop", type: "web_url", url: "https://shop.test" }, { title: "Stay" }];
    expect(reply("", rich({ _buttons: { buttons } }))?.structured_content).toMatchObject({ title: "Shop / Stay" });
  });

  test("whose title is the address say it once", () => {
    const buttons = [{ type: "web_url", url: "https://shop.test" }];
    expect(plain("", rich({ _buttons: { text: "Go", buttons } }))).toBe("Go\n1. https://shop.test");
  });

  test("as text with the address", () => expect(plain("", BUTTONS)).toBe("Go\n1. Shop: https://shop.test\n2. Stay"));

  test("more than a template holds are text", () => {
    const buttons = Array.from({ length: 5 }, (_, n) => ({
      title: `B${n}`,
      type: "web_url",
      url: `https://x.test/${n}`,
    }));
    const answer = reply("", rich({ _buttons: { text: "Go", buttons } }));
    expect(answer?.structured_content).toBeUndefined();
    expect(answer?.body).toContain("5. B4: https://x.test/4");
  });

  test("A malformed address makes no link", () => {
    const buttons = [{ title: "Bad", type: "web_url", url: "https:\\google.com" }];
    expect(plain("", rich({ _buttons: { text: "Go", buttons } }))).toBe("Go\n1. Bad");
  });
});

describe("Cards", () => {
  test("a gallery as carousel, with a body that says the same", () => {
    expect(reply("Look", GALLERY)?.structured_content).toMatchObject({
      type: "carousel",
      items: [
        { title: "One", subtitle: "sub", url: IMAGE, items: [{ type: "reply", title: "Buy", payload: "buy One" }] },
        {},
      ],
    });
    expect(reply("", GALLERY)?.body).toContain("Two");
  });

  test("as text", () => {
    expect(plain("", GALLERY)).toBe(`One\nsub\n${IMAGE}\n1. Buy\n\nTwo\nsub\n${IMAGE}\n1. Buy`);
    expect(plain("", LIST)).toBe(`One\nsub\n${IMAGE}\n\n1. More`);
  });

  test("a button beside cards is said", () => {
    expect(reply("Look", LIST)?.body).toContain("1. More");
    expect(reply("Look", GALLERY)?.body).toBe("Look");
  });

  test("a card's title has more room where it stands alone", () => {
    const title = "t".repeat(100);
    const on = (item: object) =>
      toEngageReply(readOutput("", rich({ _gallery: { items: [item] } })), () => true, "messenger")?.structured_content;
    expect(on({ title })).toStrictEqual({ type: "template", title });
    expect(on({ title, subtitle: "s" })).toStrictEqual({
      type: "template",
      title: `${"t".repeat(79)}…`,
      subtitle: "s",
    });
  });

  test("a card without words has a title all the same", () => {
    expect(reply("", rich({ _gallery: { items: [{ imageUrl: IMAGE }] } }))?.structured_content).toStrictEqual({
      type: "template",
      title: "-",
      url: IMAGE,
    });
  });

  test("one card as template", () => {
    expect(reply("", rich({ _gallery: { items: [card("One")] } }))?.structured_content).toMatchObject({
      type: "template",
      title: "One",
    });
  });

  test("limits cut", () => {
    const items = Array.from({ length: 12 }, () => ({ ...card("t".repeat(400)), subtitle: "s".repeat(1_200) }));
    const content = reply("", rich({ _gallery: { items } }))?.structured_content;
    expect(content?.items).toHaveLength(10);
    expect(JSON.stringify(content)).toContain(`"${"t".repeat(349)}…"`);
    expect(JSON.stringify(content)).toContain(`"${"s".repeat(999)}…"`);
  });
});

describe("Media and others", () => {
  test.each<[string, object, string]>([
    ["image", rich({ _image: { imageUrl: IMAGE, imageAltText: "A cat" } }), `A cat: ${IMAGE}`],
    ["image that has no address", rich({ _image: { imageUrl: "", fallbackText: "A cat" } }), "A cat"],
    [
      "a number to call",
      rich({ _buttons: { text: "Call", buttons: [{ title: "Us", type: "phone_number", payload: "+49 1" }] } }),
      "Call\n1. Us +49 1",
    ],
    [
      "webchat adaptive card",
      { _cognigy: { _webchat: { type: "adaptiveCard", adaptiveCard: { body: [{ text: "a" }] } } } },
      "a",
    ],
    ["image without words", rich({ _image: { imageUrl: IMAGE } }), IMAGE],
    ["audio", rich({ _audio: { audioUrl: "https://x.test/a.mp3" } }), "https://x.test/a.mp3"],
    ["video", rich({ _video: { videoUrl: "https://x.test/a.mp4", videoAltText: "v" } }), "v: https://x.test/a.mp4"],
    [
      "attachments",
      { attachments: [{ name: "f.pdf", url: "https://x.test/f.pdf", type: "file" }] },
      "f.pdf: https://x.test/f.pdf",
    ],
    ["text member", rich({ _text: { type: "text", text: "Hi" } }), "Hi"],
    [
      "adaptive card with a description",
      rich({ _adaptiveCard: { fallbackText: "A form", adaptiveCard: {} } }),
      "A form",
    ],
    [
      "adaptive card",
      rich({ _adaptiveCard: { adaptiveCard: { body: [{ text: "a" }, { columns: [{ items: [{ text: "b" }] }] }] } } }),
      "a\nb",
    ],
    [
      "webchat text",
      { _cognigy: { _webchat: { message: { text: "Hi", quick_replies: [{ title: "A", payload: "a" }] } } } },
      "Hi\n1. A",
    ],
    [
      "facebook buttons",
      {
        _cognigy: {
          _facebook: {
            message: {
              attachment: {
                type: "template",
                payload: { text: "Hi", buttons: [{ type: "web_url", title: "P", url: "https://p.test" }] },
              },
            },
          },
        },
      },
      "Hi\n1. P: https://p.test",
    ],
    [
      "webchat elements",
      {
        _cognigy: {
          _webchat: {
            message: { attachment: { type: "template", payload: { elements: [{ title: "E", image_url: IMAGE }] } } },
          },
        },
      },
      `E\n${IMAGE}`,
    ],
    [
      "webchat image",
      { _cognigy: { _webchat: { message: { attachment: { type: "image", payload: { url: IMAGE } } } } } },
      IMAGE,
    ],
    ["messenger shape in _default", rich({ message: { text: "M" } }), "M"],
  ])("%s", (_, data, body) => expect(plain("", data)).toBe(body));

  test("An image does not keep its buttons from the customer", () => {
    const data = rich({ _image: { imageUrl: IMAGE, buttons: [{ title: "Zoom", type: "postback", payload: "z" }] } });
    expect(plain("", data)).toBe(`1. Zoom\n${IMAGE}`);
  });
});

/** What a channel makes of the same outputs. `+` is a body that says what had no room. */
describe("On each channel", () => {
  const choices = (count: number, title = "Choice") =>
    rich({
      _quickReplies: {
        text: "Choose",
        quickReplies: Array.from({ length: count }, (_, n) => ({ title: `${title} ${n + 1}`, payload: `C${n + 1}` })),
      },
    });
  const gallery = (count: number) =>
    rich({ _gallery: { items: Array.from({ length: count }, (_, n) => card(`Card ${n + 1}`)) } });

  test.each<[string, object, Partial<Record<ChannelKind, string>>]>([
    [
      "three quick replies",
      choices(3),
      {
        apple: "select 3",
        messenger: "select 3",
        engageMessaging: "select 3",
        google: "select 3",
        instagram: "select 3",
        channelSdk: "select 3",
        whatsapp: "template 3",
      },
    ],
    [
      "fourteen quick replies",
      choices(14),
      {
        apple: "select 13 +",
        messenger: "select 13 +",
        engageMessaging: "select 13 +",
        google: "select 13 +",
        instagram: "select 13 +",
        channelSdk: "select 13 +",
        whatsapp: "list 10 +",
      },
    ],
    [
      "quick replies with long titles",
      choices(2, "A choice that takes many words"),
      {
        apple: "select 2",
        messenger: "select 2 +",
        engageMessaging: "select 2",
        google: "select 2 +",
        instagram: "select 2 +",
        channelSdk: "select 2",
        whatsapp: "template 2 +",
      },
    ],
    [
      "buttons, one of them to a page",
      BUTTONS,
      {
        messenger: "template 2",
        engageMessaging: "template 2",
        google: "template 2",
        instagram: "template 2",
        channelSdk: "template 2",
      },
    ],
    [
      "a gallery of one",
      gallery(1),
      {
        messenger: "template 1 +",
        engageMessaging: "template 1 +",
        google: "template 1 +",
        instagram: "template 1 +",
        channelSdk: "template 1 +",
        whatsapp: "template 1 +",
      },
    ],
    [
      "a gallery of eleven",
      gallery(11),
      {
        messenger: "carousel 10 +",
        engageMessaging: "carousel 10 +",
        google: "carousel 10 +",
        instagram: "carousel 10 +",
        channelSdk: "carousel 10 +",
      },
    ],
    ["an image", rich({ _image: { imageUrl: IMAGE } }), {}],
  ])("%s", (_, data, expected) => {
    const output = readOutput("", data);
    const whole = toWholeText(output);
    for (const channel of CHANNELS) {
      const answer = toEngageReply(output, toSupport(channel, undefined), channel);
      const { type, items }: Partial<StructuredContent> = answer?.structured_content ?? {};
      const shown = type && `${type} ${Array.isArray(items) ? items.length : 0}${answer?.body === whole ? " +" : ""}`;
      expect([channel, shown]).toEqual([channel, expected[channel]]);
      if (shown === undefined) {
        expect(answer?.body).toBe(whole);
      }
    }
  });

  test("WhatsApp has no buttons that lead to a page, and shorter payloads", () => {
    const buttons = [
      { title: "Shop", type: "web_url", url: "https://shop.test" },
      { title: "Buy", type: "postback", payload: "p".repeat(256) },
      { title: "Ask", type: "postback", payload: "p".repeat(257) },
    ];
    const output = readOutput("", rich({ _gallery: { items: [{ title: "Card", buttons }] } }));
    const answer = toEngageReply(output, toSupport("whatsapp", undefined), "whatsapp");
    expect(answer).toEqual({
      body: "Card\n1. Shop: https://shop.test\n2. Buy\n3. Ask",
      structured_content: {
        type: "template",
        title: "Card",
        items: [
          { type: "reply", title: "Buy", payload: "p".repeat(256) },
          { type: "reply", title: "Ask" },
        ],
      },
    });
  });

  test("A button that the channel has not is said, beside a text too", () => {
    const buttons = [{ title: "Shop", type: "web_url", url: "https://shop.test" }];
    const output = readOutput("Look", rich({ _gallery: { items: [{ title: "Card", buttons }] } }));
    const answer = toEngageReply(output, toSupport("whatsapp", undefined), "whatsapp");
    expect(answer?.body).toBe("Look\nCard\n1. Shop: https://shop.test");
  });

  test("A card's picture is said where its address is ignored", () => {
    const output = readOutput("Look", gallery(2));
    const on = (channel: ChannelKind) => toEngageReply(output, toSupport(channel, undefined), channel);
    expect(on("engageMessaging")?.body).toBe("Look");
    expect(on("google")?.body).toContain(IMAGE);
    expect(JSON.stringify(on("google")?.structured_content)).not.toContain(IMAGE);
  });
});

describe("Whatever the output", () => {
  const choice = fc.record(
    {
      title: fc.string({ maxLength: 200, size: "max" }),
      payload: fc.string({ maxLength: 1_200, size: "max" }),
      type: fc.constantFrom("postback", "web_url", "phone_number", "trigger_intent"),
      url: fc.oneof(fc.webUrl(), fc.string()),
      intentName: fc.string(),
    },
    { requiredKeys: [] },
  );
  const choices = fc.oneof(fc.array(choice, { maxLength: 20 }), fc.constant(null));
  const item = fc.record(
    {
      title: fc.string({ maxLength: 500, size: "max" }),
      subtitle: fc.string(),
      imageUrl: fc.webUrl(),
      buttons: choices,
    },
    { requiredKeys: [] },
  );
  const content = fc.oneof(
    fc.record({ _quickReplies: fc.record({ text: fc.string(), quickReplies: choices }) }),
    fc.record({ _buttons: fc.record({ text: fc.string(), buttons: choices }) }),
    fc.record({ _gallery: fc.record({ items: fc.array(item, { maxLength: 14 }) }) }),
    fc.record({ _list: fc.record({ items: fc.array(item, { maxLength: 14 }), button: choice }) }),
    ...(["image", "audio", "video"] as const).map((kind) =>
      fc.record({
        [`_${kind}`]: fc.record({ [`${kind}Url`]: fc.webUrl(), buttons: choices, fallbackText: fc.string() }),
      }),
    ),
    fc.record({ _adaptiveCard: fc.record({ adaptiveCard: fc.object(), fallbackText: fc.string() }) }),
    fc.record({ message: fc.record({ text: fc.string(), quick_replies: choices }) }),
    fc.record({
      message: fc.record({
        attachment: fc.record({
          type: fc.constantFrom("template", "image", "file"),
          payload: fc.record({ text: fc.string(), elements: fc.array(item), buttons: choices, url: fc.webUrl() }),
        }),
      }),
    }),
    fc.object(),
  );
  const data = fc.oneof(
    fc.anything(),
    content.map((value) => rich(value)),
    content.map((value) => ({ _cognigy: { _webchat: value } })),
    content.map((value) => ({ _cognigy: { _facebook: value }, attachments: [{ name: "f", url: "https://f.test" }] })),
  );
  const words = (text: string) => text.replace(/\s+/g, "");
  const titlesOf = ({ choices, cards }: PlainOutput) => [
    ...[...choices, ...cards.flatMap((one) => one.choices)].map(({ title }) => title),
    ...cards.flatMap(({ title, subtitle, imageUrl }) => [title, subtitle, imageUrl]),
  ];

  test("it never throws, never loses a word, and stays within the limits of the channel", () => {
    fc.assert(
      fc.property(
        fc.string(),
        data,
        fc.constantFrom(...CHANNELS),
        fc.subarray(TYPES),
        (text, value, channel, types) => {
          const safe = text.replace(/[<&]/g, "");
          const output = readOutput(safe, value);
          const answer = toEngageReply(output, (type) => types.includes(type), channel);
          if (words(safe) !== "") {
            expect(words(answer?.body ?? "")).toContain(words(safe));
          }
          if (answer === undefined) {
            return;
          }
          expect(answer.body.length).toBeGreaterThan(0);
          expect(answer.body.length).toBeLessThanOrEqual(20_000);
          const structured = answer.structured_content;
          const said = answer.body + textsIn(structured).join("\n");
          if (toWholeText(output).length < 20_000) {
            for (const title of titlesOf(output)) {
              expect(said).toContain(toWellFormed(title));
            }
          }
          if (structured === undefined) {
            return;
          }
          expect(types).toContain(structured.type);
          expect(checkStructuredMessage(structured, channel)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
