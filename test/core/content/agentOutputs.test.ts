import fc from "fast-check";
import { withWebchatContent } from "../../../sandbox/cognigy/endpoint/withWebchatContent";
import { toAgentOutputs } from "../../../src/core/content/agentOutputs";
import { escapeHtml } from "../../../src/core/content/webchatContent";
import { SAMPLES } from "./structuredSamples";

const say = (text: string, structured?: object) =>
  toAgentOutputs({ text, structured: structured && { ...structured }, attachments: [] });
const file = (url: string, name = "f.pdf") => ({ url, type: "application/pdf", name });
const cognigyOf = (output: { data: object } | undefined) => Object(Object(output?.data)._cognigy);

describe("Text", () => {
  test("is sent as it is", () => {
    expect(say("Hello")).toEqual([{ text: "Hello", data: {} }]);
  });

  test("that Webchat would take for HTML has a form of its own for it, and stays plain for all others", () => {
    const shown = { message: { text: "1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt; &amp;copy;" } };
    expect(say("1 < 2 & <b>3</b> &copy;")).toEqual([
      { text: "1 < 2 & <b>3</b> &copy;", data: { _cognigy: { _webchat: shown, _defaultPreview: shown } } },
    ]);
  });

  test("keeps its quotes: escaped, they would become part of an address", () => {
    expect(say(`"https://a.test/?x=1" 'y'`)).toEqual([{ text: `"https://a.test/?x=1" 'y'`, data: {} }]);
  });

  test("of 20,000 characters comes in parts, each escaped by itself", () => {
    const text = `${"x".repeat(4_990)}<b>\n`.repeat(4);
    const outputs = say(text);
    expect(outputs.length).toBeGreaterThan(2);
    expect(outputs.map((output) => output.text).join("\n")).toBe(text.trimEnd());
    for (const output of outputs) {
      expect(cognigyOf(output)._webchat).toEqual({ message: { text: escapeHtml(output.text) } });
    }
  });
});

test("Whatever is escaped holds no markup, and is the same text again", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", ";", "amp", "lt", "b", '"', "\n") }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
      expect(escaped.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")).toBe(text);
    }),
  );
});

describe("Files", () => {
  test("are in an output of their own, as Webchat shows none beside content that was made for it", () => {
    const attachments = [file("https://files.test/a"), file("https://files.test/b", "g.pdf")];
    expect(toAgentOutputs({ text: "<i>", attachments })).toEqual([
      { text: "<i>", data: { _cognigy: expect.objectContaining({ _webchat: { message: { text: "&lt;i&gt;" } } }) } },
      {
        text: "f.pdf: https://files.test/a\ng.pdf: https://files.test/b",
        data: {
          attachments: [
            { fileName: "f.pdf", mimeType: "application/pdf", size: 0, url: "https://files.test/a" },
            { fileName: "g.pdf", mimeType: "application/pdf", size: 0, url: "https://files.test/b" },
          ],
        },
      },
    ]);
  });

  test("with addresses too long for one output stand beside the last of their links", () => {
    const attachments = [1, 2, 3, 4].map((number) => file(`https://files.test/${number}/${"x".repeat(1_900)}`));
    const outputs = toAgentOutputs({ text: "", attachments });
    expect(outputs.map(({ data }) => Object.keys(data))).toEqual([[], ["attachments"]]);
    expect(
      outputs
        .map(({ text }) => text)
        .join("\n")
        .split("\n"),
    ).toHaveLength(4);
  });
});

describe("Choices, cards, lists, buttons and media", () => {
  const MEDIA = ["a.png", "a.mp3", "a.mp4"].map((name) => ({ url: `https://files.test/${name}`, type: "", name }));
  const PICTURE = { type: "rich_link", title: "T", url: "https://a.test", attachment_url: "https://a.test/i.png" };
  const BUTTONS = { type: "template", title: "Go", items: [{ type: "reply", title: "Stay" }], url: "https://a.test" };
  const messages = [SAMPLES.select, SAMPLES.carousel, SAMPLES.list, PICTURE, BUTTONS].map((structured) => ({
    text: "Look",
    structured: { ...structured },
    attachments: MEDIA,
  }));

  test.each(messages)("are for Webchat what the platform makes of them: %#", (message) => {
    const rich = toAgentOutputs(message).filter(({ text }) => text === "");
    expect(rich.length).toBeGreaterThan(3);
    for (const { data } of rich) {
      const { _default, _webchat } = cognigyOf({ data });
      const envelope = { traceId: "t", disableSensitiveLogging: false, source: "bot" as const, text: "" };
      const converted = withWebchatContent({ ...envelope, data: { _cognigy: { _default } } });
      expect(cognigyOf({ data: Object(converted.data) })._webchat).toMatchObject(_webchat);
    }
  });

  test("show no markup in Webchat, and lead to the same answers", () => {
    const items = [{ title: "A <b>& B", subtitle: "<i>", payload: "<a>&" }];
    const cards = [{ title: "A <b>& B", subtitle: "<i>", items: [{ type: "reply", title: "<u>", payload: "<a>&" }] }];
    const outputs = [
      ...say("<p>", { type: "select", items }),
      ...say("<p>", { type: "carousel", items: cards }).slice(1),
      ...say("", { type: "list", items }),
      ...say("<p>", { type: "template", items: [{ type: "reply", title: "<u>", payload: "<a>&" }] }),
    ];
    const button = { type: "postback", title: "&lt;u&gt;", payload: "<a>&" };
    const card = { title: "A &lt;b&gt;&amp; B", subtitle: "&lt;i&gt;", image_url: "" };
    const payloads = [
      { template_type: "generic", elements: [{ ...card, buttons: [button] }] },
      { template_type: "list", elements: [{ ...card, buttons: [{ ...button, title: card.title }] }] },
      { template_type: "button", text: "&lt;p&gt;", buttons: [button] },
    ];
    expect(outputs.map((output) => cognigyOf(output)._webchat.message)).toMatchObject([
      { text: "&lt;p&gt;", quick_replies: [{ content_type: "text", title: "A &lt;b&gt;&amp; B", payload: "<a>&" }] },
      ...payloads.map((payload) => ({ attachment: { type: "template", payload } })),
    ]);
    expect(cognigyOf(outputs[0])._default).toMatchObject({
      _quickReplies: { text: "<p>", quickReplies: [{ title: "A <b>& B" }] },
    });
  });

  test("come in the neutral form alone where both would be more than Cognigy takes", () => {
    const items = Array.from({ length: 10 }, (_, number) => ({ title: `${number}`, subtitle: "x".repeat(2_000) }));
    const [gallery] = say("", { type: "carousel", items });
    expect(Object.keys(cognigyOf(gallery))).toEqual(["_default"]);
    expect(JSON.stringify(gallery).length).toBeGreaterThan(40_000);
  });
});
