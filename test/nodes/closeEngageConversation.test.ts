import { bridgeInput, channelInput, referenceOf, useNodeLab } from "../../harness/nodeLab";
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
    expect(result).toMatchObject({ status: "closed", thread: "closing" });
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

  test("tells the relay that the bot has the customer again", async () => {
    const { sources, realtimeAccessToken } = lab.engage.seed;
    const thread = lab.engage.domain.addThread({
      sourceId: sources.sdk.id,
      foreignId: referenceOf(realtimeAccessToken),
      categoryIds: [lab.engage.seed.categories.agent.id],
    });
    const { result, outputs } = await run({}, bridgeInput(lab, "on"));
    expect(result).toMatchObject({ status: "closed", threadId: thread.id });
    expect(outputs).toEqual([
      { text: "", data: { _engage: expect.objectContaining({ action: "end", ref: thread.foreign_id }) } },
    ]);
  });
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
