/** Receive Engage Events against the stand-in of Engage and a server that records what Cognigy's Endpoints would get. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hmac } from "../../harness/hmac";
import {
  bridgeInput,
  channelInput,
  referenceOf,
  SESSION,
  sealed,
  URL_TOKEN,
  USER,
  useNodeLab,
} from "../../harness/nodeLab";
import { verifySeal } from "../../src/core/seal";

const lab = useNodeLab();

interface Delivered {
  path: string;
  body: Record<string, unknown>;
}
const delivered: Delivered[] = [];
/** Statuses of the next answers; 200 when none is left. */
const answers: number[] = [];
let endpoints: Server;
beforeAll(async () => {
  endpoints = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      delivered.push({ path: request.url ?? "", body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(answers.shift() ?? 200).end("{}");
    });
  });
  await new Promise<void>((resolve) => endpoints.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  delivered.length = 0;
  answers.length = 0;
});
afterAll(() => {
  endpoints.closeAllConnections();
  endpoints.close();
});

const connection = () => ({
  ...lab.connection,
  cognigyEndpointUrl: `http://127.0.0.1:${(endpoints.address() as AddressInfo).port}`,
});
const session = { userId: USER, sessionId: SESSION, URLToken: URL_TOKEN };
const ref = () => referenceOf(lab.engage.seed.realtimeAccessToken);
const work = (...items: object[]) => ({
  data: { engageWork: sealed("work", lab.engage.seed.tokens.bot, { version: 1, items }) },
});
/** Agents' words as they were written, unless a test is about their names. */
const run = (input: Record<string, unknown>, config: Record<string, unknown> = {}) =>
  lab.run("receiveEngageEvents", { connection: connection(), agentNames: "off", ...config }, { input });
const agentMessage = (change: object = {}) => ({
  kind: "agentMessage",
  session,
  threadRef: ref(),
  id: "agent-c1",
  text: "Hello from Ana",
  contentId: "c1",
  agentName: "Ana",
  agentId: "desk-agent",
  attachments: [],
  ...change,
});
const bridgedThread = (categoryIds: string[]) =>
  lab.engage.domain.addThread({ sourceId: lab.engage.seed.sources.sdk.id, foreignId: ref(), categoryIds });

/** The customer was handed over once more in the same conversation. */
function handOverAgain(threadId: string) {
  const { id: sourceId, community_id: communityId } = lab.engage.seed.sources.sdk;
  const { id: identityId } = lab.engage.domain.addIdentity({ communityId, foreignId: USER });
  const opening = { body: "A person, please", foreignId: "handover-2", sourceId, threadId, identityId };
  return lab.engage.domain.customerWrites(opening).content;
}

const errorsIn = (logs: readonly { level: string; message: string }[]) =>
  logs.filter(({ level }) => level === "error").map(({ message }) => message);
const verifiedId = (body: unknown) =>
  verifySeal(
    hmac,
    { purpose: "delivery", secret: lab.engage.seed.realtimeAccessToken, sessionId: SESSION },
    body,
    Date.now(),
  );

