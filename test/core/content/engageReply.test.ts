import fc from "fast-check";
import { readOutput } from "../../../src/core/content/cognigyOutput";
import { STRUCTURED_LIMITS, toEngageReply } from "../../../src/core/content/engageReply";

const ALL = ["select", "rich_link", "template", "carousel"];
const rich = (content: object) => ({ _cognigy: { _default: content } });
const reply = (text: unknown, data: unknown, capabilities: string[] = ALL) =>
  toEngageReply(readOutput(text, data), capabilities);
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

describe("Whatever the output", () => {
  const choice = fc.record(
    {
      title: fc.string({ maxLength: 200 }),
      payload: fc.string({ maxLength: 1_200 }),
      type: fc.constantFrom("postback", "web_url", "phone_number", "trigger_intent"),
      url: fc.oneof(fc.webUrl(), fc.string()),
      intentName: fc.string(),
    },
    { requiredKeys: [] },
  );
  const choices = fc.oneof(fc.array(choice, { maxLength: 20 }), fc.constant(null));
  const item = fc.record(
    { title: fc.string({ maxLength: 500 }), subtitle: fc.string(), imageUrl: fc.webUrl(), buttons: choices },
    { requiredKeys: [] },
  );
  const content = fc.oneof(
    fc.record({ _quickReplies: fc.record({ text: fc.string(), quickReplies: choices }) }),
    fc.record({ _buttons: fc.record({ text: fc.string(), buttons: choices }) }),
    fc.record({ _gallery: fc.record({ items: fc.array(item, { maxLength: 14 }) }) }),
    fc.record({ _list: fc.record({ items: fc.array(item, { maxLength: 14 }), button: choice }) }),
    fc.record({ _image: fc.record({ imageUrl: fc.webUrl(), buttons: choices }) }),
    fc.object(),
  );
  const data = fc.oneof(
    fc.anything(),
    content.map((value) => rich(value)),
    content.map((message) => ({ _cognigy: { _webchat: { message } } })),
  );
  const words = (text: string) => text.replace(/\s+/g, "");

  test("it never throws, never loses the text, and stays within the limits", () => {
    fc.assert(
      fc.property(fc.string(), data, fc.subarray(ALL), (text, value, capabilities) => {
        const safe = text.replace(/[<&]/g, "");
        const answer = reply(safe, value, capabilities);
        if (words(safe) !== "") expect(words(answer?.body ?? "")).toContain(words(safe));
        if (answer === undefined) return;
        expect(answer.body.length).toBeGreaterThan(0);
        expect(answer.body.length).toBeLessThanOrEqual(20_000);
        const structured = answer.structured_content;
        if (structured === undefined) return;
        expect(capabilities).toContain(structured.type);
        const items = Array.isArray(structured.items) ? structured.items : [];
        const most = { select: 13, carousel: 10, template: 4 }[structured.type] ?? 0;
        expect(items.length).toBeLessThanOrEqual(most);
        for (const { title, payload = "", items: own = [] } of items) {
          expect(title.length).toBeLessThanOrEqual(structured.type === "carousel" ? 350 : 80);
          expect(title.length).toBeGreaterThan(0);
          expect(payload).toMatch(/^[\x20-\x7E]{0,1000}$/);
          expect(own.length).toBeLessThanOrEqual(STRUCTURED_LIMITS.template.items);
        }
      }),
      { numRuns: 500 },
    );
  });
});
