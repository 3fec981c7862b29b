import fc from "fast-check";
import { readOutput } from "../../../src/core/content/cognigyOutput";
import { toWholeText } from "../../../src/core/content/engageReply";
import { toCognigyMessages } from "../../../src/core/content/engageToCognigy";
import { STRUCTURED_TYPES } from "../../../src/core/content/structuredMessage";
import { SAMPLES } from "./structuredSamples";

const IMAGE = "https://files.test/a.png";
const convert = (
  structured: object | undefined,
  text = "",
  attachments: { url: string; type: string; name: string }[] = [],
) => toCognigyMessages({ text, structured: structured && { ...structured }, attachments });
const file = (url: string, type = "", name = "") => ({ url, type, name });

test("Text, files with links to them, then what a chat can show or play", () => {
  const attachments = [
    file("https://files.test/f.pdf", "application/pdf", "f.pdf"),
    file(IMAGE),
    file("https://files.test/s", "audio/mpeg"),
    file("https://files.test/v.mp4", "", "film"),
  ];
  expect(convert(undefined, "Look", attachments)).toEqual([
    { text: "Look" },
    {
      text: "f.pdf: https://files.test/f.pdf",
      files: [{ fileName: "f.pdf", mimeType: "application/pdf", size: 0, url: "https://files.test/f.pdf" }],
    },
    { text: "", content: { _image: { type: "image", imageUrl: IMAGE, imageAltText: "" } } },
    { text: "", content: { _audio: { type: "audio", audioUrl: "https://files.test/s", audioAltText: "" } } },
    { text: "", content: { _video: { type: "video", videoUrl: "https://files.test/v.mp4", videoAltText: "film" } } },
  ]);
  expect(convert(undefined)).toEqual([]);
});

test.each([
  [file("https://files.test/d/f?x=1"), "https://files.test/d/f?x=1", "f", "application/octet-stream"],
  [file("https://files.test/"), "https://files.test/", "https://files.test/", "application/octet-stream"],
  [
    file("https://files.test/f", "text/csv", "<b>A & B</b>.csv"),
    "bA & B/b.csv: https://files.test/f",
    "bA & B/b.csv",
    "text/csv",
  ],
])("The file %j has a name, whatever Engage tells of it, and no markup in it", (given, text, fileName, mimeType) => {
  expect(convert(undefined, "", [given])).toEqual([{ text, files: [{ fileName, mimeType, size: 0, url: given.url }] }]);
});

test.each([
  ["https://files.test/a.jpg", "", "_image"],
  ["https://files.test/a.JPEG?x=1", "", "_image"],
  ["https://files.test/a.mp3", "", "_audio"],
  ["https://files.test/a.pdf", "application/image+pdf", undefined],
])("The file %s of type %p is shown as %s", (url, type, member) => {
  const [output] = convert(undefined, "", [file(url, type)]);
  expect(Object.keys(output?.content ?? {})[0]).toBe(member);
});

test("The agent's name goes before the words", () => {
  expect(toCognigyMessages({ text: "Hi", attachments: [], author: "Ana" })).toEqual([{ text: "Ana: Hi" }]);
  expect(toCognigyMessages({ text: "", attachments: [file(IMAGE)], author: "Ana" })).toMatchObject([{ text: "" }]);
  const files = [file("https://files.test/f")];
  expect(toCognigyMessages({ text: "Hi", attachments: files, author: "Ana" })).toMatchObject([
    { text: "Ana: Hi" },
    { text: "https://files.test/f" },
  ]);
  expect(toCognigyMessages({ text: "", attachments: files, author: "Ana" })).toMatchObject([
    { text: "Ana: https://files.test/f" },
  ]);
});

test("A select is quick replies, with the words as their question", () => {
  expect(convert(SAMPLES.select, "Sure?")).toEqual([
    {
      text: "",
      content: {
        _quickReplies: {
          type: "quick_replies",
          text: "Sure?",
          quickReplies: [
            { id: 1, title: "Yes", contentType: "postback", payload: "YES", imageUrl: "", imageAltText: "" },
            { id: 2, title: "No", contentType: "postback", payload: "No", imageUrl: "", imageAltText: "" },
          ],
          fallbackText: "Sure?\n1. Yes\n2. No",
        },
      },
    },
  ]);
});

test("Words of 4,000 characters are a question", () => {
  const words = "x".repeat(4_000);
  expect(convert(SAMPLES.select, words)).toMatchObject([{ content: { _quickReplies: { text: words } } }]);
});