describe("An agent's message", () => {
  test("is delivered to the customer's Endpoint under seal, and the Flow stops", async () => {
    const { result, nextNode, stopped } = await run(work(agentMessage()));
    expect(delivered).toEqual([
      {
        path: `/notify/${URL_TOKEN}`,
        body: {
          userId: USER,
          sessionId: SESSION,
          ref: ref(),
          text: "Hello from Ana",
          data: {
            engageAgent: { id: "desk-agent", name: "Ana", messageId: "agent-c1" },
            handover: { status: "active" },
          },
          seal: expect.any(String),
        },
      },
    ]);
    expect(verifiedId(delivered[0]?.body)).toBe("agent-c1");
    expect([nextNode, stopped]).toEqual(["onEngageEventHandled", true]);
    expect(result).toEqual({
      status: "handled",
      failed: 0,
      items: [{ kind: "agentMessage", id: "agent-c1", outcome: "done" }],
      calls: 1,
    });
  });

  test("is delivered with the time at which it was written, as an end may overtake it", async () => {
    await run(work(agentMessage({ createdAt: "2026-01-01T10:00:00Z" })));
    expect(delivered[0]?.body.atMs).toBe(Date.UTC(2026, 0, 1, 10));
  });

  test.each<[string, object]>([
    ["by default", { agentNames: undefined }],
    ["where that is chosen", { agentNames: "prefix" }],
    ["also beside the agent's own name and picture", { agentNames: "source", prefixAgentName: true }],
    ["where an older Flow has chosen it", { agentNames: undefined, prefixAgentName: true }],
  ])("carries the agent's name %s", async (_, config) => {
    await run(work(agentMessage()), { ...config });
    expect(delivered[0]?.body.text).toBe("Ana: Hello from Ana");
  });

  test("is the words alone where that is chosen, whatever a hidden field says", async () => {
    await run(work(agentMessage()), { agentNames: "off", prefixAgentName: true });
    expect(delivered[0]?.body.text).toBe("Hello from Ana");
  });

  describe("that is to be shown as the agent's own", () => {
    const asSource = { agentNames: "source" };
    const agentOf = () => Object(delivered[0]?.body.data).engageAgent;
    const first = (avatar_url: string | null) => {
      const { agent } = lab.engage.seed.puppets;
      Object.assign(agent, { avatar_url });
      return agentMessage({ agentId: agent.foreign_id, isFirstOfAgent: true });
    };

    test("says so to the relay, without a request", async () => {
      const { result } = await run(work(agentMessage()), asSource);
      expect(agentOf()).toEqual({ id: "desk-agent", name: "Ana", messageId: "agent-c1", isSource: true });
      expect(delivered[0]?.body.text).toBe("Hello from Ana");
      expect(result.calls).toBe(1);
    });

    test("brings the agent's picture along the first time, for one request", async () => {
      const { result } = await run(work(first("https://images.test/ana.png")), asSource);
      expect(agentOf()).toMatchObject({ isSource: true, avatarUrl: "https://images.test/ana.png" });
      expect(result.calls).toBe(2);
    });

    test.each([["http://images.test/ana.png"], ["javascript:alert(1)"], ['https://x.test/"><b>'], [null]])(
      "shows no picture at %p",
      async (url) => {
        await run(work(first(url)), asSource);
        expect(agentOf()).not.toHaveProperty("avatarUrl");
      },
    );

    test("is delivered although Engage doesn't give the picture", async () => {
      const unknown = agentMessage({ agentId: "66c0000000000000000000ff", isFirstOfAgent: true });
      const { result } = await run(work(unknown), asSource);
      expect(agentOf()).toMatchObject({ isSource: true });
      expect(result).toMatchObject({ status: "handled" });
    });
  });

  test("shows images and plays media in messages of their own; files are files, and links", async () => {
    const attachments = [
      { url: "https://e.example/a.png", type: "image/png", name: "a.png" },
      { url: "https://e.example/b.pdf", type: "application/pdf", name: "b.pdf" },
      { url: "https://e.example/c.mp3?x=1", type: "", name: "" },
    ];
    await run(work(agentMessage({ attachments })));
    expect(delivered.map(({ body }) => [body.text, Object(body.data).attachments])).toEqual([
      ["Hello from Ana", undefined],
      [
        "b.pdf: https://e.example/b.pdf",
        [{ fileName: "b.pdf", mimeType: "application/pdf", size: 0, url: "https://e.example/b.pdf" }],
      ],
      ["", undefined],
      ["", undefined],
    ]);
    expect(delivered.slice(2).map(({ body }) => Object(body.data)._cognigy)).toEqual([
      {
        _default: { _image: { type: "image", imageUrl: "https://e.example/a.png", imageAltText: "a.png" } },
        _webchat: {
          message: { attachment: { type: "image", payload: { url: "https://e.example/a.png", altText: "a.png" } } },
        },
      },
      {
        _default: { _audio: { type: "audio", audioUrl: "https://e.example/c.mp3?x=1", audioAltText: "" } },
        _webchat: {
          message: { attachment: { type: "audio", payload: { url: "https://e.example/c.mp3?x=1", altText: "" } } },
        },
      },
    ]);
    expect(new Set(delivered.map(({ body }) => verifiedId(body)))).toEqual(
      new Set(["agent-c1", "agent-c1-1", "agent-c1-2", "agent-c1-3"]),
    );
  });

  test("with angle brackets is plain text, and escaped for Webchat alone", async () => {
    await run(work(agentMessage({ text: "Press <b>Ctrl</b>" })), { agentNames: "prefix" });
    expect(delivered.map(({ body }) => [body.text, Object(body.data)._cognigy._webchat])).toEqual([
      ["Ana: Press <b>Ctrl</b>", { message: { text: "Ana: Press &lt;b&gt;Ctrl&lt;/b&gt;" } }],
    ]);
  });

  test("that offers a choice is quick replies in the customer's chat, with the text for channels that have none", async () => {
    const structured = { type: "select", items: [{ title: "Yes", payload: "YES" }, { title: "No" }] };
    await run(work(agentMessage({ text: "Sure?", structured })), { agentNames: "prefix" });
    expect(delivered.map(({ body }) => [body.text, Object(body.data)._cognigy])).toMatchObject([
      [
        "",
        {
          _default: {
            _quickReplies: {
              text: "Ana: Sure?",
              quickReplies: [
                { title: "Yes", payload: "YES" },
                { title: "No", payload: "No" },
              ],
              fallbackText: "Ana: Sure?\n1. Yes\n2. No",
            },
          },
        },
      ],
    ]);
  });

  test("that was too large for the work item is read from Engage", async () => {
    const { text: _, ...slim } = agentMessage({ contentId: lab.engage.seed.content.id });
    await run(work(slim));
    expect(delivered[0]?.body.text).toBe("Where is my parcel?");
  });

  test("as HTML is read as text", async () => {
    const { text: _, ...slim } = agentMessage({ contentId: lab.engage.seed.content.id });
    Object.assign(lab.engage.seed.content, { body: "<p>Hello <b>Lee</b></p>", body_input_format: "html" });
    await run(work(slim));
    expect(delivered[0]?.body.text).toBe("Hello Lee");
  });

  test("longer than a message of Cognigy's becomes several, and nothing is cut", async () => {
    const lines = Array.from({ length: 900 }, (_, number) => `Line ${number} 🙂 of a long answer`);
    await run(work(agentMessage({ text: lines.join("\n") })));
    expect(delivered.length).toBeGreaterThan(2);
    expect(delivered.map(({ body }) => body.text).join("\n")).toBe(lines.join("\n"));
    for (const { body } of delivered) {
      expect(String(body.text).length).toBeLessThanOrEqual(10_000);
    }
  });

  test("is told to the agent even if the customer's name cannot be read", async () => {
    answers.push(404);
    lab.engage.faults.inject(
      { kind: "status", status: 403, body: { error: "x", message: "x", status: 403 } },
      { path: /identities/ },
    );
    await run(work(agentMessage()));
    expect(lab.calls()).toContain(`POST /realtime/sdk/${lab.engage.seed.sources.sdk.id}`);
  });

  test("whose text cannot be read is told to the agent as well", async () => {
    const { text: _, ...slim } = agentMessage({ contentId: "unknown" });
    const { result } = await run(work(slim));
    expect(result).toMatchObject({ items: [{ outcome: "failed", error: { code: "not_found" } }] });
    expect(lab.calls()).toContain(`POST /realtime/sdk/${lab.engage.seed.sources.sdk.id}`);
  });

  test("is sent again with the same seal when the Endpoint stumbles", async () => {
    answers.push(503, 429);
    const { result } = await run(work(agentMessage()));
    expect(result.status).toBe("handled");
    expect(delivered).toHaveLength(3);
    expect(new Set(delivered.map(({ body }) => body.seal)).size).toBe(1);
  });

  test("that cannot be delivered is told to the agent in the conversation, not dropped", async () => {
    const { communities } = lab.engage.seed;
    lab.engage.domain.addIdentity({ communityId: communities.sdk.id, foreignId: USER, screenname: "Lee" });
    answers.push(404);
    const { result, logs } = await run(work(agentMessage()), { undeliveredNote: "Not delivered!" });
    expect(result).toMatchObject({
      status: "partlyFailed",
      failed: 1,
      items: [{ outcome: "failed", error: { code: "not_found", hint: expect.stringContaining("Notify") } }],
    });
    expect(lab.sent()).toEqual([
      { call: "GET /identities", query: { foreign_id: USER, source_id: lab.engage.seed.sources.sdk.id } },
      {
        call: `POST /realtime/sdk/${lab.engage.seed.sources.sdk.id}`,
        body: {
          action: "messages.create",
          params: expect.objectContaining({
            author: expect.objectContaining({ id: USER, screenname: "Lee" }),
            id: "undelivered-agent-c1",
            thread_id: ref(),
            body: "Not delivered!",
          }),
        },
      },
    ]);
    expect(JSON.stringify(logs)).not.toContain("Hello from Ana");
    expect(JSON.stringify(logs)).not.toContain(URL_TOKEN);
  });

  test("goes out in order within a conversation", async () => {
    await run(
      work(
        agentMessage({ id: "agent-1", text: "one" }),
        agentMessage({ id: "agent-2", text: "two" }),
        agentMessage({ id: "agent-3", text: "three" }),
      ),
    );
    expect(delivered.map(({ body }) => body.text)).toEqual(["one", "two", "three"]);
  });
});

