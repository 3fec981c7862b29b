/** What the chats show, by value. */
import type { HandoverView } from "../../../sandbox/app/view";
import {
  type ChatEntry,
  hasSpokenAfter,
  toDeskEntry,
  toMessagingEntry,
} from "../../../sandbox/page/customer/chatEntry";
import { findQueueUpdate } from "../../../sandbox/page/customer/findQueueUpdate";
import { findRatingRequest } from "../../../sandbox/page/customer/findRatingRequest";
import { toLocalUrl } from "../../../sandbox/page/customer/localUrl";
import { markLostMessages } from "../../../sandbox/page/customer/markLostMessages";
import { readUpload } from "../../../sandbox/page/customer/readUpload";
import { toStructuredParts } from "../../../sandbox/page/customer/structuredParts";
import { createTypingReporter } from "../../../sandbox/page/customer/typingReporter";
import { toWebchatEntry } from "../../../sandbox/page/customer/webchatOutput";
import { parseSession, writeSession } from "../../../sandbox/page/customer/webchatSession";
import { splitOpening } from "../../../sandbox/page/desk/splitOpening";
import { toThreadActions } from "../../../sandbox/page/desk/threadActions";
import { toBriefingText } from "../../../src/core/briefing";
import { MAX_BODY_LENGTH, toOpeningBody, toTranscript } from "../../../src/core/openingMessage";

const toEntry = (from: ChatEntry["from"], more: Partial<ChatEntry> = {}): ChatEntry => ({
  id: from,
  at: 1,
  from,
  name: "",
  text: "text",
  choices: [],
  cards: [],
  media: [],
  ...more,
});

describe("An output on the Webchat's socket", () => {
  const read = (output: unknown) => toWebchatEntry(output, "id", 1);

  test("is the bot's, with its quick replies", () => {
    const quickReplies = [{ title: "Yes", contentType: "postback", payload: "yes please" }];
    const data = { _cognigy: { _default: { _quickReplies: { type: "quick_replies", text: "Well?", quickReplies } } } };
    expect(read({ text: "", data })).toMatchObject({
      from: "bot",
      text: "Well?",
      choices: [{ title: "Yes", payload: "yes please" }],
    });
  });

  test("is an agent's when the hub's node says who speaks", () => {
    const data = { engageAgent: { id: "1", name: "Ana" }, handover: { status: "active" } };
    expect(read({ text: "Hello", data })).toMatchObject({ from: "agent", name: "Ana", text: "Hello" });
  });

  test.each([
    ["invoice.pdf: https://x.example/1", ""],
    ["Here:\na b.txt: https://x.example/2\nhttps://x.example/1", "Here:"],
    ["Look: https://x.example/3", "Look: https://x.example/3"],
    ["See https://x.example/1", "See https://x.example/1"],
  ])("has an agent's files once, without the lines that link them: %j", (text, rest) => {
    const attachments = [
      { fileName: "invoice.pdf", mimeType: "application/pdf", size: 0, url: "https://x.example/1" },
      { fileName: "a b.txt", mimeType: "text/plain", size: 0, url: "https://x.example/2" },
    ];
    expect(read({ text, data: { engageAgent: { id: "1", name: "Ana" }, attachments } })).toMatchObject({
      text: rest,
      media: [
        { title: "invoice.pdf", url: "https://x.example/1", kind: "file" },
        { title: "a b.txt", url: "https://x.example/2", kind: "file" },
      ],
    });
  });

  test("shows an agent's angle brackets, though Webchat has a form of its own for them", () => {
    const _cognigy = { _webchat: { message: { text: "1 &lt; <2>" } } };
    expect(read({ text: "1 < <2>", data: { engageAgent: { id: "1", name: "Ana" }, _cognigy } })).toMatchObject({
      text: "1 < <2>",
    });
  });

  test("keeps what the bot writes as it is", () => {
    expect(read({ text: "a.pdf: https://x.example/1", data: {} })).toMatchObject({
      text: "a.pdf: https://x.example/1",
      media: [],
    });
  });

  test("tells the queue where the widget looks for it", () => {
    const payload = { position: 2, estimatedWaitTime: 180_000, alternativeText: null };
    const event = { _cognigy: { _webchat3: { type: "queueUpdate", payload } } };
    const shown = { from: "system", text: "You are number 2 in the queue, about 3 min" };
    expect(read({ text: "", data: { ...event, data: event } })).toMatchObject(shown);
    expect(read({ text: "", data: { data: event } })).toMatchObject(shown);
    expect(read({ text: "", data: event })).toBeUndefined();
  });

  test.each([
    ["a picture of the Flow", { _cognigy: { _default: { _image: { imageUrl: "https://x.example/a" } } } }, "image"],
    ["a file", { attachments: [{ type: "file", url: "https://x.example/a.png", name: "a" }] }, "file"],
    ["an upload", { attachments: [{ mimeType: "audio/mpeg", url: "https://x.example/a", name: "a" }] }, "audio"],
  ])("shows %s", (_, data, kind) => {
    expect(read({ text: "", data })?.media).toMatchObject([{ kind }]);
  });

  test.each([[undefined], [{ text: "", data: { _engage: { action: "start" } } }], [{ text: null }]])(
    "is nothing when it has nothing to show: %j",
    (output) => {
      expect(read(output)).toBeUndefined();
    },
  );
});