test("Long words go before their quick replies", () => {
  const words = "x".repeat(4_001);
  expect(convert(SAMPLES.select, words)).toMatchObject([
    { text: words },
    { content: { _quickReplies: { text: "", fallbackText: "1. Yes\n2. No" } } },
  ]);
});

test("A template without picture is buttons", () => {
  const page = { type: "url", title: "Shop", url: "https://shop.test" };
  const template = {
    type: "template",
    title: "Go",
    subtitle: "Now",
    url: "https://a.test/x",
    items: [page, { type: "reply", title: "Stay" }],
  };
  expect(convert(template)).toMatchObject([
    {
      content: {
        _buttons: {
          type: "buttons",
          text: "Go\nNow",
          buttons: [
            { id: 1, title: "Shop", type: "web_url", url: "https://shop.test", target: "_blank" },
            { id: 2, title: "Stay", type: "postback", payload: "Stay" },
            { id: 3, title: "a.test", type: "web_url", url: "https://a.test/x" },
          ],
        },
      },
    },
  ]);
});

test("Buttons without a text of their own have the words as theirs", () => {
  const items = [{ type: "reply", title: "Stay", payload: "stay", url: "https://a.test" }, {}];
  expect(convert({ type: "template", items }, "Hi")).toEqual([
    {
      text: "",
      content: {
        _buttons: {
          type: "buttons",
          text: "Hi",
          buttons: [
            { id: 1, title: "Stay", type: "postback", payload: "stay" },
            { id: 2, title: "", type: "postback", payload: "" },
          ],
          fallbackText: "1. Stay: https://a.test\n2. ",
        },
      },
    },
  ]);
});

test("Other words go before buttons, the same ones do not", () => {
  const template = { type: "template", title: "Go", items: [{ type: "reply", title: "Stay" }] };
  expect(convert(template, "Hi")).toMatchObject([{ text: "Hi" }, { content: { _buttons: { text: "Go" } } }]);
  expect(convert(template, "Go")).toMatchObject([{ content: { _buttons: { text: "Go" } } }]);
});

test("Cards have all that Webchat asks for", () => {
  const items = [{ attachment_url: IMAGE, url: "http://a.test/x?y" }, { title: "Hats" }];
  expect(convert({ type: "carousel", items })).toEqual([
    {
      text: "",
      content: {
        _gallery: {
          type: "carousel",
          items: [
            {
              title: "",
              subtitle: "",
              imageUrl: IMAGE,
              imageAltText: "",
              buttons: [{ id: 1, title: "a.test", type: "web_url", url: "http://a.test/x?y", target: "_blank" }],
            },
            { title: "Hats", subtitle: "", imageUrl: "", imageAltText: "Hats", buttons: [] },
          ],
          fallbackText: "http://a.test/x?y\n\nHats",
        },
      },
    },
  ]);
});

test("Items of a list have all that Webchat asks for", () => {
  expect(convert({ type: "list", items: [{ title: "Ulm", payload: "U" }, {}] })).toEqual([
    {
      text: "",
      content: {
        _list: {
          type: "list",
          items: [
            {
              title: "Ulm",
              subtitle: "",
              imageUrl: "",
              imageAltText: "Ulm",
              buttons: [{ id: 1, title: "Ulm", type: "postback", payload: "U" }],
            },
            {
              title: "",
              subtitle: "",
              imageUrl: "",
              imageAltText: "",
              buttons: [{ id: 1, title: "", type: "postback", payload: "" }],
            },
          ],
          fallbackText: "1. Ulm\n2. ",
        },
      },
    },
  ]);
});

test("Where only an app opens an address, the page in its place is shown", () => {
  const track = { type: "url", title: "Track", url: "shop://2", url_fallback: "https://a.test/2" };
  expect(convert({ type: "template", title: "Order", items: [track] })).toMatchObject([
    { content: { _buttons: { buttons: [{ title: "Track", type: "web_url", url: "https://a.test/2" }] } } },
  ]);
});

test("A template or rich link with a picture is a card", () => {
  const link = { type: "rich_link", title: "Shoes", url: "https://a.test", url_text: "Buy", attachment_url: IMAGE };
  expect(convert(link)).toMatchObject([
    {
      content: {
        _gallery: {
          type: "carousel",
          items: [
            { title: "Shoes", imageUrl: IMAGE, buttons: [{ title: "Buy", type: "web_url", url: "https://a.test" }] },
          ],
        },
      },
    },
  ]);
  expect(convert({ type: "template", title: "Shoes", attachment_url: IMAGE })).toMatchObject([
    { content: { _gallery: {} } },
  ]);
});