describe("A queue update", () => {
  const queue = () => ({
    kind: "queue",
    session,
    threadRef: ref(),
    id: "queue-1",
    position: 2,
    estimatedWaitTime: 60_000,
  });

  test("is injected into the customer's Flow", async () => {
    await run(work(queue()));
    expect(delivered).toMatchObject([
      {
        path: `/inject/${URL_TOKEN}`,
        body: { text: "", data: { handover: { status: "queue", position: 2, estimatedWaitTime: 60_000 } } },
      },
    ]);
  });

  test("is also shown by Webchat v3 when asked, where the documents have it and where the widget looks", async () => {
    await run(work(queue()), { showQueue: true });
    expect(delivered.map(({ path }) => path)).toEqual([`/notify/${URL_TOKEN}`, `/inject/${URL_TOKEN}`]);
    const payload = { position: 2, estimatedWaitTime: 60_000, alternativeText: null };
    const event = { _cognigy: { _webchat3: { type: "queueUpdate", payload } } };
    expect(delivered[0]?.body.data).toMatchObject({ ...event, data: event });
  });

  test.each([
    ["is told to the handover in whose second it happened", "2026-01-05T08:00:00Z", ["queue"]],
    ["isn't told to the next handover", "2026-01-05T08:00:01Z", []],
  ])("that nobody took it, and that comes late, %s", async (_, openedAt, told) => {
    const thread = bridgedThread([lab.engage.seed.categories.agent.id]);
    handOverAgain(thread.id).created_at = openedAt;
    const atMs = Date.parse("2026-01-05T08:00:00.500Z");
    const update = { status: "queue", event: "nobodyTookIt" };
    await run(work({ kind: "bridgeUpdate", threadId: thread.id, id: "e", atMs, isAssumed: true, update }));
    expect(delivered.map(({ body }) => Object(body.data).handover.status)).toEqual(told);
  });
});

