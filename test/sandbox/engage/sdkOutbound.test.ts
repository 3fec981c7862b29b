/** What Engage sends to a Channel SDK endpoint: declarations, agents' messages, queue news, polls. */
import { signBytes } from "../../../sandbox/engage/realtime/realtimeSignature";
import { encodeSdkBody, type SdkEncoding } from "../../../sandbox/engage/sdk/encodeSdkBody";
import { useEngage } from "./engageUnderTest";
import { type Received, type Reply, signed, useReceiver } from "./receiver";

const KEY = "demo-channel-token-0001";
const t = useEngage({
  now: () => Date.parse("2024-05-06T07:08:09Z"),
  importDelayMs: 0,
  exportDelayMs: 0,
  sdkTimeoutMs: 500,
});
const receiver = useReceiver();

const OBJECTS = { messages: ["create", "show", "list"], status: ["mark_as_read"] };
const OPTIONS = ["view.messaging", "messages.text", "messages.no_title", "messages.attachments"];
const info = { objects: OBJECTS, options: OPTIONS };

let answers: Record<string, (request: Received) => Reply> = {};
let created = 0;

beforeEach(() => {
  created = 0;
  answers = {
    "implementation.info": () => signed(info, KEY),
    "messages.create": () => {
      created += 1;
      return signed({ id: `ours-${created}` }, KEY);
    },
    "messages.list": () => signed([], KEY),
    "threads.list": () => signed([], KEY),
    "messages.show": () => signed({}, KEY),
    "messaging.queuing_update": () => signed({}, KEY),
  };
  receiver.answer = (request) =>
    answers[String(request.body.action)]?.(request) ?? { status: 422, body: "Invalid action" };
});

const source = () => t.engage.seed.sources.sdk;

async function connect(options: string[] = OPTIONS, objects: Record<string, string[]> = OBJECTS) {
  answers["implementation.info"] = () => signed({ objects, options }, KEY);
  t.engage.domain.setBaseUri(source().id, `${receiver.url}/hub?key=k%20ey`);
  await t.engage.idle();
}

function customerWrites(body = "I need a human", threadForeignId = "conv-77", foreignId = "m-1203") {
  const { domain, seed } = t.engage;
  const identity = domain.addIdentity({ communityId: seed.communities.sdk.id, foreignId: `cust-${threadForeignId}` });
  return domain.customerWrites({
    sourceId: source().id,
    identityId: identity.id,
    threadForeignId,
    foreignId,
    body,
    categoryIds: [seed.categories.agent.id],
  });
}

async function agentReplies(body = "Hello", rest: { attachmentIds?: string[]; structuredContent?: unknown } = {}) {
  const { thread } = customerWrites();
  const content = t.engage.domain.agentReplies(thread.id, t.engage.seed.agents.ana.id, body, rest);
  await t.engage.idle();
  return content;
}

const paramsOf = (request: Received | undefined) => Object(request?.body.params);
const exported = () => t.events.filter((event) => event.type === "content.exported").map((event) => event.metadata);

