import { decideSdkAction, IMPLEMENTATION, isQueueUpdateDue } from "../../../src/core/inbound/sdkAction";

const decide = (action: unknown, params?: unknown) => decideSdkAction({ action, params }, (text) => `print(${text})`);
const answerOf = (action: unknown, params?: unknown) => {
  const decision = decide(action, params);
  return decision.kind === "answer" ? [decision.status, decision.body] : decision.kind;
};

test.each<[string, unknown]>([
  ["implementation.info", [200, IMPLEMENTATION]],
  ["messages.list", [200, []]],
  ["private_messages.list", [200, []]],
  ["threads.list", [200, []]],
  ["messages.show", [200, {}]],
  ["private_messages.show", [200, {}]],
  ["threads.show", [200, {}]],
  ["messages.delete", [200, {}]],
  ["messages.destroy", [200, {}]],
  ["messages.publish", [200, {}]],
  ["messages.unpublish", [200, {}]],
  ["typing.start", [200, {}]],
  ["typing.stop", [200, {}]],
])("%s", (action, expected) => expect(answerOf(action, { id: "1" })).toEqual(expected));

test.each([
  "messages.reply",
  "threads.create",
  "users.create",
  "messages.xyz",
  "",
  "constructor",
  "xmessages.list",
  "messages.lists",
  "xmessages.show",
  "messages.showed",
  "xtyping.start",
  "typing.started",
  5,
])("%p is refused with a message", (action) =>
  expect(answerOf(action, { thread_id: "t", body: "Hi" })).toEqual([
    422,
    { error: "Invalid action", message: "This action is not supported." },
  ]),
);

test("What is declared is what this side understands", () => {
  expect(IMPLEMENTATION).toEqual({
    objects: { messages: ["create", "show", "list"], status: ["mark_as_read"] },
    options: [
      "view.messaging",
      "messages.text",
      "messages.no_title",
      "messages.attachments",
      "messaging.typing_indicator",
      "messaging.queuing_update",
    ],
  });
});

describe("messages.create", () => {
  const PARAMS = { content_id: "c1", thread_id: "t", body: "Hi", format: "text", author_id: "a", sender_name: "Ana" };
  const message = (change: object) => {
    const decision = decide("messages.create", { ...PARAMS, ...change });
    return decision.kind === "message" ? decision.message : decision;
  };

  test("becomes a message", () => {
    expect(message({ created_at: "2026-01-01T10:00:00Z" })).toEqual({
      contentId: "c1",
      createdAt: "2026-01-01T10:00:00Z",
      threadRef: "t",
      text: "Hi",
      agentName: "Ana",
      agentId: "a",
      attachments: [],
    });
  });

  test("Repeated it has the same id, with or without a content id", () => {
    expect(message({ retry: true })).toEqual(message({}));
    expect(message({ content_id: null, retry: true })).toEqual(message({ content_id: null }));
    expect(message({ content_id: null })).not.toEqual(message({ content_id: null, body: "Ho" }));
    expect(message({ content_id: null })).toMatchObject({ contentId: "print(t\na\n\nHi)" });
  });

  test("Of what is not told nothing is made up", () => {
    expect(message({ author_id: null, sender_name: null })).toMatchObject({
      agentId: "",
      agentName: "",
      createdAt: "",
    });
    expect(message({ body: null, structured_content: { type: "select" } })).toMatchObject({ text: "" });
  });

  test("Of endless HTML the beginning is read", () => {
    expect(message({ format: "html", body: "x".repeat(100_001) })).toMatchObject({ text: "x".repeat(100_000) });
  });

  test("A structured message comes as Engage sent it, with or without text", () => {
    const structured = { type: "select", items: [{ title: "Yes" }] };
    expect(message({ structured_content: structured })).toMatchObject({ text: "Hi", structured });
    expect(message({ body: "", structured_content: structured })).toMatchObject({ text: "", structured });
    expect(message({})).not.toHaveProperty("structured");
  });

  test("A structured message of more than 24,000 bytes is refused", () => {
    expect(message({ structured_content: { text: "x".repeat(23_989) } })).toMatchObject({ structured: {} });
    expect(message({ structured_content: { text: "é".repeat(11_995) } })).toEqual({
      kind: "answer",
      status: 422,
      body: { error: "Invalid resource", message: "This structured message is too large." },
    });
  });

  test("HTML becomes text", () => {
    expect(message({ format: "html", body: "<p>a &lt; b</p><script>x</script>" })).toMatchObject({ text: "a < b" });
    expect(message({ format: null, body: "1 < 2" })).toMatchObject({ text: "1 < 2" });
    expect(message({ format: "text", body: "a <b>" })).toMatchObject({ text: "a <b>" });
  });

  test.each<[string, object]>([
    ["no thread", { thread_id: null }],
    ["no text and no file", { body: "" }],
    ["spaces", { body: "  " }],
    ["HTML without text", { body: "<p></p>", format: "html" }],
    ["an address that is none", { body: "", attachments: [{ url: "javascript:alert(1)" }] }],
  ])("with %s is refused", (_, change) =>
    expect(message(change)).toEqual({
      kind: "answer",
      status: 422,
      body: {
        error: "Invalid resource",
        message: "A message needs thread_id and body, attachments or structured_content.",
      },
    }),
  );

  test("without parameters is refused", () => expect(answerOf("messages.create")).toMatchObject([422, {}]));

  test("Files come with what is known of them, if a chat can link to them", () => {
    const url = "https://files.test/a.png";
    const attachments = [
      { url, type: "image/png", filename: "a.png" },
      { url },
      { url: "http://x.test/<b>" },
      { url: "file:///etc/passwd" },
      { url: "javascript:https://x.test/" },
      { url: "http://x.test" },
      { url: `https://x.test/${"a".repeat(2_000)}` },
      { content: "AAAA" },
      null,
    ];
    expect(message({ body: "", attachments })).toMatchObject({
      text: "",
      attachments: [
        { url, type: "image/png", name: "a.png" },
        { url, type: "", name: "" },
        { url: "http://x.test", type: "", name: "" },
      ],
    });
  });

  test("More files than fit are cut, and so are names", () => {
    const attachments = Array.from({ length: 99 }, () => ({ url: `https://x.test/${"a".repeat(1_900)}` }));
    expect(JSON.stringify(message({ attachments })).length).toBeLessThan(40_960);
    expect(message({ sender_name: "n".repeat(500) })).toMatchObject({ agentName: `${"n".repeat(99)}…` });
  });
});