describe("What the Webchat shows beside its messages", () => {
  const queue = (text: string) => toEntry("system", { text, isQueue: true });
  const choices = [{ title: "My orders", payload: "my orders" }];
  const rating = { title: "How was it?", commentLabel: "Why?" };

  test.each<[string, ChatEntry[], string | undefined, Pick<HandoverView, "state" | "waitsSince"> | undefined]>([
    ["the latest position", [queue("2nd"), toEntry("bot"), queue("1st"), toEntry("bot")], "1st", undefined],
    ["nothing once an agent writes", [queue("1st"), toEntry("agent"), toEntry("customer")], undefined, undefined],
    ["nothing once the bot offers something else", [queue("1st"), toEntry("bot", { choices })], undefined, undefined],
    ["the position while the conversation waits", [queue("1st"), toEntry("bot")], "1st", { state: "queued" }],
    ["nothing once an agent has it, before they write", [queue("1st"), toEntry("bot")], undefined, { state: "agent" }],
    ["nothing that comes after the agent", [toEntry("bot"), queue("1st")], undefined, { state: "agent" }],
    ["nothing of the wait before a transfer", [queue("1st")], undefined, { state: "queued", waitsSince: 1_000 }],
    ["nothing without a queue", [toEntry("customer")], undefined, undefined],
  ])("of the queue: %s", (_what, entries, shown, handover) => {
    expect(findQueueUpdate(entries, handover)?.text).toBe(shown);
  });

  test("of a rating: the request, until the customer has answered it", () => {
    const data = {
      _plugin: { type: "request-rating", data: { ratingTitleText: "How was it?", ratingCommentText: "Why?" } },
    };
    const request = toWebchatEntry({ text: "", data }, "id", 1);
    expect(request).toMatchObject({ from: "system", text: "How was it?", rating });
    expect(findRatingRequest([toEntry("bot"), toEntry("system", { rating })])?.rating).toEqual(rating);
    expect(findRatingRequest([toEntry("system", { rating }), toEntry("customer")])).toBeUndefined();
  });
});

describe("What a customer wrote in Webchat and no agent got", () => {
  const entries = [
    toEntry("customer", { text: "Hello", at: 1 }),
    toEntry("bot", { text: "Hello", at: 2 }),
    toEntry("customer", { text: "Hello", at: 3 }),
    toEntry("customer", { text: "Hello", at: 9 }),
  ];
  const marks = (lost: Parameters<typeof markLostMessages>[1]) =>
    markLostMessages(entries, lost).map(({ problem }) => problem);

  test("is marked where it is, and not where the same was written later", () => {
    const lost = { at: 4, text: "Hello", reason: "Engage answered 500" };
    expect(marks([lost])).toEqual([undefined, undefined, "Not delivered: Engage answered 500", undefined]);
  });

  test("is marked message by message when several are reported at once", () => {
    const problem = "Not delivered: Engage didn't answer";
    expect(marks([{ at: 9, text: "Hello\nHello", reason: "Engage didn't answer" }])).toEqual([
      undefined,
      undefined,
      problem,
      problem,
    ]);
  });
});

describe("The first message of a handover from Webchat", () => {
  const chat = toTranscript([
    { source: "user", text: "Hello" },
    { source: "bot", text: "Welcome!\n\nHow can I help?" },
  ]);
  const briefing = toBriefingText(
    { urgency: "high", summary: "A lamp is broken.", facts: { order: "1" } },
    (text) => text,
  );

  test.each<[string, string, ReturnType<typeof splitOpening>]>([
    [
      "is the bot's briefing and chat, and the customer's request",
      toOpeningBody(chat, "Help!\n\nBot: no", briefing),
      { lead: `${briefing}\n\n${chat}`, request: "Help!\n\nBot: no" },
    ],
    ["needs no briefing", toOpeningBody(chat, "Help!"), { lead: chat, request: "Help!" }],
    ["needs no request", toOpeningBody("", "", briefing), { lead: briefing ?? "", request: "" }],
    [
      "may be cut at its beginning",
      toOpeningBody(`Bot: ${"x".repeat(MAX_BODY_LENGTH)}\nBot: Bye`, "Help!"),
      { lead: "[... earlier messages left out]\nBot: Bye", request: "Help!" },
    ],
    ["may be the request alone", toOpeningBody("", "Help, bot: please"), undefined],
  ])("%s", (_what, text, opening) => {
    expect(splitOpening(text)).toEqual(opening);
  });
});

