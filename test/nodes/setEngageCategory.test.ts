import { bridgeInput, channelInput, referenceOf, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

const run = (config: Record<string, unknown>) => lab.run("setEngageCategory", config, { input: channelInput(lab) });
const threadCategories = () => lab.engage.seed.thread.thread_category_ids;

describe("Set Engage Category on a conversation", () => {
  test("hands to the agent: reads the set, then writes the whole new set", async () => {
    const { categories, thread } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.billing.id, categories.bot.id]);
    lab.engage.exchanges.length = 0;

    const { result, nextNode, apiCalls } = await run({ operation: "handToAgent" });

    expect(lab.sent()).toEqual([
      { call: `GET /content_threads/${thread.id}` },
      {
        call: `PUT /content_threads/${thread.id}/update_categories`,
        body: { "thread_category_ids[]": [categories.billing.id, categories.agent.id] },
      },
    ]);
    expect(result).toEqual({
      status: "changed",
      target: "thread",
      id: thread.id,
      before: [categories.billing.id, categories.bot.id],
      after: [categories.billing.id, categories.agent.id],
      changed: true,
      calls: 2,
    });
    expect(threadCategories()).toEqual([categories.billing.id, categories.agent.id]);
    expect(nextNode).toBeUndefined();
    expect(apiCalls).toHaveLength(1);
  });

  test("ignores the category that was chosen for another operation, and is hidden now", async () => {
    const { categories, thread } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
    await run({ operation: "returnToBot", category: categories.agent.id });
    expect(threadCategories()).toEqual([categories.bot.id]);
    await run({ operation: "handToAgent", category: categories.bot.id, categoryIds: [categories.billing.id] });
    expect(threadCategories()).toEqual([categories.agent.id, categories.billing.id]);
  });

  test("writes nothing when nothing would change", async () => {
    const { result } = await run({ operation: "returnToBot" });
    expect(result).toMatchObject({ status: "unchanged", changed: false, calls: 1 });
    expect(lab.calls()).toEqual([`GET /content_threads/${lab.engage.seed.thread.id}`]);
  });

  test.each<
    [string, (seed: typeof lab.engage.seed) => Record<string, unknown>, (seed: typeof lab.engage.seed) => string[]]
  >([
    [
      "adds",
      ({ categories }) => ({ operation: "add", category: categories.billing.id }),
      ({ categories }) => [categories.bot.id, categories.billing.id],
    ],
    [
      "adds from a list",
      ({ categories }) => ({ operation: "add", categoryIds: [` ${categories.billing.id} `, ""] }),
      ({ categories }) => [categories.bot.id, categories.billing.id],
    ],
    [
      "adds from one text",
      ({ categories }) => ({ operation: "add", categoryIds: `${categories.billing.id},${categories.agent.id}` }),
      ({ categories }) => [categories.bot.id, categories.billing.id, categories.agent.id],
    ],
    [
      "replaces all",
      ({ categories }) => ({ operation: "replace", category: categories.billing.id }),
      ({ categories }) => [categories.billing.id],
    ],
  ])("%s", async (_, config, expected) => {
    const { result } = await run(config(lab.engage.seed));
    expect(result.status).toBe("changed");
    expect(threadCategories()).toEqual(expected(lab.engage.seed));
  });

  test("reads again and decides again when Engage is at work on the thread", async () => {
    const { thread, categories } = lab.engage.seed;
    lab.engage.domain.lockThread(thread.id, { times: 2 });
    const { result } = await run({ operation: "handToAgent" });
    expect(result).toMatchObject({ status: "changed", calls: 6 });
    expect(threadCategories()).toEqual([categories.agent.id]);
  });

  test("works on another thread than that of the message", async () => {
    const { categories, sources } = lab.engage.seed;
    const other = lab.engage.domain.addThread({ sourceId: sources.messaging.id, categoryIds: [categories.bot.id] });
    const { result } = await run({ operation: "handToAgent", threadId: other.id });
    expect(result).toMatchObject({ id: other.id, after: [categories.agent.id] });
  });

  test("finds the conversation of a bridged session by its reference", async () => {
    const { categories, sources, realtimeAccessToken } = lab.engage.seed;
    const foreignId = referenceOf(realtimeAccessToken);
    const thread = lab.engage.domain.addThread({
      sourceId: sources.sdk.id,
      foreignId,
      categoryIds: [categories.bot.id],
    });
    const { result } = await lab.run("setEngageCategory", { operation: "handToAgent" }, { input: bridgeInput(lab) });
    expect(result).toMatchObject({ id: thread.id, status: "changed", calls: 3 });
    expect(lab.sent()[0]).toEqual({
      call: "GET /content_threads",
      query: { q: `foreign:"${foreignId}" source:"${sources.sdk.id}"` },
    });
  });
});

