/** What the official Webchat v3 widget asks of an Endpoint, from a page on another origin: configuration, uploads, socket events. */
import { SocketClient } from "@cognigy/socket-client";
import type { CognigyOptions, EndpointDefinition } from "../../../sandbox/cognigy/startCognigy";
import { closeStandIns, definition, post, standIn, transformer } from "./standIn";

const PAGE = "http://localhost:3000";
const FOREIGN_PAGE = "https://shop.example";

let client: SocketClient | undefined;
afterEach(async () => {
  client?.disconnect();
  client = undefined;
  await closeStandIns();
});

const WITH_FILES = { fileStorageSettings: { enabled: true } };

async function webchat(change: Partial<EndpointDefinition> = {}, options: CognigyOptions = {}) {
  const cognigy = await standIn(options);
  return { cognigy, endpoint: cognigy.addEndpoint(definition({ type: "socket", ...change })) };
}

const ask = (url: string, origin = PAGE, init: RequestInit = {}) =>
  fetch(url, { ...init, headers: { origin, ...Object(init.headers) } });
const allowedOrigin = ({ headers }: Response) => headers.get("access-control-allow-origin");

describe("The configuration", () => {
  test("is the Endpoint's public one, and no transformer runs", async () => {
    const { cognigy, endpoint } = await webchat({
      transformer: transformer({ handleInput: "throw new Error('ran')" }, { kind: "Socket" }),
      abortOnError: true,
      settings: { layout: { title: "Shop" }, own: 1 },
    });
    const answer = await ask(endpoint.url);
    expect([answer.status, allowedOrigin(answer), answer.headers.get("vary")]).toEqual([200, PAGE, "Origin"]);
    expect(await answer.json()).toMatchObject({
      active: true,
      URLToken: endpoint.URLToken,
      settings: {
        layout: { title: "Shop", useOtherAgentLogo: false },
        behavior: { renderMarkdown: false },
        startBehavior: { startBehavior: "none" },
        homeScreen: { enabled: true },
        fileStorageSettings: { enabled: false },
        own: 1,
      },
    });
    expect(cognigy.logs).toEqual([]);
  });

  test("is also what transformers see", async () => {
    const { cognigy, endpoint } = await webchat({
      transformer: transformer(
        { handleInput: "console.log(endpoint.settings.layout.title); return null" },
        { kind: "Socket" },
      ),
      settings: { layout: { title: "Shop" } },
    });
    endpoint.connect("u", "s");
    await cognigy.idle();
    expect(cognigy.logs.map(({ message }) => message)).toEqual(["Shop"]);
  });

  test.each([FOREIGN_PAGE, "http://localhost.shop.example", "null"])(
    "is not for the page %s: only pages of this machine may use the sandbox",
    async (origin) => {
      const { endpoint } = await webchat();
      expect(allowedOrigin(await ask(endpoint.url, origin))).toBeNull();
    },
  );

  test.each([
    ["GET", "socket"],
    ["POST", "socket"],
    ["POST", undefined],
  ])("%s of a socket Endpoint of the type %p is nothing", async (method, endpointType) => {
    const { cognigy, endpoint } = await webchat(endpointType === undefined ? {} : { endpointType });
    expect((await ask(endpoint.url, PAGE, { method })).status).toBe(404);
    expect(cognigy.executions).toEqual([]);
  });
});