test.each<[object, object]>([
  [
    { thread_id: "t", position: 4, estimated_wait_time: 95 },
    { threadRef: "t", position: 4, estimatedWaitTime: 95_000 },
  ],
  [{ thread_id: "t" }, { threadRef: "t", position: null, estimatedWaitTime: null }],
  [
    { thread_id: "t", position: "4", estimated_wait_time: -5 },
    { threadRef: "t", position: null, estimatedWaitTime: 0 },
  ],
  [
    { thread_id: "t", estimated_wait_time: 1.2345 },
    { threadRef: "t", position: null, estimatedWaitTime: 1_235 },
  ],
])("messaging.queuing_update %p", (params, update) => {
  expect(decide("messaging.queuing_update", params)).toEqual({ kind: "queue", update: { sentAt: "", ...update } });
});

test("What a message or queue update answers, and when it was sent, say which handover it belongs to", () => {
  const params = { thread_id: "t", in_reply_to_id: "handover-1", body: "Hi", position: 1 };
  expect(decide("messages.create", params)).toMatchObject({ message: { inReplyToId: "handover-1" } });
  const body = { action: "messaging.queuing_update", params, time: "2026-01-01T10:00:00Z" };
  expect(decideSdkAction(body, String)).toMatchObject({
    update: { inReplyToId: "handover-1", sentAt: "2026-01-01T10:00:00Z" },
  });
});

test("A queue update without a thread is refused", () => {
  expect(answerOf("messaging.queuing_update", { position: 1 })).toEqual([
    422,
    { error: "Invalid resource", message: "A queue update needs thread_id." },
  ]);
});

describe("Which queue updates are told", () => {
  const limits = { minPositionChange: 3, minIntervalMs: 20_000, longestWaitMs: 0 };
  test.each<[string, number | null, number | null, number, boolean]>([
    ["too soon", 9, 1, 19_999, false],
    ["moved far enough", 9, 6, 20_000, true],
    ["moved too little", 9, 7, 20_000, false],
    ["now first", 2, 1, 20_000, true],
    ["still first", 1, 1, 20_000, false],
    ["back", 2, 5, 20_000, true],
    ["now known", null, 5, 20_000, true],
    ["now known, near the front", null, 2, 20_000, true],
    ["now unknown", 5, null, 20_000, true],
    ["now unknown, near the front", 2, null, 20_000, true],
    ["still unknown", null, null, 20_000, false],
  ])("%s", (_, told, position, laterMs, expected) => {
    const update = { threadRef: "t", sentAt: "", position, estimatedWaitTime: null };
    expect(isQueueUpdateDue(update, { position: told, atMs: 5 }, limits, 5 + laterMs)).toBe(expected);
  });

  test.each<[string, number, number, boolean]>([
    ["before it is long", 10_000, 59_999, false],
    ["when it gets long, even too soon after the last one", 50_000, 60_000, true],
    ["when it was long already", 60_000, 61_000, false],
  ])("a wait: %s", (_, toldMs, nowMs, expected) => {
    const update = { threadRef: "t", sentAt: "", position: 5, estimatedWaitTime: null };
    const told = { position: 5, atMs: toldMs, sinceMs: 0 };
    expect(isQueueUpdateDue(update, told, { ...limits, longestWaitMs: 60_000 }, nowMs)).toBe(expected);
  });

  test("the first", () => {
    expect(
      isQueueUpdateDue({ threadRef: "t", sentAt: "", position: 9, estimatedWaitTime: 1 }, undefined, limits, 0),
    ).toBe(true);
  });
});
