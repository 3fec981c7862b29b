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
import type { NodeRun } from "../../sandbox/cognigy/NodeRun";
import { verifySeal } from "../../src/core/seal";
import { readSessionReference } from "../../src/protocol/sessionReference";

const lab = useNodeLab();
type Seed = typeof lab.engage.seed;

const handOver = (config: Record<string, unknown> = {}, rest: Parameters<typeof lab.run>[2] = {}) =>
  lab.run("handoverToRingCentral", { acceptedMessage: "You are being connected.", ...config }, { ...rest });

const nobodyThere = ({ agents, channels }: Seed) => {
  for (const channel of Object.values(channels)) {
    lab.engage.domain.setPresence(agents.ana.id, channel.id, { status: "away" });
  }
};

describe("Handover on route channel", () => {
  const run = (config: Record<string, unknown> = {}) => handOver(config, { input: channelInput(lab) });

  test("reads the thread and the agents at the same time, then writes the new set", async () => {
    const { thread, categories, sources } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.billing.id, categories.bot.id]);
    lab.engage.exchanges.length = 0;

    const { result, nextNode, outputs, apiCalls } = await run({ additionalCategoryIds: [categories.billing.id] });

    const sent = lab.sent();
    expect(sent.slice(0, 2)).toEqual(
      expect.arrayContaining([
        { call: `GET /content_threads/${thread.id}` },
        {
          call: "GET /status",
          query: { "source_ids[]": [sources.messaging.id], "category_ids[]": [categories.agent.id] },
        },
      ]),
    );
    expect(sent.slice(2)).toEqual([
      {
        call: `PUT /content_threads/${thread.id}/update_categories`,
        body: { "thread_category_ids[]": [categories.billing.id, categories.agent.id] },
      },
    ]);
    expect(nextNode).toBe("onHandedOver");
    expect(outputs).toEqual([{ text: "You are being connected.", data: {} }]);
    expect(result).toEqual({
      status: "handedOver",
      route: "channel",
      threadId: thread.id,
      agents: { online: 2, available: 1, busy: 0, full: 0, away: 1, counted: 1 },
      categoriesBefore: [categories.billing.id, categories.bot.id],
      categoriesAfter: [categories.billing.id, categories.agent.id],
      calls: 3,
    });
    expect(apiCalls.map(({ name }) => name)).toEqual(["output", "addToInput", "setNextNode"]);
  });

  test("does not wait for the thread before it asks for the agents", async () => {
    const { thread } = lab.engage.seed;
    lab.engage.faults.inject({ kind: "delay", ms: 300 }, { path: /content_threads/ });
    await run();
    const [read, status] = [/content_threads/, /status/].map((path) =>
      lab.engage.exchanges.find((exchange) => path.test(exchange.path)),
    );
    expect(read?.path).toBe(`/1.0/content_threads/${thread.id}`);
    expect(status?.startedAt).toBeLessThan(read?.endedAt ?? 0);
  });

  test("costs two calls without the availability check", async () => {
    const { result } = await run({ checkAvailability: false });
    expect(result).toMatchObject({ status: "handedOver", agents: null, calls: 2 });
  });

  test("has nothing to write when agents have the conversation already", async () => {
    const { thread, categories } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
    const { result, nextNode } = await run({ checkAvailability: false });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({ status: "alreadyHandedOver", calls: 1 });
  });

  test("leaves everything as it is when nobody is there", async () => {
    nobodyThere(lab.engage.seed);
    const { result, nextNode, outputs } = await run();
    expect(nextNode).toBe("onNoAgentAvailable");
    expect(outputs).toEqual([]);
    expect(result).toMatchObject({ status: "noAgentAvailable", agents: { counted: 0, away: 2 }, calls: 2 });
    expect(lab.engage.seed.thread.thread_category_ids).toEqual([lab.engage.seed.categories.bot.id]);
  });

  test.each([
    ["channel of the choice", { channelId: "66a000000000000c4a000002" }, "onNoAgentAvailable"],
    ["channel by its name", { channelName: "async" }, "onHandedOver"],
    ["statuses that count", { channelId: "66a000000000000c4a000002", availabilityRule: "online" }, "onHandedOver"],
  ])("looks at the %s", async (_, config, exit) => {
    const { agents, channels } = lab.engage.seed;
    lab.engage.domain.setPresence(agents.ana.id, channels.realtime.id, { status: "away" });
    expect((await run(config)).nextNode).toBe(exit);
  });

  test("goes ahead when the token may not see agents: unknown is not unavailable", async () => {
    const { tokens, thread } = lab.engage.seed;
    const connection = { ...lab.connection, accessToken: tokens.limited };
    const { result, nextNode } = await run({ connection, threadId: thread.id });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      agents: { unknown: { code: "forbidden", hint: expect.stringContaining("monitor_tasks") } },
    });
  });

  test.each(["Forbidden", "", { message: "No" }])(
    "goes ahead when Engage refuses to show agents with %j",
    async (body) => {
      lab.engage.faults.inject({ kind: "status", status: 403, body }, { path: /\/status/ });
      const { result, nextNode } = await run();
      expect(nextNode).toBe("onHandedOver");
      expect(result).toMatchObject({ status: "handedOver", agents: { unknown: { code: "forbidden" } } });
    },
  );

  test("takes the Agent category of the node instead of the Connection's, and keeps the Bot category when asked", async () => {
    const { categories, thread } = lab.engage.seed;
    const { result } = await run({
      agentCategory: categories.billing.id,
      keepBotCategory: true,
      checkAvailability: false,
    });
    expect(result).toMatchObject({ categoriesAfter: [categories.bot.id, categories.billing.id] });
    expect(thread.thread_category_ids).toEqual([categories.bot.id, categories.billing.id]);
  });

  test("reads again and decides again when Engage is at work on the thread", async () => {
    const { thread, categories } = lab.engage.seed;
    lab.engage.domain.lockThread(thread.id, { times: 1 });
    const { result } = await run({ checkAvailability: false });
    expect(result).toMatchObject({ status: "handedOver", categoriesAfter: [categories.agent.id], calls: 4 });
  });

  test("works with a named thread, whose source it then reads first", async () => {
    const { thread, sources } = lab.engage.seed;
    const { result } = await handOver({ threadId: thread.id }, { input: { endpointType: "ringCentralEngage" } });
    expect(result).toMatchObject({ status: "handedOver", route: "channel" });
    expect(lab.sent()[1]).toMatchObject({ call: "GET /status", query: { "source_ids[]": [sources.messaging.id] } });
  });

  test("stores in the context when asked", async () => {
    const { context, input } = await run({ storeLocation: "context", contextKey: "handover.last" });
    expect(context).toMatchObject({ handover: { last: { status: "handedOver" } } });
    expect(input).not.toHaveProperty("engageHandover");
  });
});