describe("the encoding", () => {
  const message = {
    action: "messages.create",
    params: { content_id: "66b0c0ffee00000000000001", body: "1 < 2 & café", thread_id: "conv-77" },
    time: "2024-05-06T07:08:09Z",
  };

  it.each<[SdkEncoding, string, string | undefined]>([
    [
      "rails",
      '"body":"1 \\u003c 2 \\u0026 café"',
      "49c0758ffacf1d61f44d3eb36b83decd955a24c412545ff23ca9bed0bcb909d826b95d9e50d28212aa323c6e47c66235a856a5e2d5187245ce6f1f807ac66ca7",
    ],
    [
      "plain",
      '"body":"1 < 2 & café"',
      "e6832fc450c97ec26c86010bedfac7f7c80a0a95aca238c1ca551c8f1364b538935257b2f350a54a77d66389c0b6e6df869d7b0c52f7bb20f7fad3a8f16afee2",
    ],
    ["ascii", '"body":"1 < 2 & caf\\u00e9"', undefined],
  ])("%s", (encoding, part, signature) => {
    const text = encodeSdkBody(message, encoding);
    expect(text).toContain(part);
    expect(JSON.parse(text)).toEqual(message);
    if (signature !== undefined) {
      expect(signBytes(KEY, text)).toBe(signature);
    }
  });

  it("escapes what breaks JavaScript, and no emoji", () => {
    expect(encodeSdkBody("\u2028\u2029</script>\u{1F600}", "rails")).toBe(
      '"\\u2028\\u2029\\u003c/script\\u003e\u{1F600}"',
    );
    expect(encodeSdkBody("\u{1F600}", "ascii")).toBe('"\\ud83d\\ude00"');
  });

  it("is what is sent and signed, byte for byte", async () => {
    await connect();
    for (const encoding of ["rails", "plain", "ascii"] as const) {
      t.engage.sdk.conduct.encoding = encoding;
      await agentReplies("1 < 2 & café \u2028");
    }
    const sent = receiver.calls("messages.create");
    expect(new Set(sent.map((one) => one.rawBody.replace(/66b1\w+/g, "").length)).size).toBe(3);
    for (const one of sent) {
      expect(one.headers["x-smccsdk-signature"]).toBe(signBytes(KEY, one.rawBody));
      expect(paramsOf(one).body).toBe("1 < 2 & café \u2028");
    }
  });
});

describe("implementation.info", () => {
  it("is asked when the source is saved, and its answer is the declaration", async () => {
    await connect(["messages.text"], { messages: ["create"] });
    const [request] = receiver.received;
    expect(request?.url).toBe("/hub?key=k%20ey");
    expect(request?.headers).toMatchObject({ "content-type": "application/json" });
    expect(request?.rawBody).toBe('{"action":"implementation.info","time":"2024-05-06T07:08:09Z"}');
    expect(source().sdk?.implementation).toEqual({ objects: { messages: ["create"] }, options: ["messages.text"] });
    expect(source()).toMatchObject({ status: "ok", error_message: null });
    const save = (form: Record<string, string>) => t.call("PUT", `/content_sources/${source().id}`, { form });
    await save({ name: "Bridge" });
    await t.engage.idle();
    await save({ base_uri: `${receiver.url}/moved` });
    await t.engage.idle();
    const urls = receiver.calls("implementation.info").map((one) => one.url);
    expect(urls).toEqual(["/hub?key=k%20ey", "/hub?key=k%20ey", "/moved"]);
    expect((await save({ base_uri: "http://hub.example.com" })).status).toBe(422);
  });

  it.each<[string, Reply, string]>([
    ["an error", { status: 500, body: "down" }, "status 500: down"],
    ["no signature", { body: JSON.stringify(info) }, "the answer is not signed"],
    ["a wrong signature", signed(info, "another key"), "the answer's signature is wrong"],
    ["something else", signed("ok", KEY), "The answer to implementation.info is not {objects, options}"],
    ["objects of another kind", signed({ objects: { messages: "create" } }, KEY), "is not {objects, options}"],
    ["no answer in time", { hangs: true }, "no answer within 500 ms"],
  ])("stops everything when the answer is %s", async (_name, reply, message) => {
    answers["implementation.info"] = () => reply;
    t.engage.domain.setBaseUri(source().id, receiver.url);
    await t.engage.idle();
    expect(source().status).toBe("error");
    expect(source().error_message).toContain(message);
    const content = await agentReplies();
    await t.engage.poll(source().id);
    expect(receiver.received.map((one) => one.body.action)).toEqual(["implementation.info", "implementation.info"]);
    expect(content.synchronization_status).toBe("export_pending");

    answers["implementation.info"] = () => signed(info, KEY);
    await t.engage.poll(source().id);
    expect(content).toMatchObject({ synchronization_status: "success", foreign_id: "ours-1" });
    expect(source()).toMatchObject({ status: "ok", error_message: null });
  });

  it("is never asked anywhere but here", () => {
    const { domain, seed } = t.engage;
    expect(() => domain.setBaseUri(source().id, "https://hub.example.com/")).toThrow("loopback only");
    expect(() => domain.setBaseUri(seed.sources.messaging.id, receiver.url)).toThrow("only Channel SDK sources");
  });
});