describe("A structured message of Engage", () => {
  const read = (type: string, content: Record<string, unknown>) => toStructuredParts({ type, content }, "");

  test("select: choices with their payloads", () => {
    const items = [{ title: "One", payload: "1" }, { title: "Two" }, { payload: "lost" }];
    expect(read("select", { body: "Which?", items })).toEqual({
      text: "Which?",
      cards: [],
      choices: [
        { title: "One", payload: "1" },
        { title: "Two", payload: "Two" },
      ],
    });
  });

  test("carousel: cards with buttons and links", () => {
    const items = [
      {
        title: "Box",
        subtitle: "2 kg",
        imageUrl: "/api/attachments/1",
        url: "https://shop.example/box",
        items: [{ type: "reply", title: "Take", payload: "box" }],
      },
    ];
    expect(read("carousel", { items }).cards).toEqual([
      {
        title: "Box",
        subtitle: "2 kg",
        imageUrl: "/api/attachments/1",
        choices: [
          { title: "Take", payload: "box" },
          { title: "shop.example", payload: "", url: "https://shop.example/box" },
        ],
      },
    ]);
  });

  test("list: items under their sections", () => {
    const content = {
      title: "When?",
      sections: [{ identifier: "a", title: "Morning" }],
      items: [{ title: "8 to 10", subtitle: "free", payload: "8", section_identifier: "a" }],
    };
    expect(read("list", content)).toMatchObject({
      text: "When?",
      choices: [{ title: "8 to 10", detail: "free", payload: "8", group: "Morning" }],
    });
  });

  test("time_select: the shop's own time", () => {
    const timeslots = [{ duration: 1800, start_time: "2024-06-01T08:00+0200", identifier: "slot" }];
    expect(read("time_select", { body: "When?", timeslots }).choices).toEqual([
      { title: "2024-06-01, 08:00", payload: "slot", detail: "30 min" },
    ]);
  });

  test.each([
    ["form", { title: "Survey", pages: [{ title: "Size", items: [{ title: "S" }, { title: "L" }] }] }, "• Size: S, L"],
    ["apple_pay", { body: "Pay", total: { label: "Sum", amount: "9.90" }, currency_code: "EUR" }, "Sum: 9.90 EUR"],
    ["authenticate", {}, "Please sign in."],
    ["rich_link", { body: "See" }, "See"],
    ["unheard_of", { body: "New" }, "New"],
  ])("%s is told in words", (type, content, text) => {
    expect(read(type, content).text).toContain(text);
  });

  test("leads nowhere but to web pages", () => {
    const url = "javascript:alert(1)";
    expect(read("template", { title: "T", url, items: [{ title: "B", url }] }).cards[0]?.choices).toEqual([
      { title: "B", payload: "B" },
    ]);
  });

  test.each([
    ["not beside words of its own", "select", { body: "Which one?", items: [{ title: "A" }] }, "Which one?"],
    ["above choices without words", "select", { items: [{ title: "A" }] }, "Which? 1. A"],
    ["not beside cards", "carousel", { items: [{ title: "A" }] }, ""],
    ["where the structure holds nothing", "carousel", { items: [] }, "Which? 1. A"],
  ])("shows the message's own text %s", (_, type, content, expected) => {
    const structured = { type, content };
    const message = {
      id: "1",
      at: 1,
      from: "bot",
      name: "Bot",
      text: "Which? 1. A",
      attachments: [],
      structured,
    } as const;
    expect(toMessagingEntry({ ...message, attachments: [] }).text).toBe(expected);
  });
});

test("The desk shows what was chosen behind a title, files by kind, and what went wrong", () => {
  const entry = toDeskEntry({
    id: "1",
    at: 1,
    author: "customer",
    authorName: "Lee",
    text: "Yes",
    attachments: [{ name: "a.png", contentType: "image/png", url: "/api/attachments/1" }],
    reply: "yes please",
    problem: "Not delivered.",
  });
  expect(entry).toMatchObject({
    from: "customer",
    note: "Chosen: yes please",
    problem: "Not delivered.",
    media: [{ kind: "image", url: "/api/attachments/1", title: "a.png" }],
  });
});