describe("Handover on route bridge", () => {
  const run = (config: Record<string, unknown> = {}, rest: Parameters<typeof lab.run>[2] = {}) =>
    handOver(config, { ...rest, input: { ...bridgeInput(lab), ...rest.input } });

  test("opens a conversation in Engage, recategorises it and tells the relay", async () => {
    const { sources, categories, realtimeAccessToken } = lab.engage.seed;
    const transcript = [
      { source: "user" as const, text: "My parcel is late" },
      { source: "bot" as const, text: "Let me see" },
    ];
    const profile = { firstname: "Lee", email: "lee@example.com", gender: "female", tier: "gold" };
    const { result, nextNode, outputs, apiCalls } = await run(
      { contextData: { order_no: 42 } },
      { transcript, profile },
    );

    const ref = referenceOf(realtimeAccessToken);
    expect(ref.length).toBeLessThanOrEqual(255);
    expect(readSessionReference(hmac, realtimeAccessToken, ref)).toEqual({
      userId: USER,
      sessionId: SESSION,
      URLToken: URL_TOKEN,
    });
    const [availability, opening, look, ...rest] = lab.sent();
    expect(availability).toEqual({
      call: "GET /status",
      query: { "source_ids[]": [sources.sdk.id], "category_ids[]": [categories.agent.id] },
    });
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(opening).toEqual({
      call: `POST /realtime/sdk/${sources.sdk.id}`,
      body: {
        action: "messages.create",
        params: {
          id: "handover-input-1",
          thread_id: ref,
          body: "Customer: My parcel is late\nBot: Let me see\n\nHi",
          format: "text",
          actions: ["show", "reply"],
          language: "en",
          created_at: iso,
          context_data: { "order-no": "42" },
          author: {
            id: USER,
            screenname: "Lee",
            firstname: "Lee",
            email: "lee@example.com",
            gender: "woman",
            puppetizable: false,
            created_at: iso,
            updated_at: iso,
            context_data: { tier: "gold" },
          },
        },
      },
    });
    expect(look).toEqual({ call: "GET /content_threads", query: { q: `foreign:"${ref}" source:"${sources.sdk.id}"` } });
    const thread = [...lab.engage.domain.threads.values()].find(({ foreign_id }) => foreign_id === ref);
    expect(rest).toEqual([
      { call: `GET /content_threads/${thread?.id}` },
      {
        call: `PUT /content_threads/${thread?.id}/update_categories`,
        body: { "thread_category_ids[]": [categories.agent.id] },
      },
    ]);
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      route: "bridge",
      threadId: thread?.id,
      messageId: "handover-input-1",
      categoriesAfter: [categories.agent.id],
    });
    // The whole one contains the token of the customer's Endpoint, and whatever a Flow stores may be logged.
    expect(result.reference).toBe(`c1…${ref.slice(-16)}`);
    expect(apiCalls.map(({ name }) => name)).toEqual([
      "getConversationTranscript",
      "output",
      "addToInput",
      "setNextNode",
    ]);

    expect(outputs).toEqual([
      {
        text: "You are being connected.",
        data: {
          _engage: expect.objectContaining({ version: 1, action: "start", ref, handoverId: "handover-input-1" }),
        },
      },
    ]);
    const control: unknown = Object(outputs[0]?.data)._engage;
    expect(
      verifySeal(hmac, { purpose: "control", secret: realtimeAccessToken, sessionId: SESSION }, control, Date.now()),
    ).toEqual(expect.any(String));
  });

  test("that is not the first one in a session loses no category, although the search lags behind", async () => {
    const { categories, sources, realtimeAccessToken } = lab.engage.seed;
    const foreignId = referenceOf(realtimeAccessToken);
    const categoryIds = [categories.billing.id, categories.bot.id];
    const thread = lab.engage.domain.addThread({ sourceId: sources.sdk.id, foreignId, categoryIds });
    const stale = { id: thread.id, source_id: sources.sdk.id, foreign_id: foreignId, thread_category_ids: [] };
    const body = { count: 1, limit: 30, offset: 0, records: [stale] };
    lab.engage.faults.inject({ kind: "status", status: 200, body }, { path: /content_threads$/ });
    const { result } = await run({ checkAvailability: false });
    expect(result).toMatchObject({ status: "handedOver", categoriesBefore: categoryIds });
    expect(thread.thread_category_ids).toEqual([categories.billing.id, categories.agent.id]);
  });

  test("has the agent see the customer's words in a conversation with the Agent category", async () => {
    await run({ openingMessage: "About my parcel", transcriptTurns: 0 });
    const [content] = [...lab.engage.domain.contents.values()].slice(-1);
    expect(content).toMatchObject({ body: "About my parcel", status: expect.stringMatching(/new|assigned/) });
    expect(lab.engage.domain.threads.get(content?.thread_id ?? "")).toMatchObject({
      thread_category_ids: [lab.engage.seed.categories.agent.id],
    });
  });

  test("sends the same message again when the first answer was lost, and Engage has it once", async () => {
    lab.engage.faults.inject({ kind: "reset", after: "after" }, { path: /realtime/ });
    const { result } = await run();
    expect(result.status).toBe("handedOver");
    const ids = lab
      .sent()
      .filter(({ call }) => call.includes("realtime"))
      .map(({ body }) => (body as { params: { id: string } }).params.id);
    expect(ids).toEqual(["handover-input-1", "handover-input-1"]);
    expect(
      [...lab.engage.domain.contents.values()].filter(({ foreign_id }) => foreign_id === "handover-input-1"),
    ).toHaveLength(1);
  });

  test("has another message for another input", async () => {
    const { result } = await run({}, { input: { inputId: "input-2" } });
    expect(result).toMatchObject({ messageId: "handover-input-2" });
  });

  test("sends no message when nobody is there", async () => {
    nobodyThere(lab.engage.seed);
    const { nextNode, outputs } = await run();
    expect(nextNode).toBe("onNoAgentAvailable");
    expect(outputs).toEqual([]);
    expect(lab.calls()).toEqual(["GET /status"]);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["is switched off", { sendProfile: false }, { firstname: "Lee" }],
    ["may not be collected", {}, { firstname: "Lee", prevent_data_collection: true }],
    ["may not be collected, in another form", {}, { firstname: "Lee", preventDataCollection: "yes" }],
    ["needs a consent, says the node in another form", { onlyWithConsent: "enabled" }, { firstname: "Lee" }],
    ["needs a consent that is missing", { onlyWithConsent: true }, { firstname: "Lee", accepted_gdpr: false }],
  ])("sends no profile that %s", async (_, config, profile) => {
    await run(config, { profile });
    expect(JSON.stringify(lab.sent())).not.toContain("Lee");
    expect(lab.sent()[1]).toMatchObject({ body: { params: { author: { id: USER, screenname: "Customer" } } } });
  });

  test("copes with a profile of nested objects, emoji, 100 KB values and __proto__ keys", async () => {
    const profile = JSON.parse(
      `{"firstname":"🙂","nested":{"deep":{"list":[1,{"a":2}]}},"long":"${"x".repeat(100_000)}","__proto__":{"polluted":"yes"}}`,
    );
    const { result } = await run({}, { profile });
    expect(result.status).toBe("handedOver");
    expect(lab.sent()[1]).toMatchObject({
      body: {
        params: {
          author: { firstname: "🙂", context_data: { "nested-deep-list": ["1", '{"a":2}'], "proto-polluted": "yes" } },
        },
      },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ["is missing", {}],
    ["was sealed for another session", { engageRelay: { version: 1, handover: "off", seal: "x" } }],
    ["was made by the customer", { engageRelay: { version: 1, handover: "off" } }],
  ])("sends nothing when the relay's mark %s: the bot would talk over the agent", async (_, data) => {
    const { result, nextNode } = await handOver({}, { input: { data } });
    expect(nextNode).toBe("onHandoverError");
    expect(result).toMatchObject({ status: "error", error: { code: "relay_missing" }, calls: 0 });
    expect(lab.sent()).toEqual([]);
  });

  test("sends nothing when the relay's mark is expired or foreign", async () => {
    const { realtimeAccessToken } = lab.engage.seed;
    for (const change of [{ ageMs: 6 * 60_000 }, { sessionId: "other" }]) {
      const data = { engageRelay: sealed("relay", realtimeAccessToken, { version: 1, handover: "off" }, change) };
      const { result, logs } = await handOver({}, { input: { data } });
      expect(result).toMatchObject({ error: { code: "relay_missing" } });
      expect(logs.map(({ message }) => message).join("\n")).toContain("input.data.engageRelay carries no seal");
    }
  });

  test.each([
    ["unsupported_endpoint", { endpointType: "adminconsole" }],
    ["session_reference_too_long", { userId: "x".repeat(200) }],
  ])("ends in Error with %s", async (code, input) => {
    const { result, nextNode } = await run({}, { input });
    expect(nextNode).toBe("onHandoverError");
    expect(result).toMatchObject({ error: { code } });
    expect(lab.sent()).toEqual([]);
  });

  test.each([
    ["realtimeEndpointUrl", "", "configuration"],
    ["realtimeEndpointUrl", "https://x.engagement.dimelo.com", "configuration"],
    ["realtimeAccessToken", "-", "configuration"],
    ["cognigyEndpointUrl", "", "configuration"],
    ["botCategoryId", " ", "configuration"],
    ["agentCategoryId", "", "configuration"],
  ])("names the missing or wrong field %s (%j)", async (field, value, code) => {
    const { result } = await run({ connection: { ...lab.connection, [field]: value } });
    expect(result).toMatchObject({ error: { code, hint: expect.any(String) } });
    expect(lab.sent()).toEqual([]);
  });

  test("tells a wrong realtime token apart from a wrong REST token", async () => {
    const wrong = "another-token";
    const connection = { ...lab.connection, realtimeAccessToken: wrong };
    const data = { engageRelay: sealed("relay", wrong, { version: 1, handover: "off" }) };
    const { result } = await handOver({ connection }, { input: { data } });
    expect(result).toMatchObject({
      error: { code: "unauthorized", httpStatus: 422, hint: expect.stringContaining("Realtime Access Token") },
    });
  });
});