describe("messages.create", () => {
  it("carries foreign ids, the sender's name and the format", async () => {
    await connect();
    const content = await agentReplies("Hello, how can I help?");
    const [request] = receiver.calls("messages.create");
    expect(request?.body).toEqual({
      action: "messages.create",
      params: {
        content_id: content.id,
        author_id: "desk-agent",
        sender_name: "Ana Example",
        title: null,
        body: "Hello, how can I help?",
        format: "text",
        thread_id: "conv-77",
        in_reply_to_id: "m-1203",
        retry: false,
        attachments: [],
        created_at: "2024-05-06T07:08:09Z",
        updated_at: "2024-05-06T07:08:09Z",
      },
      time: "2024-05-06T07:08:09Z",
    });
    expect(content).toMatchObject({ foreign_id: "ours-1", synchronization_status: "success" });
    expect(exported()).toMatchObject([{ foreign_id: "ours-1", synchronization_status: "success" }]);
    expect(t.engage.sdkCalls).toMatchObject([
      { action: "implementation.info", params: undefined },
      { action: "messages.create", attempt: 1, status: 200, responseSignatureOk: true, failure: undefined },
    ]);
  });

  it.each<[string, string[], string, string]>([
    ["text", ["messages.text"], "text", "1 < 2\n!"],
    ["text, where both are declared", ["messages.text", "messages.html"], "text", "1 < 2\n!"],
    ["html", ["messages.html"], "html", "<p>1 &lt; 2<br />!</p>"],
    ["html, by default", [], "html", "<p>1 &lt; 2<br />!</p>"],
  ])("is %s", async (_name, options, format, body) => {
    await connect(options);
    await agentReplies("1 < 2\n!");
    expect(paramsOf(receiver.calls("messages.create")[0])).toMatchObject({ format, body });
  });

  it.each<[string[], number]>([
    [["messages.text", "messages.attachments"], 1],
    [["messages.text"], 0],
  ])("with options %j carries %i attachments, which the endpoint can fetch", async (options, count) => {
    await connect(options);
    const { domain } = t.engage;
    domain.attachments.set("66b1a77a00000000000000aa", {
      id: "66b1a77a00000000000000aa",
      filename: "note.txt",
      content_type: "text/plain",
      size: 5,
      isPublic: true,
      foreign_id: null,
      bytes: Buffer.from("hello"),
      ...domain.timestamps(),
    });
    await agentReplies("See", { attachmentIds: ["66b1a77a00000000000000aa"] });
    const { attachments } = paramsOf(receiver.calls("messages.create")[0]);
    expect(attachments).toHaveLength(count);
    for (const attachment of attachments) {
      expect(attachment).toMatchObject({ type: "text/plain", filename: "note.txt" });
      expect(await (await fetch(attachment.url)).text()).toBe("hello");
    }
  });

  it("carries structured content with URLs in place of attachment ids", async () => {
    await connect();
    const structuredContent = { type: "template", title: "A", attachment_id: "66b1", items: [{ title: "B" }] };
    await agentReplies("A", { structuredContent });
    expect(paramsOf(receiver.calls("messages.create")[0]).structured_content).toEqual({
      type: "template",
      title: "A",
      attachment_url: `${t.engage.url}/public/attachments/66b1`,
      items: [{ title: "B" }],
    });
  });

  it("needs no thread id where messages are unthreaded", async () => {
    await connect(["messages.text", "messages.unthreaded"]);
    await agentReplies();
    const params = paramsOf(receiver.calls("messages.create")[0]);
    expect(params).not.toHaveProperty("thread_id");
    expect(params.in_reply_to_id).toBe("m-1203");
  });

  it("is not sent where it is not declared", async () => {
    await connect(OPTIONS, { messages: ["list"] });
    await agentReplies();
    expect(receiver.calls("messages.create")).toEqual([]);
    expect(exported()).toMatchObject([{ synchronization_status: "export_aborted" }]);
  });

  it("keeps its order", async () => {
    await connect();
    const { thread } = customerWrites();
    for (const body of ["1", "2", "3"]) {
      t.engage.domain.agentReplies(thread.id, t.engage.seed.agents.ana.id, body);
    }
    await t.engage.idle();
    expect(receiver.calls("messages.create").map((one) => paramsOf(one).body)).toEqual(["1", "2", "3"]);
  });

  it("leaves other sources alone", async () => {
    await connect();
    const { domain, seed } = t.engage;
    domain.agentReplies(seed.thread.id, seed.agents.ana.id, "Hi");
    await t.engage.idle();
    expect(receiver.calls("messages.create")).toEqual([]);
    expect(exported()).toMatchObject([{ synchronization_status: "success" }]);
  });
});

