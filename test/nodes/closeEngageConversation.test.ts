import { bridgeInput, channelInput, referenceOf, USER, useNodeLab } from "../../harness/nodeLab";
import type { Fault } from "../../sandbox/engage/startEngage";

const lab = useNodeLab();

const run = (config: Record<string, unknown> = {}, input = channelInput(lab)) =>
  lab.run("closeEngageConversation", config, { input });
const agentAnswers = () => {
  const { thread, agents, categories } = lab.engage.seed;
  lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
  const { intervention_id } = lab.engage.domain.agentReplies(thread.id, agents.ana.id, "Hello");
  if (!intervention_id) {
    throw new Error("The reply opened no intervention");
  }
  return intervention_id;
};
const openByBot = async () => {
  const { content, tokens } = lab.engage.seed;
  const answer = await fetch(`${lab.engage.apiUrl}/interventions?content_id=${content.id}`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokens.bot}` },
  });
  lab.engage.exchanges.length = 0;
  return String(Object(await answer.json()).id);
};

describe("Close Engage Conversation", () => {
  test("closes what has an agent's reply and returns the conversation to the bot", async () => {
    const interventionId = agentAnswers();
    const { thread, categories } = lab.engage.seed;
    const { result, nextNode } = await run();
    const sent = lab.sent();
    expect(sent).toHaveLength(4);
    expect(sent[0]).toEqual({ call: "GET /interventions", query: { thread_id: thread.id } });
    // At the same time, so in any order.
    expect(sent.slice(1, 3)).toEqual(
      expect.arrayContaining([
        { call: `PUT /interventions/${interventionId}/close` },
        { call: `GET /content_threads/${thread.id}` },
      ]),
    );
    expect(sent[3]).toEqual({
      call: `PUT /content_threads/${thread.id}/update_categories`,
      body: { "thread_category_ids[]": [categories.bot.id] },
    });
    expect(result).toEqual({
      status: "closed",
      threadId: thread.id,
      interventionId,
      intervention: "closed",
      thread: "leftOpen",
      categoriesBefore: [categories.agent.id],
      categoriesAfter: [categories.bot.id],
      calls: 4,
    });
    expect(nextNode).toBeUndefined();
  });

  test("cancels what has none", async () => {
    const interventionId = await openByBot();
    const { result } = await run();
    expect(lab.calls()).toContain(`DELETE /interventions/${interventionId}/cancel`);
    expect(result).toMatchObject({ intervention: "canceled", interventionId });
  });

  test.each([
    ["nothing is open", {}, { intervention: "none", interventionId: null }],
    ["the category shall stay", { returnToBot: false }, { categoriesBefore: null, categoriesAfter: null }],
  ])("is a success when %s", async (_, config, expected) => {
    expect((await run(config)).result).toMatchObject({ status: "closed", ...expected });
  });

  test("is a success when the named intervention is closed already", async () => {
    const interventionId = agentAnswers();
    lab.engage.domain.agentCloses(interventionId, lab.engage.seed.agents.ana.id);
    const { result } = await run({ interventionId });
    expect(result).toMatchObject({ status: "closed", intervention: "alreadyClosed" });
  });

  test("finds the thread of an intervention that is named alone", async () => {
    const interventionId = agentAnswers();
    const { result } = await run({ interventionId }, { endpointType: "ringCentralEngage" });
    expect(result).toMatchObject({ status: "closed", threadId: lab.engage.seed.thread.id, intervention: "closed" });
  });

  test("also closes the thread when asked", async () => {
    const { result } = await run({ closeThread: true });
    expect(lab.calls()).toContain(`PUT /content_threads/${lab.engage.seed.thread.id}/close`);
    expect(result).toMatchObject({ status: "closed", thread: "closing", calls: 3 });
  });

  test("tries again while Engage is closing it", async () => {
    const interventionId = agentAnswers();
    lab.engage.domain.lockIntervention(interventionId, { times: 1 });
    const { result } = await run();
    expect(result).toMatchObject({ status: "closed", intervention: "closed" });
  });

  test.each<[string, Fault]>([
    ["had to be tried again", { kind: "status", status: 409, body: {} }],
    ["took long", { kind: "delay", ms: 1_100 }],
  ])("reads the categories again when the end of the intervention %s", async (_, fault) => {
    agentAnswers();
    const { domain, seed } = lab.engage;
    const stopListening = domain.on(({ type }) => {
      if (type === "intervention.closed") {
        domain.categorizeThread(seed.thread.id, [seed.categories.agent.id, seed.categories.billing.id]);
      }
    });
    lab.engage.faults.inject(fault, { method: "PUT" });
    const { result } = await run({ keepCategoryIds: [seed.categories.billing.id] });
    stopListening();
    expect(result).toMatchObject({ categoriesAfter: [seed.categories.billing.id, seed.categories.bot.id] });
  });

  test("takes away whatever category agents had it by, and keeps labels", async () => {
    const { domain, seed } = lab.engage;
    const root = domain.addCategory({ name: "Topics", non_routable: true });
    const label = domain.addCategory({ name: "Complaint", parent_id: root.id }).id;
    const { billing, bot } = seed.categories;
    domain.categorizeThread(seed.thread.id, [label, billing.id]);
    const { result } = await run();
    expect(lab.sent()).toEqual([
      { call: "GET /interventions", query: { thread_id: seed.thread.id } },
      { call: `GET /content_threads/${seed.thread.id}` },
      { call: "GET /categories", query: { offset: "0", limit: "150" } },
      { call: `GET /content_threads/${seed.thread.id}` },
      {
        call: `PUT /content_threads/${seed.thread.id}/update_categories`,
        body: { "thread_category_ids[]": [label, bot.id] },
      },
    ]);
    expect(result).toMatchObject({
      status: "closed",
      categoriesBefore: [label, billing.id],
      categoriesAfter: [label, bot.id],
    });
  });

  test.each([
    ["bot", true, 4],
    ["agent", false, 2],
  ] as const)(
    "reports to the relay that the bot has the customer again, with the %s's category in Engage",
    async (owner, returnToBot, calls) => {
      const { sources, realtimeAccessToken, categories } = lab.engage.seed;
      const thread = lab.engage.domain.addThread({
        sourceId: sources.sdk.id,
        foreignId: referenceOf(realtimeAccessToken),
        categoryIds: [categories.agent.id],
      });
      const { result, outputs } = await run({ returnToBot }, bridgeInput(lab, "on"));
      expect(result).toMatchObject({ status: "closed", threadId: thread.id, calls });
      expect(thread.thread_category_ids).toEqual([categories[owner].id]);
      expect(outputs).toEqual([
        { text: "", data: { _engage: expect.objectContaining({ version: 1, action: "end" }) } },
      ]);
    },
  );
});

describe("Close Engage Conversation tells refusals apart", () => {
  test("another user's intervention", async () => {
    const interventionId = agentAnswers();
    const connection = { ...lab.connection, accessToken: lab.engage.seed.tokens.limited };
    const { result } = await run({ connection, threadId: lab.engage.seed.thread.id });
    expect(result).toMatchObject({
      status: "error",
      error: {
        code: "not_intervention_owner",
        httpStatus: 403,
        message: expect.stringContaining(interventionId),
        hint: expect.stringContaining("update_intervention"),
      },
    });
  });

  test("a source that cannot close threads, which does not undo the rest", async () => {
    Object.assign(lab.engage.seed.sources.messaging, { closable: false });
    const { result } = await run({ closeThread: true });
    expect(result).toMatchObject({
      status: "closed",
      thread: "notClosable",
      threadError: { code: "thread_not_closable", httpStatus: 403 },
    });
  });

  test("an intervention that Engage keeps being busy with", async () => {
    const interventionId = agentAnswers();
    lab.engage.domain.lockIntervention(interventionId, { times: 50 });
    const { result } = await run();
    expect(result).toMatchObject({ error: { code: "conflict", httpStatus: 409, retryable: true } });
  });
});

describe("Close Engage Conversation, when something fails after the intervention was ended,", () => {
  const refuse = (status: number, path: RegExp, method = "PUT") =>
    lab.engage.faults.inject(
      { kind: "status", status, body: { error: "some_error", message: "No", status } },
      { method, path, times: Number.POSITIVE_INFINITY },
    );
  const bridged = () => {
    const { sources, categories, realtimeAccessToken } = lab.engage.seed;
    return lab.engage.domain.addThread({
      sourceId: sources.sdk.id,
      foreignId: referenceOf(realtimeAccessToken),
      categoryIds: [categories.agent.id],
    });
  };
  const words = (outputs: readonly { data: unknown }[]) => outputs.map(({ data }) => Object(data)._engage?.action);

  test("says what was done and what was not", async () => {
    const interventionId = agentAnswers();
    const { thread } = lab.engage.seed;
    refuse(403, /update_categories/);
    const { result, logs } = await run();
    expect(result).toEqual({
      status: "error",
      error: {
        code: "forbidden",
        message: expect.stringContaining("update_categories"),
        httpStatus: 403,
        engageError: "some_error",
        retryable: false,
        hint: expect.any(String),
      },
      failed: ["categories"],
      threadId: thread.id,
      interventionId,
      intervention: "closed",
      thread: "leftOpen",
      categoriesBefore: null,
      categoriesAfter: null,
      calls: 4,
    });
    expect(logs).toContainEqual({ level: "error", message: expect.stringContaining("forbidden") });
  });

  test("does the rest all the same", async () => {
    agentAnswers();
    refuse(403, /update_categories/);
    const { result } = await run({ closeThread: true });
    expect(lab.calls()).toContain(`PUT /content_threads/${lab.engage.seed.thread.id}/close`);
    expect(result).toMatchObject({ status: "error", failed: ["categories"], thread: "closing" });
  });

  test("names each failure", async () => {
    agentAnswers();
    refuse(422, /content_threads/);
    const { result } = await run({ closeThread: true });
    expect(result).toMatchObject({
      status: "error",
      error: { code: "invalid_request", message: expect.stringContaining("update_categories") },
      failed: ["categories", "thread"],
      intervention: "closed",
      thread: "failed",
      threadError: { code: "invalid_request", message: expect.stringContaining("/close") },
    });
  });

  test("knows of the end although the thread that was read beside it could not be read", async () => {
    agentAnswers();
    refuse(500, /content_threads/, "GET");
    const { result } = await run();
    expect(result).toMatchObject({ status: "error", failed: ["categories"], intervention: "closed" });
  });

  test("stops the Flow when asked", async () => {
    agentAnswers();
    refuse(403, /update_categories/);
    const { thrown, result } = await run({ stopOnError: true });
    expect(thrown).toContain("closeEngageConversation: forbidden:");
    expect(result).toMatchObject({ status: "error", intervention: "closed" });
  });

  test.each<[string, RegExp, Record<string, unknown>]>([
    ["the categories", /update_categories/, {}],
    ["the end of the thread", /\/close$/, { closeThread: true }],
  ])("gives the customer back to the bot whatever Engage makes of %s", async (_, path, config) => {
    bridged();
    refuse(422, path);
    const { result, outputs } = await run(config, bridgeInput(lab, "on"));
    expect(result).toMatchObject({ status: "error", error: { code: "invalid_request" } });
    expect(words(outputs)).toEqual(["end"]);
  });

  test("leaves the customer with the agent whose intervention could not be ended", async () => {
    const thread = bridged();
    const { agents, sources } = lab.engage.seed;
    const identity = lab.engage.domain.addIdentity({ communityId: sources.sdk.community_id, foreignId: USER });
    const request = { sourceId: sources.sdk.id, identityId: identity.id, threadId: thread.id, body: "Hello?" };
    lab.engage.domain.customerWrites(request);
    lab.engage.domain.agentReplies(thread.id, agents.ana.id, "Hello");
    refuse(500, /interventions/);
    const { result, outputs } = await run({}, bridgeInput(lab, "on"));
    expect(result).toEqual({ status: "error", error: expect.objectContaining({ code: "server_error" }), calls: 4 });
    expect(words(outputs)).toEqual(["closing", "notClosed"]);
    expect(thread.thread_category_ids).toEqual([lab.engage.seed.categories.agent.id]);
  });

  test("names what the Connection lacks for the relay before anything is ended", async () => {
    const thread = bridged();
    const connection = { ...lab.connection, cognigyEndpointUrl: "" };
    const { result } = await run({ connection }, bridgeInput(lab, "on"));
    expect(result).toMatchObject({
      error: { code: "configuration", message: expect.stringContaining("cognigyEndpointUrl") },
    });
    expect(thread.thread_category_ids).toEqual([lab.engage.seed.categories.agent.id]);
  });

  test("ends the relay for the session's own conversation only", async () => {
    const own = bridged();
    const other = await run({ threadId: lab.engage.seed.thread.id }, bridgeInput(lab, "on"));
    expect(other.result).toMatchObject({ status: "closed", threadId: lab.engage.seed.thread.id });
    expect(words(other.outputs)).toEqual([]);
    const named = await run({ threadId: own.id }, bridgeInput(lab, "on"));
    expect(named.result).toMatchObject({ status: "closed", threadId: own.id });
    expect(words(named.outputs)).toEqual(["end"]);
  });
});