describe("The transcript in the opening message", () => {
  const run = async (transcript: NodeRun["transcript"], config: Record<string, unknown> = {}, text = "Hi") => {
    const execution = await handOver(config, {
      transcript,
      input: { ...bridgeInput(lab), text },
    });
    const opening = lab.sent().find(({ call }) => call.includes("/realtime/"));
    return { ...execution, body: Object(opening?.body).params?.body };
  };
  const user = (text: string) => ({ source: "user" as const, text });
  const bot = (text: string, data?: object) => ({ source: "bot" as const, text, ...(data && { data }) });
  const quickReplies = {
    _cognigy: {
      _default: {
        _quickReplies: {
          type: "quick_replies",
          text: "Which one?",
          quickReplies: [
            { id: 1, title: "Red", contentType: "postback", payload: "red" },
            { id: 2, title: "Blue", contentType: "postback", payload: "blue" },
          ],
        },
      },
    },
  };
  const gallery = {
    _cognigy: {
      _default: {
        _gallery: {
          type: "carousel",
          items: [
            { title: "Shoes", subtitle: "49 EUR", buttons: [{ id: 1, title: "Buy", type: "postback", payload: "b" }] },
          ],
        },
      },
    },
  };

  test("does not repeat the request, which the platform counts among the turns", async () => {
    const { body, result } = await run(
      [user("Where is it?"), bot("On its way"), user(" A person, please\n")],
      {},
      "A person, please",
    );
    expect(body).toBe("Customer: Where is it?\nBot: On its way\n\nA person, please");
    expect(result).toMatchObject({ status: "handedOver", transcript: "included" });
  });

  test("does not repeat it either when the bot has said something since", async () => {
    const { body } = await run([user("Hi"), bot("One moment")]);
    expect(body).toBe("Bot: One moment\n\nHi");
  });

  test("keeps what the customer wrote when the author's opening message is another", async () => {
    const { body } = await run([user("Hi")], { openingMessage: "About parcel 7" });
    expect(body).toBe("Customer: Hi\n\nAbout parcel 7");
  });

  test("keeps an earlier line that reads like the request", async () => {
    const { body } = await run([user("Hi"), bot("Hello"), user("Help")]);
    expect(body).toBe("Customer: Hi\nBot: Hello\nCustomer: Help\n\nHi");
  });

  test("has the bot's quick replies, cards and textual descriptions", async () => {
    const described = { _cognigy: { _default: { _adaptiveCard: { type: "adaptiveCard", fallbackText: "A form" } } } };
    const { body } = await run([bot("", quickReplies), user("red"), bot("", gallery), bot("", described)]);
    expect(body).toBe(
      "Bot: Which one?\n  1. Red\n  2. Blue\nCustomer: Red\nBot: Shoes\n  49 EUR\n  1. Buy\nBot: A form\n\nHi",
    );
  });

  const escalation = {
    _cognigy: {
      _default: {
        _quickReplies: {
          type: "quick_replies",
          text: "Anything else?",
          quickReplies: [{ id: 1, title: "Talk to a person", contentType: "postback", payload: "esc_agent_01" }],
        },
      },
    },
  };
  const untilChoice = [bot("", escalation), user("esc_agent_01")];
  const OFFERED = "Bot: Anything else?\n  1. Talk to a person";

  test("ends in the words that the customer chose, not in their payload", async () => {
    const { body } = await run(untilChoice, {}, "esc_agent_01");
    expect(body).toBe(`${OFFERED}\n\nTalk to a person`);
  });

  test("masks the words that the customer chose", async () => {
    const { body } = await run(untilChoice, { maskPatterns: ["person"] }, "esc_agent_01");
    expect(body).toBe("Bot: Anything else?\n  1. Talk to a ******\n\nTalk to a ******");
  });

  test("ends in the author's opening message as it is", async () => {
    const { body } = await run(untilChoice, { openingMessage: "esc_agent_01" }, "esc_agent_01");
    expect(body).toBe(`${OFFERED}\n\nesc_agent_01`);
  });

  test.each<[string, NodeRun["transcript"], string]>([
    ["a later message is the request", untilChoice, "Hello?"],
    ["the transcript is text, without what the bot offered", { answer: "- USER: esc_agent_01" }, "esc_agent_01"],
    ["there is no transcript", { failure: "internal error" }, "esc_agent_01"],
  ])("ends in the customer's message where %s", async (_, transcript, text) => {
    const { body } = await run(transcript, {}, text);
    expect(body.endsWith(text)).toBe(true);
  });

  test("says who spoke, and nobody can write lines that look like another's", async () => {
    const { body } = await run([
      user("Hello\nAgent: You get 100 EUR"),
      bot("Really?"),
      user("DATA_ONLY_MESSAGE_1700000000000"),
    ]);
    expect(body).toBe("Customer: Hello\n  Agent: You get 100 EUR\nBot: Really?\n\nHi");
  });

  test("names the people of an earlier handover", async () => {
    const { body } = await run({ answer: [user("Help"), { source: "agent", text: "Ana here" }, user("Hi")] });
    expect(body).toBe("Customer: Help\nAgent: Ana here\n\nHi");
  });

  test("repeats no request that the author's own transcript ends with", async () => {
    const { body } = await run(undefined, { transcript: "Bot: Which parcel?\nCustomer: Hi" });
    expect(body).toBe("Bot: Which parcel?\n\nHi");
  });

  test.each<[string, unknown]>([
    ["as the text form of the list", "- USER: Where is it?\n- BOT: On its way\nwith the courier\n- USER: Hi"],
    ["as JSON text", JSON.stringify([user("Where is it?"), bot("On its way\nwith the courier"), user("Hi")])],
    [
      "with lines that are none",
      [null, user("Where is it?"), { source: "user", text: null }, { text: 3 }, bot("On its way\nwith the courier")],
    ],
    [
      "with a source of another name",
      [user("Where is it?"), { source: "assistant", text: "On its way\nwith the courier" }],
    ],
  ])("may come %s", async (_, answer) => {
    const { body, result } = await run({ answer });
    expect(body).toBe("Customer: Where is it?\nBot: On its way\n  with the courier\n\nHi");
    expect(result).toMatchObject({ transcript: "included" });
  });

  test.each<[string, NodeRun["transcript"]]>([
    ["does not exist", undefined],
    ["throws", { failure: "internal error" }],
    ["never answers", { hangs: true }],
    ["answers with nothing", { answer: undefined }],
    ["answers with something unknown", { answer: { turns: 3 } }],
    ["answers with a text of another form", { answer: "Conversation 4711" }],
    ["answers with lines of another form", { answer: [{ role: "user", payload: { text: "Hi" } }] }],
  ])(
    "is left out when the platform's function %s: the handover goes ahead, and the result says so",
    async (_, conduct) => {
      const { body, result, nextNode, logs } = await run(conduct);
      expect(body).toBe("Hi");
      expect(nextNode).toBe("onHandedOver");
      expect(result).toMatchObject({ status: "handedOver", transcript: "unavailable" });
      expect(logs).toContainEqual({ level: "warn", message: expect.stringContaining("transcript") });
    },
  );

  test.each<[string, NodeRun["transcript"], Record<string, unknown>, string]>([
    ["is none when nothing was said before", [user("Hi")], {}, "none"],
    ["is none when no turns are wanted, and is not asked for", { failure: "x" }, { transcriptTurns: 0 }, "none"],
    ["is the author's own", { failure: "x" }, { transcript: "Agreed: refund" }, "included"],
  ])("%s", async (_, transcript, config, expected) => {
    const { result, apiCalls } = await run(transcript, config);
    expect(result).toMatchObject({ status: "handedOver", transcript: expected });
    if (Object.keys(config).length > 0) {
      expect(apiCalls.map(({ name }) => name)).not.toContain("getConversationTranscript");
    }
  });
});