describe("a create that fails", () => {
  const bad = { error: { fatal: false, message: "later" } };
  it.each<[string, Reply]>([
    ["a status", { status: 503, body: "Down for maintenance" }],
    ["a resource error", signed(bad, KEY)],
    ["no id", signed({}, KEY)],
    ["an empty id", signed({ id: "" }, KEY)],
    ["no JSON", { ...signed("x", KEY), body: "ok" }],
    ["no signature", { body: '{"id":"a"}' }],
    ["a wrong signature", signed({ id: "a" }, "another key")],
    ["no answer in time", { hangs: true }],
  ])("by %s is tried three times", async (_name, reply) => {
    await connect();
    answers["messages.create"] = () => reply;
    const content = await agentReplies();
    expect(content.synchronization_status).toBe("export_pending");
    for (let round = 0; round < 4; round += 1) {
      await t.engage.flushRetries();
    }
    const sent = receiver.calls("messages.create");
    expect(sent.map((one) => paramsOf(one).retry)).toEqual([false, true, true]);
    expect(new Set(sent.map((one) => paramsOf(one).content_id))).toEqual(new Set([content.id]));
    expect(exported()).toMatchObject([{ synchronization_status: "export_failure", foreign_id: null }]);
    expect(content.synchronization_error).toEqual(expect.any(String));
  });

  it("is over at once when the error is fatal", async () => {
    await connect();
    answers["messages.create"] = () => signed({ error: { fatal: true, message: "Unknown conversation" } }, KEY);
    const content = await agentReplies();
    await t.engage.flushRetries();
    expect(receiver.calls("messages.create")).toHaveLength(1);
    expect(content).toMatchObject({
      synchronization_status: "export_aborted",
      synchronization_error: "Unknown conversation",
    });
  });

  it("succeeds in the end, also by a poll", async () => {
    await connect();
    answers["messages.create"] = () => ({ status: 500 });
    const content = await agentReplies();
    answers["messages.create"] = () => signed({ id: 7 }, KEY);
    await t.engage.poll(source().id);
    await t.engage.flushRetries();
    expect(receiver.calls("messages.create")).toHaveLength(2);
    expect(content).toMatchObject({ synchronization_status: "success", foreign_id: "7" });
  });

  it("is none when signatures of answers are not checked", async () => {
    await connect();
    t.engage.sdk.conduct.checkResponseSignature = false;
    answers["messages.create"] = () => ({ body: '{"id":"a"}' });
    expect(await agentReplies()).toMatchObject({ synchronization_status: "success", foreign_id: "a" });
    expect(t.engage.sdkCalls.at(-1)).toMatchObject({ responseSignatureOk: false, failure: undefined });
  });
});

