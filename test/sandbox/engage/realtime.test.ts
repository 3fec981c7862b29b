/** The realtime endpoint of a Channel SDK source. */
import { signBytes } from "../../../sandbox/engage/realtime/realtimeSignature";
import { idsOf, namesOf, useEngage } from "./engageUnderTest";

let now = Date.parse("2024-05-06T07:08:09Z");
const t = useEngage({ now: () => now });

const AUTHOR = {
  id: "cust-9",
  screenname: "Lee",
  created_at: "2024-05-06T07:00:00Z",
  updated_at: "2024-05-06T07:00:00Z",
  puppetizable: false,
};
const BOT = { ...AUTHOR, id: "sdk-bot", screenname: "Bot", puppetizable: true };
const MESSAGE = { id: "m-1", thread_id: "conv-77", author: AUTHOR, body: "I need a human", format: "text" };
const SELECT = { type: "select", items: [{ title: "A" }] };

interface Sending {
  signature?: string | null;
  inQuery?: boolean;
  url?: string;
}

async function sendBytes(bytes: string, sending: Sending = {}): Promise<[number, string]> {
  const signature = sending.signature ?? signBytes(t.engage.seed.realtimeAccessToken, bytes);
  const isSent = sending.signature !== null;
  const url = sending.url ?? t.engage.realtimeUrl;
  const response = await fetch(sending.inQuery ? `${url}?signature=${signature}` : url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(isSent && !sending.inQuery ? { "X-SMCCSDK-SIGNATURE": signature } : {}),
    },
    body: bytes,
  });
  return [response.status, await response.text()];
}

const send = (action: string, params: unknown, sending?: Sending) =>
  sendBytes(JSON.stringify({ action, params }), sending);
const create = (message: Record<string, unknown> = {}) => send("messages.create", { ...MESSAGE, ...message });

const contents = () =>
  [...t.engage.domain.contents.values()].filter((one) => one.source_id === t.engage.seed.sources.sdk.id);
const declared = () => {
  const { sdk } = t.engage.seed.sources.sdk;
  if (sdk === null) {
    throw new Error("The SDK source has no SDK settings");
  }
  return sdk.implementation;
};

describe("the signature", () => {
  it.each([
    [
      "3YJZzqMJ5Ec7i2JGvnt8TgvleD7dtpwpmag4S6MuRA2GQdfvV4STIsxDRJ4fEjO8",
      '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}',
      "826b61e7939505b2e773ef43a2aad53ec0385dd9d783fbd1c8fea00d0e2a3e2fb0ae0a5b2eb342356b61c41b5f19baec4c1f7e7e37a5b486fe9b593942017ff9",
    ],
    [
      "demo-channel-token-0001",
      "[]",
      "1f158aabef76506d9bec17a7ffb1225f5237fa86030179d3d45f94b831296f3aa79261a801929f47af157d9dc0f9824958ee197d68b5bd0e4d7ef23c1f040bb3",
    ],
  ])("is the vendor's for key %s", (key, body, hex) => {
    expect(signBytes(key, body)).toBe(hex);
  });

  it("is accepted in the header or in the query", async () => {
    expect(await send("users.create", AUTHOR)).toEqual([200, "ok"]);
    expect(await send("users.create", AUTHOR, { inQuery: true })).toEqual([200, "ok"]);
  });

  it("covers the raw bytes, not what they mean", async () => {
    const bytes = JSON.stringify({ action: "users.create", params: AUTHOR });
    const signature = signBytes(t.engage.seed.realtimeAccessToken, bytes);
    expect(await sendBytes(bytes.replace(":", ": "), { signature })).toEqual([422, "Invalid signature"]);
  });

  it.each<[string, (right: string) => string | null]>([
    ["wrong", () => "0".repeat(128)],
    ["missing", () => null],
    ["empty", () => ""],
    ["in upper case", (right) => right.toUpperCase()],
    ["too short", (right) => right.slice(1)],
  ])("is refused when %s", async (_name, spoil) => {
    const bytes = JSON.stringify({ action: "users.create", params: AUTHOR });
    const signature = spoil(signBytes(t.engage.seed.realtimeAccessToken, bytes));
    expect(await sendBytes(bytes, { signature })).toEqual([422, "Invalid signature"]);
  });
});