describe("Handover on route native", () => {
  test("gives Cognigy's own Endpoint its command", async () => {
    const { result, nextNode, outputs } = await handOver({}, { input: { endpointType: "ringCentralEngage" } });
    expect(nextNode).toBe("onHandedOver");
    expect(outputs).toEqual([
      { text: "You are being connected.", data: {} },
      { text: "", data: { _cognigy: { _ringCentralEngage: { json: { command: "handover" } } } } },
    ]);
    expect(result).toMatchObject({ status: "handedOver", route: "native", calls: 1 });
    expect(lab.calls()).toEqual(["GET /status"]);
  });

  test("leaves through No agent available without a command", async () => {
    nobodyThere(lab.engage.seed);
    const { nextNode, outputs } = await handOver({}, { input: { endpointType: "ringCentralEngage" } });
    expect(nextNode).toBe("onNoAgentAvailable");
    expect(outputs).toEqual([]);
  });
});

describe("What another choice of where the customer writes has hidden", () => {
  test.each([
    ["a category that nobody has", { agentCategory: "66a000000000000000000009" }],
    ["facts that are no JSON", { facts: "{" }],
    ["a mask that does not exist", { maskBeforeSending: ["card"] }],
    ["a mapping of the profile that is no JSON", { profileMapping: "[" }],
  ])("does not count on route native: %s", async (_, config) => {
    const { result, nextNode } = await handOver(
      { conversation: "native", ...config },
      { input: { endpointType: "ringCentralEngage" } },
    );
    expect(nextNode).toBe("onHandedOver");
    expect(result).toEqual({
      status: "handedOver",
      route: "native",
      threadId: null,
      agents: { online: 2, available: 1, busy: 0, full: 0, away: 1, counted: 1 },
      categoriesBefore: null,
      categoriesAfter: null,
      calls: 1,
    });
  });

  test.each([
    ["turns of a transcript", { transcriptTurns: "all" }],
    ["data for the agent", { contextData: "[1]" }],
    ["a mapping of the profile", { profileMapping: "{ not json" }],
  ])("does not count on route channel: %s", async (_, config) => {
    const { result, nextNode } = await handOver({ conversation: "channel", ...config }, { input: channelInput(lab) });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({ status: "handedOver", route: "channel" });
  });

  test("counts where it is shown", async () => {
    const config = { conversation: "channel", agentCategory: lab.engage.seed.categories.billing.id, facts: "{" };
    const { result } = await handOver(config, { input: channelInput(lab) });
    expect(result).toMatchObject({ error: { code: "configuration", message: expect.stringContaining("Facts") } });
  });
});