test("A search that lags behind loses no category: the thread itself is read", async () => {
  const { categories, sources, realtimeAccessToken } = lab.engage.seed;
  const foreignId = referenceOf(realtimeAccessToken);
  const thread = lab.engage.domain.addThread({
    sourceId: sources.sdk.id,
    foreignId,
    categoryIds: [categories.billing.id, categories.bot.id],
  });
  const stale = { id: thread.id, source_id: sources.sdk.id, foreign_id: foreignId, thread_category_ids: [] };
  const body = { count: 1, limit: 30, offset: 0, records: [stale] };
  lab.engage.faults.inject({ kind: "status", status: 200, body }, { path: /content_threads$/ });
  await lab.run("setEngageCategory", { operation: "handToAgent" }, { input: bridgeInput(lab) });
  expect(thread.thread_category_ids).toEqual([categories.billing.id, categories.agent.id]);
});

describe("Set Engage Category on a part of a conversation", () => {
  test("changes a message", async () => {
    const { content, categories } = lab.engage.seed;
    const { result } = await run({ operation: "add", category: categories.billing.id, target: "content" });
    expect(lab.sent()).toEqual([
      { call: `GET /contents/${content.id}` },
      {
        call: `PUT /contents/${content.id}/update_categories`,
        body: { "category_ids[]": [categories.bot.id, categories.billing.id] },
      },
    ]);
    expect(result).toMatchObject({
      status: "changed",
      target: "content",
      id: content.id,
      before: [categories.bot.id],
      after: [categories.bot.id, categories.billing.id],
    });
  });

  test("changes an intervention", async () => {
    const { thread, agents, categories } = lab.engage.seed;
    const reply = lab.engage.domain.agentReplies(thread.id, agents.ana.id, "Hello");
    const { result } = await run({
      operation: "replace",
      category: categories.billing.id,
      target: "intervention",
      interventionId: reply.intervention_id,
    });
    expect(result).toMatchObject({ status: "changed", target: "intervention", after: [categories.billing.id] });
    expect(lab.calls()).toEqual([
      `GET /interventions/${reply.intervention_id}`,
      `PUT /interventions/${reply.intervention_id}/update_categories`,
    ]);
  });
});

describe("Set Engage Category tells what is wrong", () => {
  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ["no category to add", { operation: "add" }, "configuration", /none is chosen/],
    [
      "an intervention nobody named",
      { operation: "add", category: "x", target: "intervention" },
      "configuration",
      /intervention is meant/,
    ],
    ["an unknown operation", { operation: "explode" }, "configuration", /What to do/],
    ["an unknown thread", { threadId: "ffffffffffffffffffffffff" }, "not_found", /404/],
    ["an id with a slash", { threadId: "../users/me" }, "not_found", /404/],
    ["an id with spaces", { threadId: "my thread" }, "not_found", /404/],
    ["an id in another script", { threadId: "нить" }, "not_found", /404/],
    ["an id that would climb", { threadId: ".." }, "configuration", /not an id/],
    ["a deleted category", { operation: "add", category: "eeeeeeeeeeeeeeeeeeeeeeee" }, "invalid_request", /422/],
  ])("%s", async (_, config, code, message) => {
    const { result, thrown } = await run(config);
    expect(result).toMatchObject({
      status: "error",
      error: { code, message: expect.stringMatching(message), hint: expect.any(String) },
    });
    expect(thrown).toBeUndefined();
  });

  test("a change that would leave no category", async () => {
    const { result } = await run({ operation: "remove", category: lab.engage.seed.categories.bot.id });
    expect(result).toMatchObject({ error: { code: "configuration" } });
    expect(lab.calls()).toHaveLength(1);
  });

  test("a source that the token may not read", async () => {
    const connection = { ...lab.connection, accessToken: lab.engage.seed.tokens.blind };
    const { result } = await run({ connection, threadId: lab.engage.seed.thread.id });
    expect(result).toMatchObject({
      error: { code: "not_found", httpStatus: 404, hint: expect.stringContaining("read permission") },
    });
  });

  test("stops the Flow when asked to", async () => {
    const { thrown, result } = await run({ threadId: "unknown", stopOnError: true });
    expect(thrown).toMatch(/^setEngageCategory: not_found: /);
    expect(result).toMatchObject({ status: "error" });
  });
});