test("A carousel is a gallery; words beside it that say the same are left out, others are not", () => {
  const [gallery, ...others] = convert(SAMPLES.carousel, "Shoes\nNew ones");
  expect(others).toEqual([]);
  expect(gallery?.content).toMatchObject({ _gallery: { items: [{ title: "Shoes" }, { title: "Hats" }] } });
  for (const words of ["Have a look", "Shoes\nHave a look"]) {
    expect(convert(SAMPLES.carousel, words)).toMatchObject([{ text: words }, { content: { _gallery: {} } }]);
  }
  expect(convert({ type: "carousel", items: [{ title: "Hats " }] }, " Hats")).toHaveLength(1);
});

test("A list is a list", () => {
  expect(convert(SAMPLES.list)).toMatchObject([
    { text: "Our shops\nNear you" },
    {
      content: {
        _list: { items: [{ title: "Kiel", subtitle: "Open", buttons: [{ payload: "KIEL" }] }, { title: "Ulm" }] },
      },
    },
  ]);
});

test.each<[string, object, string]>([
  ["form", SAMPLES.form, "Hi\nWelcome\nTwo questions\nFeedback\n\nWere we nice?\n1. Very\n2. Not at all\n\nWhy?"],
  ["title alone", { type: "template", title: "Hello" }, "Hi\nHello"],
  ["select of nothing", { type: "select", items: [] }, "Hi"],
  ["carousel of nothing", { type: "carousel", items: [] }, "Hi"],
  ["list of nothing", { type: "list", title: "Shops", items: [] }, "Hi\nShops"],
  [
    "link that only contains an address",
    { type: "rich_link", url: "app:https://x.test", title: "App" },
    "Hi\nApp\napp:https://x.test",
  ],
  ["link that no chat may follow", { type: "rich_link", url: "app://x", title: "App" }, "Hi\nApp\napp://x"],
])("A %s is text", (_, structured, text) => expect(convert(structured, "Hi")).toEqual([{ text }]));

test("A type of tomorrow is shown by its title and items", () => {
  expect(convert({ type: "poll", title: "Poll", items: [{ title: "A" }] })).toMatchObject([
    { text: "Poll" },
    { content: { _list: { items: [{ title: "A" }] } } },
  ]);
});

test("No script and no markup becomes an address", () => {
  const items = [{ type: "url", title: "Bad", url: "javascript:alert(1)" }];
  const [output] = convert({
    type: "template",
    title: "t",
    attachment_url: 'https://a.test/"onerror=x',
    url: "data:x",
    items,
  });
  const { fallbackText: _, ...buttons } = Object(output?.content?._buttons);
  expect(JSON.stringify(buttons)).toContain("Bad");
  expect(JSON.stringify(buttons)).not.toMatch(/javascript|onerror|data:/);
});

test("Whatever an agent sends: it never throws, and its words come back out of the Cognigy output", () => {
  const title = fc.string({ maxLength: 30 }).map((text) => text.replace(/[<&\s]/g, ""));
  const item = fc.record({
    title,
    payload: title,
    url: fc.oneof(fc.webUrl(), title),
    type: fc.constantFrom("url", "reply"),
  });
  const items = fc.array(
    fc.record({ title, subtitle: title, items: fc.array(item, { maxLength: 3 }), attachment_url: fc.webUrl() }),
  );
  const message = fc.record({ type: fc.constantFrom(...STRUCTURED_TYPES, "poll"), title, url: fc.webUrl(), items });
  fc.assert(
    fc.property(fc.oneof(message, fc.object()), title, (structured, text) => {
      const outputs = convert(structured, text);
      const shown = outputs.map(({ text: words, content }) =>
        toWholeText(readOutput(words, { _cognigy: { _default: content } })),
      );
      expect(shown.join("\n")).toContain(text);
      const isCarousel = structured.type === "carousel" || structured.type === "list";
      if (isCarousel && Array.isArray(structured.items)) {
        for (const one of structured.items) {
          expect(shown.join("\n")).toContain(one.title);
        }
      }
    }),
    { numRuns: 300 },
  );
});