test.each([
  [["customer", "bot"], true],
  [["customer", "bot", "customer"], false],
  [["bot"], true],
  [[], false],
] as const)("After %j the bot has answered: %s", (speakers, expected) => {
  expect(
    hasSpokenAfter(
      speakers.map((from) => toEntry(from)),
      "bot",
      "customer",
    ),
  ).toBe(expected);
});

describe("What the page loads by itself", () => {
  const addresses = { page: "http://127.0.0.1:8080", engage: "http://127.0.0.1:9000" };

  test.each([
    ["/api/attachments/1", "/api/attachments/1"],
    ["http://localhost:8080/assets/map.svg", "/assets/map.svg"],
    ["http://127.0.0.1:8080/assets/map.svg", "/assets/map.svg"],
    ["http://127.0.0.1:9000/public/attachments/66a1", "/api/attachments/66a1"],
    ["http://127.0.0.1:9000/1.0/threads", undefined],
    ["//evil.example/a.png", undefined],
    ["/\\evil.example/a.png", undefined],
    ["http://localhost:8080.evil.example/a.png", undefined],
    ["https://evil.example/public/attachments/66a1", undefined],
    ["javascript:alert(1)", undefined],
  ])("%s -> %s", (url, expected) => {
    expect(toLocalUrl(url, "http://localhost:8080", addresses)).toBe(expected);
  });
});

describe("A Webchat's session", () => {
  test("goes on after a reload with all that was said", () => {
    const card = { title: "Card", subtitle: "", imageUrl: "", choices: [{ title: "A", payload: "a" }] };
    const entries = [toEntry("customer"), toEntry("agent", { name: "Ana", cards: [card] })];
    entries.push(
      toEntry("system", { isQueue: true }),
      toEntry("system", { rating: { title: "?", commentLabel: "!" } }),
    );
    const session = { userId: "user", sessionId: "session", entries };
    expect(parseSession(writeSession(session))).toEqual(session);
  });

  test("keeps the last hundred messages", () => {
    const entries = Array.from({ length: 150 }, (_, index) => toEntry("bot", { id: String(index) }));
    const kept = parseSession(writeSession({ userId: "user", sessionId: "session", entries }))?.entries;
    expect([kept?.length, kept?.[0]?.id]).toEqual([100, "50"]);
  });

  test.each([[null], ["{"], ["[]"], ['{"userId":"u"}']])("begins anew from %j", (stored) => {
    expect(parseSession(stored)).toBeUndefined();
  });
});

test("A picked file is read whole, with a content type that a command takes", async () => {
  const bytes = new Uint8Array(70_000).map((_, index) => index % 251);
  const upload = await readUpload(new File([bytes], "a.bin", { type: "not a type" }));
  expect(upload).toMatchObject({ name: "a.bin", contentType: "application/octet-stream" });
  expect(Buffer.from(upload.content, "base64").equals(bytes)).toBe(true);
});

test("Typing is told at once, then not at every key, and not again once it was sent", () => {
  jest.useFakeTimers();
  const told: string[] = [];
  const typing = createTypingReporter((text) => told.push(text), 400);
  for (const text of ["a", "ab", "abc"]) {
    typing.report(text);
  }
  expect(told).toEqual(["a"]);
  jest.advanceTimersByTime(400);
  typing.report("abcd");
  typing.stop();
  jest.advanceTimersByTime(2000);
  jest.useRealTimers();
  expect(told).toEqual(["a", "abc"]);
});

test.each([
  ["queued", { taskId: "t" }, { canTake: true, canHandOn: false, canClose: false }],
  ["agent", { taskId: "t", agentId: "me", interventionId: "i" }, { canTake: false, canHandOn: true, canClose: true }],
  ["deferred", { taskId: "t", interventionId: "i" }, { canTake: true, canHandOn: false, canClose: true }],
  ["closed", { taskId: "t", interventionId: "i" }, { canTake: false, canReply: false, canClose: false }],
] as const)("A conversation that is %s", (state, thread, expected) => {
  expect(toThreadActions({ state, ...thread }, "me")).toMatchObject(expected);
});

test("Only the agent's own conversation asks for nothing before an answer", () => {
  expect(toThreadActions({ state: "agent", agentId: "me" }, "me").hint).toBe("");
  expect(toThreadActions({ state: "agent", agentId: "other" }, "me").hint).toContain("Another agent");
});

test("Where a conversation can't be closed, the reason is given", () => {
  expect(toThreadActions({ state: "queued", taskId: "t" }, "me").closeHint).toContain("an agent has taken");
  expect(toThreadActions({ state: "agent", interventionId: "i" }, "me").closeHint).toBe("");
});