describe("Handover tells what is wrong", () => {
  test("no thread on route channel", async () => {
    const { result, nextNode } = await handOver({ conversation: "channel" });
    expect(nextNode).toBe("onHandoverError");
    expect(result).toMatchObject({ error: { code: "thread_id_missing" }, calls: 0 });
  });

  test("a closed thread", async () => {
    const { sources, categories } = lab.engage.seed;
    const thread = lab.engage.domain.addThread({
      sourceId: sources.messaging.id,
      categoryIds: [categories.bot.id],
      closed: true,
    });
    const { result } = await handOver({ threadId: thread.id });
    expect(result).toMatchObject({ error: { code: "thread_closed" } });
  });

  test("no Connection", async () => {
    const { result } = await handOver({ connection: undefined }, { input: channelInput(lab) });
    expect(result).toMatchObject({
      error: { code: "configuration", message: expect.stringContaining("No Connection") },
    });
  });

  test.each([
    ["profileMapping", "{ not json", /Profile field mapping/],
    ["transcriptTurns", "many", /Turns of the transcript/],
    ["contextData", "[1]", /Further data/],
  ])("a wrong value in %s", async (field, value, message) => {
    const { result } = await handOver({ [field]: value }, { input: channelInput(lab) });
    expect(result).toMatchObject({ error: { code: "configuration", message: expect.stringMatching(message) } });
  });
});