describe("An upload", () => {
  const tokenUrl = (url: string) => `${url}/fileuploadtoken`;
  const form = (name: string, type: string, content = "content", field = "file") => {
    const body = new FormData();
    body.set(field, new File([content], name, { type }));
    return body;
  };
  async function readToken(url: string): Promise<{ fileUploadUrl: string; authorization: string }> {
    const answer = await ask(tokenUrl(url));
    expect([answer.status, allowedOrigin(answer)]).toEqual([200, PAGE]);
    const { fileUploadUrl, token } = (await answer.json()) as { fileUploadUrl: string; token: string };
    return { fileUploadUrl, authorization: `Bearer ${token}` };
  }

  test("goes to the service that the Endpoint names, after the browser has asked whether it may", async () => {
    const { endpoint } = await webchat({ settings: WITH_FILES });
    const { fileUploadUrl, authorization } = await readToken(endpoint.url);
    const asked = await ask(fileUploadUrl, PAGE, {
      method: "OPTIONS",
      headers: { "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
    });
    expect([asked.status, allowedOrigin(asked)]).toEqual([204, PAGE]);
    expect(asked.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(asked.headers.get("access-control-allow-methods")).toContain("POST");
    const answer = await ask(fileUploadUrl, PAGE, {
      method: "POST",
      headers: { authorization },
      body: form("a.png", "image/png"),
    });
    expect([answer.status, allowedOrigin(answer)]).toEqual([200, PAGE]);
    expect(await answer.json()).toEqual({
      runtimeFileId: expect.any(String),
      status: "scanned",
      mimeType: "image/png",
      size: 7,
      url: expect.stringContaining(`${fileUploadUrl}/`),
    });
  });

  test.each([
    ["a.png", "image/png", "image/png", null],
    ["a.html", "text/html", "application/octet-stream", "attachment"],
    ["a.svg", "image/svg+xml", "application/octet-stream", "attachment"],
  ])("%s can be shown by pages of other origins, as far as it is harmless", async (name, type, served, disposition) => {
    const { endpoint } = await webchat({ settings: WITH_FILES });
    const { fileUploadUrl, authorization } = await readToken(endpoint.url);
    const headers = { authorization };
    const answer = await ask(fileUploadUrl, PAGE, { method: "POST", headers, body: form(name, type) });
    const { url } = (await answer.json()) as { url: string };
    const file = await ask(url);
    expect(await file.text()).toBe("content");
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": served,
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
    expect(file.headers.get("content-disposition")).toBe(disposition);
  });

  test("needs a token that the Endpoint has given, and a file", async () => {
    const { cognigy, endpoint } = await webchat({ settings: WITH_FILES });
    const { fileUploadUrl, authorization } = await readToken(endpoint.url);
    const send = async (headers: Record<string, string>, body?: FormData | string) =>
      (await ask(fileUploadUrl, PAGE, { method: "POST", headers, ...(body !== undefined && { body }) })).status;
    expect(await send({}, form("a", ""))).toBe(401);
    expect(await send({ authorization: "Bearer mine" }, form("a", ""))).toBe(401);
    expect(await send({ authorization }, form("a", "", "", "other"))).toBe(400);
    expect(await send({ authorization }, "text")).toBe(400);
    expect((await ask(`${cognigy.url}/uploads/none`)).status).toBe(404);
  });

  test.each<[string, Partial<EndpointDefinition>]>([
    ["a Webchat without file storage", {}],
    ["a Webhook Endpoint", { type: "webhook", settings: WITH_FILES }],
  ])("is nothing that %s takes", async (_what, change) => {
    const { cognigy, endpoint } = await webchat(change);
    expect((await ask(tokenUrl(endpoint.url))).status).toBe(404);
    expect((await ask(`${cognigy.url}/unknown/fileuploadtoken`)).status).toBe(404);
  });
});

describe("The socket", () => {
  const CHOICE = { title: "Yes", contentType: "postback", payload: "yes" };
  const QUESTION = { _quickReplies: { type: "quick_replies", text: "Sure?", quickReplies: [CHOICE] } };
  const SHOWN_QUESTION = {
    message: { text: "Sure?", quick_replies: [{ content_type: "text", title: "Yes", payload: "yes" }] },
  };

  /** As the widget opens it: by polling, with the ids in the address, and each event confirmed. */
  async function open(url: string, token: string) {
    const outputs: { text: unknown; data: unknown; source: unknown }[] = [];
    client = new SocketClient(url, token, { ...WIDGET, userId: "u", sessionId: "s" });
    client.on("output", ({ text, data, source }) => outputs.push({ text, data, source }));
    await client.connect();
    return outputs;
  }

  const WIDGET = { channel: "webchat3", disableWebsockets: true, emitWithAck: true };

  async function say(text: string, data?: object): Promise<void> {
    const ended = new Promise((resolve) => client?.once("finalPing", resolve));
    client?.sendMessage(text, data);
    await ended;
  }

  test("brings outputs in the form that the widget shows, beside the neutral one", async () => {
    const nodes = [{ type: "say" as const, data: { _cognigy: { _default: QUESTION } } }];
    const { cognigy, endpoint } = await webchat({ flow: { nodes } });
    const outputs = await open(cognigy.url, endpoint.URLToken);
    await say("Hello");
    expect(outputs).toMatchObject([
      { data: { _cognigy: { _default: QUESTION, _webchat: SHOWN_QUESTION } }, source: "bot" },
    ]);
  });

  test("takes files, ratings and typing as the widget sends them", async () => {
    const { cognigy, endpoint } = await webchat();
    await open(cognigy.url, endpoint.URLToken);
    const attachments = [{ runtimeFileId: "1", fileName: "a.png", mimeType: "image/png", status: "scanned", url: "x" }];
    const controlCommands = [{ type: "setRating", parameters: { rating: 1, comment: "", showRatingStatus: true } }];
    // The widget's client is newer than the one here, and knows this event as well.
    Object(client).socket.emit("typingStatus", { status: "typingOn" });
    await say("", { attachments });
    await say("", { _cognigy: { controlCommands } });
    expect(cognigy.executions.map(({ inputAtStart }) => inputAtStart.data)).toEqual([
      { attachments },
      { _cognigy: { controlCommands } },
    ]);
  });

  test.each([
    [true, SHOWN_QUESTION],
    [false, undefined],
  ])("A notify is converted: %p", async (convertNotify, shown) => {
    const { cognigy, endpoint } = await webchat({}, { convertNotify });
    const outputs = await open(cognigy.url, endpoint.URLToken);
    await post(endpoint.notifyUrl, { userId: "u", sessionId: "s", data: { _cognigy: { _default: QUESTION } } });
    await say("Hello");
    expect(outputs[0]).toEqual({
      text: null,
      data: { _cognigy: { _default: QUESTION, ...(shown && { _webchat: shown }) } },
      source: "bot",
    });
  });
});

describe("The conversion", () => {
  async function convert(data: unknown, change: Partial<EndpointDefinition> = {}) {
    const { cognigy, endpoint } = await webchat(change);
    const socket = endpoint.connect("u", "s");
    await post(endpoint.notifyUrl, { userId: "u", sessionId: "s", text: "", data });
    await cognigy.idle();
    return socket.received[0]?.data;
  }
  const shownOf = async (content: object) => {
    const data = await convert({ _cognigy: { _default: content } });
    return Object(Object(data)._cognigy)._webchat;
  };
  const POSTBACK = { id: 1, title: "Go", type: "postback", payload: "go" };
  const PAGE_BUTTON = { title: "See", type: "web_url", url: "https://a.test", target: "_blank" };

  test.each<[string, object, object]>([
    [
      "quick replies",
      {
        _quickReplies: {
          text: "T",
          quickReplies: [
            { title: "A", contentType: "postback", payload: "a", imageUrl: "https://a.test/i", imageAltText: "i" },
            { title: "B", contentType: "phone_number", payload: "1", imageUrl: "" },
            { title: "C", contentType: "trigger_intent", payload: "", intentName: "c" },
          ],
        },
      },
      {
        message: {
          text: "T",
          quick_replies: [
            { content_type: "text", title: "A", payload: "a", image_url: "https://a.test/i", image_alt_text: "i" },
            { content_type: "phone_number", title: "B", payload: "1" },
            { content_type: "text", title: "C", payload: "cIntent:c" },
          ],
        },
      },
    ],
    [
      "buttons",
      {
        _buttons: {
          text: "T",
          buttons: [POSTBACK, PAGE_BUTTON, { title: "I", type: "trigger_intent", intentName: "i" }],
        },
      },
      {
        message: {
          attachment: {
            type: "template",
            payload: {
              template_type: "button",
              text: "T",
              buttons: [
                { type: "postback", title: "Go", payload: "go" },
                { ...PAGE_BUTTON, webview_height_ratio: "full", messenger_extensions: false },
                { type: "postback", title: "I", payload: "cIntent:i" },
              ],
            },
          },
        },
      },
    ],
    [
      "a gallery",
      { _gallery: { items: [{ title: "T", subtitle: "S", imageUrl: "https://a.test/i", buttons: null }] } },
      {
        message: {
          attachment: {
            type: "template",
            payload: {
              template_type: "generic",
              elements: [{ title: "T", subtitle: "S", image_url: "https://a.test/i", buttons: [] }],
            },
          },
        },
      },
    ],
    [
      "a list",
      {
        _list: { largeTopItem: true, items: [{ title: "T", defaultActionUrl: "https://a.test" }], button: POSTBACK },
      },
      {
        message: {
          attachment: {
            type: "template",
            payload: {
              template_type: "list",
              top_element_style: "large",
              elements: [{ title: "T", buttons: [], default_action: { type: "web_url", url: "https://a.test" } }],
              buttons: [{ type: "postback", title: "Go", payload: "go" }],
            },
          },
        },
      },
    ],
    [
      "a plain list",
      { _list: { items: [] } },
      { message: { attachment: { payload: { top_element_style: "compact" } } } },
    ],
    [
      "an image",
      { _image: { imageUrl: "https://a.test/i", imageAltText: "I", buttons: [PAGE_BUTTON] } },
      {
        message: {
          attachment: {
            type: "image",
            payload: { url: "https://a.test/i", altText: "I", buttons: [{ title: "See" }] },
          },
        },
      },
    ],
    [
      "a sound",
      { _audio: { audioUrl: "https://a.test/s", audioAltText: "S" } },
      { message: { attachment: { type: "audio", payload: { url: "https://a.test/s", altText: "S" } } } },
    ],
    [
      "a film",
      { _video: { videoUrl: "https://a.test/f", videoCaptionsUrl: "https://a.test/c" } },
      {
        message: {
          attachment: { type: "video", payload: { url: "https://a.test/f", captionsUrl: "https://a.test/c" } },
        },
      },
    ],
    ["a text", { _text: { text: "T" } }, { message: { text: "T" } }],
    [
      "the Messenger shape",
      { message: { text: "T", quick_replies: [] } },
      { message: { text: "T", quick_replies: [] } },
    ],
    [
      "an Adaptive Card",
      { _adaptiveCard: { adaptiveCard: { body: [] } } },
      { type: "adaptiveCard", adaptiveCard: { body: [] } },
    ],
  ])("of %s", async (_what, content, shown) => expect(await shownOf(content)).toMatchObject(shown));

  test.each<[string, unknown]>([
    [
      "what was made for Webchat",
      { _cognigy: { _default: { _text: { text: "a" } }, _webchat: { message: { text: "b" } } } },
    ],
    ["what it does not know", { _cognigy: { _default: { _poll: {} } } }],
    ["other data", { a: 1 }],
  ])("leaves %s alone", async (_what, data) => expect(await convert(data)).toEqual(data));

  test("is Webchat's: a Socket.IO Endpoint sends the neutral form", async () => {
    const data = { _cognigy: { _default: { _text: { text: "a" } } } };
    expect(await convert(data, { endpointType: "socket" })).toEqual(data);
  });
});