describe("queue news", () => {
  const QUEUING = [...OPTIONS, "messaging.queuing_update"];
  const news = () => receiver.calls("messaging.queuing_update").map(paramsOf);

  it("tell seconds and position whenever they change", async () => {
    await connect(QUEUING);
    const first = customerWrites("Hi", "conv-1", "m-1");
    await t.engage.idle();
    expect(news()).toEqual([{ estimated_wait_time: 30, position: 1, thread_id: "conv-1", in_reply_to_id: "m-1" }]);
    customerWrites("Hi", "conv-2", "m-2");
    await t.engage.idle();
    expect(news().slice(1)).toEqual([
      { estimated_wait_time: 60, position: 2, thread_id: "conv-2", in_reply_to_id: "m-2" },
    ]);
    t.engage.domain.agentTakes(first.task?.id ?? "", t.engage.seed.agents.ana.id);
    await t.engage.idle();
    expect(news().slice(2)).toEqual([
      { estimated_wait_time: 30, position: 1, thread_id: "conv-2", in_reply_to_id: "m-2" },
    ]);
  });

  it("tell only the latest where the queue moves faster than it can be told", async () => {
    await connect(QUEUING);
    const [first, second] = ["conv-1", "conv-2", "conv-3"].map((name) => customerWrites("Hi", name).task?.id ?? "");
    await t.engage.idle();
    receiver.received.length = 0;
    const { domain, seed } = t.engage;
    domain.announceQueue();
    for (const taskId of [first, second]) {
      domain.agentTakes(taskId ?? "", seed.agents.ana.id);
      // The move is noticed, while the first call is still under way.
      await Promise.resolve();
    }
    await t.engage.idle();
    expect(news().map(({ thread_id, position }) => [thread_id, position])).toEqual([
      ["conv-1", 1],
      ["conv-2", 1],
      ["conv-3", 1],
    ]);
  });

  it("are repeated on demand", async () => {
    await connect(QUEUING);
    customerWrites();
    await t.engage.idle();
    t.engage.sdk.conduct.secondsPerPosition = 95;
    t.engage.domain.announceQueue();
    await t.engage.idle();
    expect(news().map((one) => one.estimated_wait_time)).toEqual([30, 95]);
  });

  it("need the option, a routed channel, and a task that somebody can take", async () => {
    await connect();
    customerWrites("Hi", "conv-1", "m-1");
    await connect(QUEUING);
    const { seed, domain } = t.engage;
    const { thread } = customerWrites("Hi", "conv-2", "m-2");
    domain.contents.forEach((content) => {
      content.own_category_ids = [];
    });
    domain.categorizeThread(thread.id, [seed.categories.bot.id]);
    source().channel_id = null;
    domain.announceQueue();
    await t.engage.idle();
    expect(news()).toEqual([]);
  });
});

describe("a poll", () => {
  const AUTHOR = { id: "cust-9", screenname: "Lee", created_at: "2024-05-06", updated_at: "2024-05-06" };
  const message = (id: string) => ({ id, thread_id: "conv-9", author: AUTHOR, body: id, format: "text" });

  it("asks for the declaration, the lists, and pushes what is pending", async () => {
    await connect(OPTIONS, { ...OBJECTS, threads: ["list", "show"] });
    customerWrites();
    receiver.received.length = 0;
    await t.engage.poll(source().id);
    expect(receiver.received.map((one) => [one.body.action, one.body.params])).toEqual([
      ["implementation.info", undefined],
      ["threads.list", { since_id: "conv-77" }],
      ["messages.list", { since_id: "m-1203" }],
    ]);
  });

  it("imports what is listed, oldest first, and ignores what is incomplete", async () => {
    await connect();
    answers["messages.list"] = () => signed([message("m-3"), { id: "m-2" }, message("m-1")], KEY);
    await t.engage.poll(source().id);
    const contents = [...t.engage.domain.contents.values()].filter((one) => one.source_id === source().id);
    expect(contents.map((one) => one.foreign_id)).toEqual(["m-1", "m-3"]);
    expect(paramsOf(receiver.calls("messages.list")[0])).toEqual({});
  });

  it("ends with a list that fails", async () => {
    await connect();
    answers["messages.list"] = () => signed({}, KEY);
    await t.engage.poll(source().id);
    expect(source()).toMatchObject({ status: "error", error_message: "The answer to messages.list is not a list" });
  });
});

it("tells nothing of an agent who closes or defers", async () => {
  await connect();
  const { domain, seed } = t.engage;
  const { thread } = customerWrites();
  const reply = domain.agentReplies(thread.id, seed.agents.ana.id, "Done");
  await t.engage.idle();
  receiver.received.length = 0;
  domain.agentCloses(reply.intervention_id ?? "", seed.agents.ana.id);
  await t.engage.idle();
  expect(receiver.received).toEqual([]);
});

it("stops when the base URI is taken away", async () => {
  await connect();
  t.engage.domain.setBaseUri(source().id, null);
  await agentReplies();
  await t.engage.idle();
  expect(receiver.calls("messages.create")).toEqual([]);
  expect(exported()).toMatchObject([{ synchronization_status: "success" }]);
});