describe("refusals", () => {
  it.each<[string, string, [number, string]]>([
    ["not JSON", "{", [400, "Bad request"]],
    ["no object", "[]", [400, "Invalid request format"]],
    ["no action", '{"params":{}}', [400, "Invalid request format"]],
    ["no params", '{"action":"users.create"}', [400, "Invalid request format"]],
    ["unknown action", '{"action":"messages.burn","params":{}}', [422, "Invalid action"]],
    ["not declared", '{"action":"threads.create","params":{}}', [422, "Invalid action"]],
    ["not declared either", '{"action":"private_messages.create","params":{}}', [422, "Invalid action"]],
  ])("%s", async (_name, bytes, expected) => {
    expect(await sendBytes(bytes)).toEqual(expected);
  });

  it("an unknown source, or one that is no Channel SDK", async () => {
    const { sources } = t.engage.seed;
    for (const id of ["66a0000000000050c00000ff", sources.messaging.id]) {
      const url = `${t.engage.url}/realtime/sdk/${id}`;
      expect(await send("users.create", AUTHOR, { url })).toEqual([422, "Source not found"]);
    }
  });

  it("a body over 20 MiB", async () => {
    const bytes = `"${"x".repeat(20_971_520)}"`;
    expect(await sendBytes(bytes)).toEqual([413, "Invalid request size (max: 20971520 bytes)"]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["id", { id: null }],
    ["thread_id", { thread_id: "" }],
    ["author", { author: undefined }],
    ["the author's id", { author: { ...AUTHOR, id: undefined } }],
    ["the author's screenname", { author: { ...AUTHOR, screenname: "" } }],
    ["the author's updated_at", { author: { ...AUTHOR, updated_at: null } }],
    ["body and attachments", { body: "" }],
    ["body of bearable length", { body: "x".repeat(20_001) }],
    ["a message to reply to that exists", { in_reply_to_id: "m-0" }],
    ["context keys without digits", { context_data: { line1: "x" } }],
    ["context values that are strings", { context_data: { line: 1 } }],
    ["an ISO date", { author: { ...AUTHOR, created_at: "06/11/2017" } }],
  ])("a message without %s", async (_name, spoiled) => {
    expect(await create(spoiled)).toEqual([422, "Invalid resource format"]);
    expect(contents()).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a type", { structured_content: { items: [] } }, "Type is required for structured contents"],
    [
      "a type of this source",
      { structured_content: { type: "apple_pay" } },
      "Source doesn't support this type of structured content",
    ],
    [
      "its attributes",
      { structured_content: { type: "select", items: [] } },
      'structured_content: "items" must not be empty',
    ],
    ["an agent-side author", { structured_content: SELECT }, "The author must be puppetizable"],
  ])("a structured message without %s", async (_name, message, text) => {
    expect(await create(message)).toEqual([422, text]);
  });

  it("structured messages outside a messaging view", async () => {
    declared().options = ["messages.text"];
    expect(await create({ author: BOT, structured_content: SELECT })).toEqual([
      422,
      "Source doesn't support structured contents",
    ]);
  });
});

describe("messages.create", () => {
  it("is imported later, with thread, author, categories and context", async () => {
    const { seed } = t.engage;
    expect(
      await create({
        categories: ["billing"],
        context_data: { intent: "invoice" },
        author: { ...AUTHOR, context_data: { tier: "gold" } },
      }),
    ).toEqual([200, "ok"]);
    expect(contents()).toEqual([]);

    const imported = await t.event("content.imported");
    const [content] = contents();
    expect(content).toMatchObject({ foreign_id: "m-1", body: "I need a human", status: "new" });
    expect(imported.metadata).toMatchObject({ foreign_categories: ["billing"], context_data: { intent: "invoice" } });
    expect(namesOf(t.events)).toEqual(["content.imported", "task.created", "task.undelivered"]);

    const found = await t.call("GET", "/content_threads", { query: { q: 'foreign:"conv-77"' } });
    expect(found.body.records).toMatchObject([
      {
        foreign_id: "conv-77",
        source_id: seed.sources.sdk.id,
        thread_category_ids: [seed.categories.bot.id],
        extra_data: { intent: "invoice" },
      },
    ]);
    const query = { foreign_id: "cust-9", source_id: seed.sources.sdk.id };
    expect((await t.call("GET", "/identities", { query })).body.records).toMatchObject([
      { display_name: "Lee", extra_values: { tier: "gold" }, user_ids: [] },
    ]);
  });

  it("maps a repeated id onto the same content", async () => {
    await create();
    await create();
    await t.event("content.imported");
    await create();
    await create({ id: "m-2" });
    while (contents().length < 2) {
      await new Promise(setImmediate);
    }
    expect(contents().map((content) => content.foreign_id)).toEqual(["m-1", "m-2"]);
    expect(t.engage.domain.threads.size).toBe(2);
  });

  it("replies to a message that is still on its way", async () => {
    await create();
    expect(await create({ id: "m-2", in_reply_to_id: "m-1" })).toEqual([200, "ok"]);
  });

  it("takes a bot's line as the brand's, without a task", async () => {
    await create({ author: BOT });
    await t.event("content.imported");
    expect(contents()).toMatchObject([{ status: "user_initiated" }]);
    expect(namesOf(t.events)).toEqual(["content.imported"]);
  });

  it("keeps attachments in base64", async () => {
    await create({ body: null, attachments: [{ content: "aGVsbG8=", filename: "note.txt" }] });
    const imported = await t.event("content.imported");
    expect(imported.metadata.has_attachment).toBe(true);
    const [content] = contents();
    const shown = await t.call("GET", `/contents/${content?.id}`);
    expect(shown.body).toMatchObject({ attachments_count: 1, attachments: [{ filename: "note.txt", size: 5 }] });
  });

  it("shows html as text too", async () => {
    await create({ format: null, body: "<p>1 &lt; 2</p>" });
    await t.event("content.imported");
    const shown = await t.call("GET", `/contents/${contents()[0]?.id}`);
    expect(shown.body).toMatchObject({ body_input_format: "html", body_formatted: { text: "1 < 2" } });
  });
});

describe("other actions", () => {
  it("creates users, and the same id is the same identity", async () => {
    await send("users.create", AUTHOR);
    await send("users.create", { ...AUTHOR, screenname: "Lee L.", context_data: { plan: "pro" } });
    const query = { foreign_id: "cust-9" };
    const answer = await t.call("GET", "/identities", { query });
    expect(answer.body).toMatchObject({ count: 1, records: [{ screenname: "Lee L.", extra_values: { plan: "pro" } }] });
  });

  it("creates threads where they are declared", async () => {
    declared().objects.threads = ["show"];
    declared().options.push("threads.no_content");
    expect(await send("threads.create", { id: "conv-1", title: "Order" })).toEqual([200, "ok"]);
    const found = await t.call("GET", "/content_threads", { query: { q: "foreign:conv-1" } });
    expect(found.body.records).toMatchObject([{ title: "Order", contents_count: 0 }]);
  });

  it("needs author and body for threads with content", async () => {
    declared().objects.threads = ["show"];
    expect(await send("threads.create", { id: "conv-1" })).toEqual([422, "Invalid resource format"]);
    expect(await send("threads.create", { id: "conv-1", author: AUTHOR, body: "Hi" })).toEqual([200, "ok"]);
    await t.event("content.imported");
    expect(idsOf(await t.call("GET", "/contents", { query: { q: 'text:"Hi"' } }))).toHaveLength(1);
  });

  it("creates private messages with a recipient", async () => {
    declared().objects.private_messages = ["create"];
    const { thread_id: _thread, ...message } = MESSAGE;
    expect(await send("private_messages.create", message)).toEqual([422, "Invalid resource format"]);
    expect(await send("private_messages.create", { ...message, recipient: BOT })).toEqual([200, "ok"]);
    await t.event("content.imported");
    expect(contents()).toMatchObject([{ private_message: true }]);
  });

  it("marks known messages as read", async () => {
    await create();
    await t.event("content.imported");
    expect(await send("status.mark_as_read", { id: "m-0" })).toEqual([422, "Invalid resource format"]);
    expect(await send("status.mark_as_read", { id: "m-1" })).toEqual([200, "ok"]);
    expect(contents()[0]?.read_at).not.toBeNull();
  });

  it("limits typing to one start per thread in two seconds, which a stop resets", async () => {
    const start = (thread_id = "conv-77") => send("typing.start", { thread_id, preview: "I ne" });
    const tooMuch = [429, "too many typing requests, please try again in a few seconds"];
    expect(await start()).toEqual([200, "ok"]);
    expect(await start()).toEqual(tooMuch);
    expect(await start("conv-78")).toEqual([200, "ok"]);
    now += 2_000;
    expect(await start()).toEqual([200, "ok"]);
    expect(await send("typing.stop", { thread_id: "conv-77" })).toEqual([200, "ok"]);
    expect(await start()).toEqual([200, "ok"]);
  });

  it("needs a preview to start typing, and the option at all", async () => {
    expect(await send("typing.start", { thread_id: "conv-77" })).toEqual([422, "Invalid resource format"]);
    declared().options = ["view.messaging"];
    expect(await send("typing.start", { thread_id: "conv-77", preview: "I" })).toEqual([422, "Invalid action"]);
  });
});