describe("The end of a bridged handover", () => {
  const ended = (threadId: string) =>
    work({ kind: "bridgeUpdate", threadId, id: "event-1", update: { status: "completed" } });

  test("tells the customer's Flow first, then returns the conversation to the bot", async () => {
    const { categories } = lab.engage.seed;
    const thread = bridgedThread([categories.agent.id]);
    const { result } = await run(ended(thread.id));
    expect(delivered).toMatchObject([
      { path: `/inject/${URL_TOKEN}`, body: { ref: ref(), data: { handover: { status: "completed" } } } },
    ]);
    expect(lab.calls()).toEqual([
      `GET /content_threads/${thread.id}`,
      `GET /content_threads/${thread.id}`,
      `PUT /content_threads/${thread.id}/update_categories`,
    ]);
    expect(thread.thread_category_ids).toEqual([categories.bot.id]);
    expect(result.status).toBe("handled");
  });

  /** A tree that Engage does not route by, and a category in it. */
  const addLabel = () => {
    const root = lab.engage.domain.addCategory({ name: "Topics", non_routable: true });
    return lab.engage.domain.addCategory({ name: "Complaint", parent_id: root.id }).id;
  };

  test.each<[string, (ids: { agent: string; billing: string }) => string[]]>([
    ["the Handover node's own category", ({ billing }) => [billing]],
    ["several of it", ({ agent, billing }) => [agent, billing]],
    ["the one that an agent put in its place", ({ billing }) => [billing]],
  ])("takes %s away, so that the bot alone has it; a label stays", async (_, toIds) => {
    const { agent, billing, bot } = lab.engage.seed.categories;
    const label = addLabel();
    const thread = bridgedThread([label, ...toIds({ agent: agent.id, billing: billing.id })]);
    await run(ended(thread.id));
    expect(lab.sent().slice(1)).toEqual([
      { call: `GET /content_threads/${thread.id}` },
      { call: "GET /categories", query: { offset: "0", limit: "150" } },
      { call: `GET /content_threads/${thread.id}` },
      {
        call: `PUT /content_threads/${thread.id}/update_categories`,
        body: { "thread_category_ids[]": [label, bot.id] },
      },
    ]);
    expect(thread.thread_category_ids).toEqual([label, bot.id]);
  });

  test("keeps categories that the node names, without a look at the catalogue", async () => {
    const { agent, billing, bot } = lab.engage.seed.categories;
    const thread = bridgedThread([billing.id, agent.id]);
    await run(ended(thread.id), { keepCategoryIds: [billing.id] });
    expect(lab.calls()).not.toContain("GET /categories");
    expect(thread.thread_category_ids).toEqual([billing.id, bot.id]);
  });

  test("leaves nobody but the bot with it when Engage does not say which categories are labels", async () => {
    const { billing, bot } = lab.engage.seed.categories;
    const thread = bridgedThread([addLabel(), billing.id]);
    const body = { error: "forbidden", message: "Forbidden", status: 403 };
    lab.engage.faults.inject({ kind: "status", status: 403, body }, { path: /\/categories/ });
    const { logs } = await run(ended(thread.id));
    expect(thread.thread_category_ids).toEqual([bot.id]);
    expect(logs).toContainEqual({ level: "warn", message: expect.stringContaining("labels") });
  });

  test("leaves the bot's own categories alone when nobody had it", async () => {
    const { billing, bot } = lab.engage.seed.categories;
    const thread = bridgedThread([billing.id, bot.id]);
    await run(ended(thread.id));
    expect(lab.calls()).not.toContain(`PUT /content_threads/${thread.id}/update_categories`);
    expect(thread.thread_category_ids).toEqual([billing.id, bot.id]);
  });

  test.each<[string, "bot" | "agent", string[]]>([
    ["is reported where the bot has it again", "bot", ["completed"]],
    ["isn't where agents have it: the message was older than their category", "agent", []],
  ])("that only the customer's message shows %s", async (_, holder, told) => {
    const thread = bridgedThread([lab.engage.seed.categories[holder].id]);
    const update = { status: "completed", ended: "returnedByCategory" };
    await run(work({ kind: "bridgeUpdate", threadId: thread.id, id: "e", isAssumed: true, update }));
    expect(delivered.map(({ body }) => Object(body.data).handover.status)).toEqual(told);
    expect(thread.thread_category_ids).toEqual([lab.engage.seed.categories[holder].id]);
  });

  test("that comes only after the customer was handed over again leaves that handover alone", async () => {
    const { categories } = lab.engage.seed;
    const thread = bridgedThread([categories.agent.id]);
    handOverAgain(thread.id);
    await run(
      work({
        kind: "bridgeUpdate",
        threadId: thread.id,
        id: "e",
        atMs: Date.now() - 60_000,
        update: { status: "completed" },
      }),
    );
    expect(lab.calls()).toEqual([`GET /content_threads/${thread.id}`, "GET /contents"]);
    expect(delivered).toEqual([]);
    expect(thread.thread_category_ids).toContain(categories.agent.id);
  });

  test("that happened in the same second as the next handover leaves that one alone: Engage tells no fractions", async () => {
    const thread = bridgedThread([lab.engage.seed.categories.agent.id]);
    handOverAgain(thread.id).created_at = "2026-01-05T08:00:00Z";
    const atMs = Date.parse("2026-01-05T08:00:00.999Z");
    await run(work({ kind: "bridgeUpdate", threadId: thread.id, id: "e", atMs, update: { status: "completed" } }));
    expect(delivered).toEqual([]);
  });

  test("is told although Engage stumbles over the reading, as nobody else tells it", async () => {
    const thread = bridgedThread([lab.engage.seed.categories.agent.id]);
    lab.engage.faults.inject({ kind: "status", status: 500 }, { path: /\/content_threads\// });
    await run(ended(thread.id));
    expect(delivered).toMatchObject([
      { path: `/inject/${URL_TOKEN}`, body: { data: { handover: { status: "completed" } } } },
    ]);
    expect(thread.thread_category_ids).toEqual([lab.engage.seed.categories.bot.id]);
  });

  test("is told late rather than not at all when Engage does not say whether it is overtaken", async () => {
    const thread = bridgedThread([lab.engage.seed.categories.agent.id]);
    lab.engage.faults.inject({ kind: "status", status: 500 }, { path: /\/contents$/ });
    const update = { status: "completed" };
    await run(work({ kind: "bridgeUpdate", threadId: thread.id, id: "e", atMs: Date.now() - 60_000, update }));
    expect(delivered).toMatchObject([{ path: `/inject/${URL_TOKEN}`, body: { data: { handover: update } } }]);
    expect(thread.thread_category_ids).toEqual([lab.engage.seed.categories.bot.id]);
  });

  test("is asked for once each while Engage refuses for longer than the node has, however many end at once", async () => {
    const body = { error: "rate_limit_exceeded", message: "Rate limit exceeded", status: 429 };
    const refusal = { kind: "status", status: 429, body, headers: { "retry-after": "30" } } as const;
    lab.engage.faults.inject(refusal, { times: Number.POSITIVE_INFINITY });
    const update = { status: "completed" };
    const ends = Array.from({ length: 10 }, (_, index) => ({
      kind: "bridgeUpdate",
      threadId: `thread-${index}`,
      id: `event-${index}`,
      update,
    }));
    const { result, durationMs } = await run(work(...ends));
    expect(lab.calls().length).toBeLessThanOrEqual(10);
    expect(durationMs).toBeLessThan(5_000);
    expect(result).toMatchObject({ status: "partlyFailed", failed: 10 });
    expect(result.items).toEqual(
      ends.map(({ id }) => expect.objectContaining({ id, error: expect.objectContaining({ code: "rate_limited" }) })),
    );
  });

  test("is told with the time at which it happened", async () => {
    const thread = bridgedThread([]);
    await run(
      work({ kind: "bridgeUpdate", threadId: thread.id, id: "e", atMs: 1_000, update: { status: "completed" } }),
    );
    expect(delivered[0]?.body.atMs).toBe(1_000);
  });

  test("leaves it with the agents when asked", async () => {
    const thread = bridgedThread([lab.engage.seed.categories.agent.id]);
    await run(ended(thread.id), { afterHandover: "stayWithAgents" });
    expect(lab.calls()).toEqual([`GET /content_threads/${thread.id}`]);
  });

  test("is nothing to do for a thread that is not ours", async () => {
    const { result, logs } = await run(ended(lab.engage.seed.thread.id));
    expect(result).toMatchObject({ status: "handled", items: [{ outcome: "nothingToDo" }] });
    expect(logs).toContainEqual(
      expect.objectContaining({
        level: "warn",
        message: expect.stringContaining("names no session of this Connection"),
      }),
    );
    expect(delivered).toEqual([]);
  });
});

describe("The import of a handover that was pending", () => {
  const imported = (threadId: string, categoryIds: string[] = []) =>
    work({ kind: "imported", threadId, contentId: "c1", id: "event-1", categoryIds });

  test("is recategorised now", async () => {
    const { categories } = lab.engage.seed;
    const thread = bridgedThread([categories.bot.id]);
    const { result } = await run(imported(thread.id));
    expect(thread.thread_category_ids).toEqual([categories.agent.id]);
    expect(result).toMatchObject({ items: [{ kind: "imported", outcome: "done" }] });
  });

  test("goes to those whom the Handover node named", async () => {
    const { categories } = lab.engage.seed;
    const thread = bridgedThread([categories.bot.id]);
    await run(imported(thread.id, [categories.billing.id]));
    expect(thread.thread_category_ids).toEqual([categories.billing.id]);
  });

  test("finishes a conversation that Engage gave no category", async () => {
    const { categories } = lab.engage.seed;
    const thread = bridgedThread([]);
    const { result } = await run(imported(thread.id, [categories.billing.id]));
    expect(thread.thread_category_ids).toEqual([categories.billing.id]);
    expect(result).toMatchObject({ items: [{ kind: "imported", outcome: "done" }] });
  });

  test("leaves a conversation alone that others than the usual agents have by now", async () => {
    const { categories } = lab.engage.seed;
    const thread = bridgedThread([categories.billing.id]);
    const { result } = await run(imported(thread.id));
    expect(result).toMatchObject({ items: [{ outcome: "nothingToDo" }] });
    expect(thread.thread_category_ids).toEqual([categories.billing.id]);
  });

  test("is left alone when it's announced late, and an agent has answered and given it back since", async () => {
    const { categories, agents } = lab.engage.seed;
    const thread = bridgedThread([categories.bot.id]);
    handOverAgain(thread.id);
    lab.engage.domain.agentReplies(thread.id, agents.ana.id, "Good morning");
    const atMs = Date.now() - 30_000;
    const item = { kind: "imported", threadId: thread.id, contentId: "c1", id: "event-1", atMs, categoryIds: [] };
    const { result } = await run(work(item));
    expect(result).toMatchObject({ items: [{ outcome: "nothingToDo" }] });
    expect(thread.thread_category_ids).toEqual([categories.bot.id]);
  });

  test("needs nothing when the handover was quick enough", async () => {
    const thread = bridgedThread([lab.engage.seed.categories.agent.id]);
    const { result } = await run(imported(thread.id));
    expect(result).toMatchObject({ items: [{ outcome: "nothingToDo" }], calls: 1 });
  });
});

describe("What came in a batch on route channel", () => {
  test("goes into the customer's own session on the hub's Endpoint, under the hub's seal", async () => {
    const data = { engage: { route: "channel", threadId: "t1", private: true, structuredContent: ["select"] } };
    await run(
      work({
        kind: "customerMessage",
        userId: "identity-1",
        sessionId: "t1",
        id: "event-1",
        text: "Hi",
        contentId: "c1",
        data,
      }),
    );
    expect(delivered).toMatchObject([
      {
        path: `/inject/${URL_TOKEN}`,
        body: {
          userId: "identity-1",
          sessionId: "t1",
          text: "Hi",
          data: { ...data, replyTarget: { contentId: "c1", isPrivate: true, capabilities: ["select"] } },
        },
      },
    ]);
    const context = { purpose: "delivery", secret: lab.engage.seed.tokens.bot, sessionId: "t1" };
    expect(verifySeal(hmac, context, delivered[0]?.body, Date.now())).toBe("event-1");
  });

  test("brings its files", async () => {
    const { content } = lab.engage.seed;
    const attachment = {
      id: "f1",
      content_type: "image/png",
      size: 3,
      filename: "a.png",
      url: "https://e.example/attachments/f1?access_token=x",
    };
    lab.engage.faults.inject(
      { kind: "garbage", body: JSON.stringify({ id: content.id, body: "Look", attachments: [attachment] }) },
      { path: /contents/ },
    );
    await run(
      work({
        kind: "customerMessage",
        userId: "i1",
        sessionId: "t1",
        id: "event-3",
        text: "Look",
        contentId: content.id,
        hasAttachment: true,
        data: {},
      }),
    );
    expect(delivered).toMatchObject([
      {
        body: {
          data: {
            attachments: [
              { id: "f1", fileName: "a.png", mimeType: "image/png", size: 3, url: "https://e.example/attachments/f1" },
            ],
          },
        },
      },
    ]);
  });

  test("carries updates as well", async () => {
    await run(
      work({
        kind: "channelUpdate",
        userId: "identity-1",
        sessionId: "t1",
        id: "event-2",
        update: { status: "completed" },
        data: { threadId: "t1" },
      }),
    );
    expect(delivered).toMatchObject([
      { body: { text: "", data: { engage: { threadId: "t1" }, handover: { status: "completed" } } } },
    ]);
  });

  test.each([
    ["words first: what may be no news is looked into afterwards", "queue", ["Hi", ""]],
    ["an end before the words that follow it", "completed", ["", "Hi"]],
  ])("brings %s", async (_, status, texts) => {
    const { thread, categories } = lab.engage.seed;
    thread.thread_category_ids = [categories.agent.id];
    const place = { userId: "identity-1", sessionId: thread.id, data: {} };
    const [news, words] = [
      { kind: "channelUpdate", ...place, id: "event-1", isAssumed: true, update: { status } },
      { kind: "customerMessage", ...place, id: "event-2", text: "Hi", contentId: "c1" },
    ];
    await run(work(news, words));
    expect(delivered.map(({ body }) => body.text)).toEqual(texts);
  });
});

describe("Work that is not ours", () => {
  test.each<[string, () => Record<string, unknown>]>([
    ["unsealed", () => ({ data: { engageWork: { version: 1, items: [agentMessage()] } } })],
    [
      "sealed by another token",
      () => ({ data: { engageWork: sealed("work", "other", { version: 1, items: [agentMessage()] }) } }),
    ],
    [
      "sealed for another session",
      () => ({
        data: {
          engageWork: sealed(
            "work",
            lab.engage.seed.tokens.bot,
            { version: 1, items: [agentMessage()] },
            { sessionId: "x" },
          ),
        },
      }),
    ],
    [
      "sealed for another purpose",
      () => ({
        data: { engageWork: sealed("engage", lab.engage.seed.tokens.bot, { version: 1, items: [agentMessage()] }) },
      }),
    ],
    [
      "expired",
      () => ({
        data: {
          engageWork: sealed(
            "work",
            lab.engage.seed.tokens.bot,
            { version: 1, items: [agentMessage()] },
            { ageMs: 600_000 },
          ),
        },
      }),
    ],
  ])("is not carried out: %s", async (_, input) => {
    const { result, nextNode, stopped, logs } = await run(input());
    expect([result.status, nextNode, stopped]).toEqual(["notFromEngage", undefined, false]);
    expect(delivered).toEqual([]);
    expect(errorsIn(logs)).toEqual([expect.stringContaining("configuration: work of engage-hub fails verification")]);
  });

  test("is told apart when a newer hub made it", async () => {
    const { result, logs } = await run(work({ kind: "fromTheFuture", id: "x" }));
    expect(result).toMatchObject({ status: "partlyFailed", failed: 1, items: [{ outcome: "unknownItem" }] });
    expect(errorsIn(logs)).toEqual([expect.stringContaining("1 item(s) of engage-hub are not known here")]);
  });
});

test("A result that the platform would refuse for its size keeps what is not a list", async () => {
  const { result } = await run(work(...Array.from({ length: 1_500 }, () => ({ kind: "new" }))));
  expect(result).toEqual({ status: "partlyFailed", failed: 1_500, calls: 0, truncated: true });
});

describe("A customer's message on route channel", () => {
  test("goes on to the bot after an intervention was opened", async () => {
    const { content } = lab.engage.seed;
    const { result, nextNode, stopped, outputs } = await run(channelInput(lab));
    expect(lab.sent()).toEqual([{ call: "POST /interventions", body: { content_id: content.id } }]);
    // The hub is to know that it is no agent's.
    const [intervention] = [...lab.engage.domain.interventions.values()];
    const opened = { action: "opened", interventionId: intervention?.id, userId: lab.engage.seed.users.bot.id };
    expect(outputs).toMatchObject([{ text: "", data: { _engage: opened } }]);
    expect([nextNode, stopped]).toEqual(["onCustomerMessage", false]);
    expect(result).toMatchObject({
      status: "customerMessage",
      contentId: content.id,
      interventionId: expect.any(String),
    });
  });

  test.each([
    ["one is open", { interventionId: "i1" }, {}],
    ["the setting says so", {}, { openIntervention: "never" }],
  ])("costs no request when %s", async (_, change, config) => {
    const { nextNode } = await run(channelInput(lab, change), config);
    expect(nextNode).toBe("onCustomerMessage");
    expect(lab.sent()).toEqual([]);
  });

  test.each([422, 403, 500])("goes on although Engage refuses the intervention with %d", async (status) => {
    lab.engage.faults.inject({ kind: "status", status, body: { error: "x", message: "x", status } }, { times: 9 });
    const { result, nextNode } = await run(channelInput(lab));
    expect(nextNode).toBe("onCustomerMessage");
    expect(result).toMatchObject({ status: "customerMessage", interventionId: null, notOpened: expect.any(String) });
  });
});

describe("A handover update on route channel", () => {
  const update = (change: object) => {
    const input = channelInput(lab);
    return {
      ...input,
      data: { ...Object(input.data), handover: sealed("handover", lab.engage.seed.tokens.bot, change) },
    };
  };

  test.each([
    ["returnToBot", "returnedToBot", (seed: typeof lab.engage.seed) => [seed.categories.bot.id]],
    ["stayWithAgents", "stayedWithAgents", (seed: typeof lab.engage.seed) => [seed.categories.agent.id]],
    ["closeThread", "closed", (seed: typeof lab.engage.seed) => [seed.categories.bot.id]],
  ])("does at the end what the setting %s says", async (afterHandover, afterwards, expected) => {
    const { thread, categories } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
    const { result, nextNode, input } = await run(update({ status: "completed", agentId: "ana" }), { afterHandover });
    expect(nextNode).toBe("onHandoverUpdate");
    expect(result).toMatchObject({ status: "handoverUpdate", handover: "completed", afterwards });
    expect(input.handover).toMatchObject({ status: "completed", agentId: "ana" });
    expect(thread.thread_category_ids).toEqual(expected(lab.engage.seed));
  });

  test("does nothing in between", async () => {
    const { result, input } = await run(update({ status: "queue", position: 3, estimatedWaitTime: 1000 }));
    expect(result).toMatchObject({ handover: "queue", afterwards: null, calls: 0 });
    expect(input.handover).toMatchObject({ status: "queue", data: { position: 3, estimatedWaitTime: 1000 } });
  });

  test.each<[string, (seed: typeof lab.engage.seed) => string[]]>([
    ["the Handover node's own category", ({ categories }) => [categories.billing.id]],
    ["several", ({ categories }) => [categories.billing.id, categories.agent.id]],
  ])("takes %s away at the end", async (_, toIds) => {
    const { thread, categories } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, toIds(lab.engage.seed));
    const { result } = await run(update({ status: "completed" }));
    expect(result).toMatchObject({ afterwards: "returnedToBot", calls: 4 });
    expect(thread.thread_category_ids).toEqual([categories.bot.id]);
  });

  test("tells the Flow all the same when Engage refuses what shall be done", async () => {
    lab.engage.faults.inject(
      { kind: "status", status: 403, body: { error: "x", message: "x", status: 403 } },
      { times: 9 },
    );
    const { result, nextNode } = await run(update({ status: "completed" }));
    expect(nextNode).toBe("onHandoverUpdate");
    expect(result).toMatchObject({ handover: "completed", afterwards: "failed", error: { code: "forbidden" } });
  });
});

describe("In a Flow that serves Webchat too", () => {
  test("a customer's message takes no exit", async () => {
    const { result, nextNode } = await run(bridgeInput(lab));
    expect([result.status, nextNode]).toEqual(["notFromEngage", undefined]);
  });

  test("an update takes the exit for updates, and costs no request", async () => {
    const handover = sealed("handover", lab.engage.seed.realtimeAccessToken, { status: "completed" });
    const { result, nextNode } = await run({ data: { handover } });
    expect(nextNode).toBe("onHandoverUpdate");
    expect(result).toMatchObject({ handover: "completed", afterwards: null, calls: 0 });
  });
});
