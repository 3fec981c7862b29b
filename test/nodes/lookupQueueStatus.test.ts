import { channelInput, sealed, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

const run = (config: Record<string, unknown> = {}, input = channelInput(lab)) =>
  lab.run("lookupQueueStatus", config, { input });

/** A customer's conversation with the Agent category, whose task nobody has taken. */
const queue = () => {
  const { thread, categories, agents, channels } = lab.engage.seed;
  for (const channel of Object.values(channels)) {
    lab.engage.domain.setPresence(agents.ana.id, channel.id, { status: "away" });
  }
  lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
  const task = [...lab.engage.domain.tasks.values()].find(
    ({ thread_id, queue }) => thread_id === thread.id && queue === "global",
  );
  if (!task) {
    throw new Error("There is no waiting task");
  }
  return task;
};

const anotherWaits = (priority: number, createdAt: string, channelId?: string) => {
  const { communities, sources, categories } = lab.engage.seed;
  const foreignId = `visitor-${lab.engage.domain.identities.size}`;
  const other = lab.engage.domain.addIdentity({
    communityId: communities.messaging.id,
    foreignId,
    screenname: foreignId,
  });
  const { task } = lab.engage.domain.customerWrites({
    sourceId: sources.messaging.id,
    identityId: other.id,
    body: "Me too",
    categoryIds: [categories.agent.id],
  });
  if (!task) {
    throw new Error("There is no waiting task");
  }
  Object.assign(task, { priority, created_at: createdAt, ...(channelId && { channel_id: channelId }) });
  return task;
};

describe("Lookup Queue Status of a conversation that waits", () => {
  test("counts who is before it, in one round of parallel requests", async () => {
    const task = queue();
    const { thread } = lab.engage.seed;
    anotherWaits(task.priority + 5, "2030-01-01T00:00:00Z");
    anotherWaits(task.priority - 5, "2020-01-01T00:00:00Z");
    const { result, nextNode } = await run();
    expect(lab.calls()).toEqual([
      `GET /content_threads/${thread.id}`,
      "GET /interventions",
      "GET /tasks",
      "GET /tasks",
    ]);
    expect(lab.sent()).toEqual(
      expect.arrayContaining([
        { call: "GET /tasks", query: { queue: "global", offset: "0", limit: "150" } },
        { call: "GET /tasks", query: { queue: "workbins", offset: "0", limit: "150" } },
        { call: "GET /interventions", query: { thread_id: thread.id } },
      ]),
    );
    expect(nextNode).toBe("onQueued");
    expect(result).toEqual({
      status: "queued",
      source: "estimate",
      position: 2,
      queueLength: 3,
      estimatedWaitTime: null,
      estimatedWaitMinutes: null,
      isComplete: true,
      threadId: thread.id,
      taskId: task.id,
      calls: 4,
    });
  });

  test("asks for one channel only when given", async () => {
    const task = queue();
    anotherWaits(task.priority + 5, "2020-01-01T00:00:00Z", lab.engage.seed.channels.realtime.id);
    const { result } = await run({ channelId: task.channel_id });
    expect(result).toMatchObject({ position: 1, queueLength: 1 });
    expect(lab.sent()).toContainEqual({
      call: "GET /tasks",
      query: { queue: "global", channel_id: task.channel_id, offset: "0", limit: "150" },
    });
  });

  test("reads at most four pages and says when that is not all", async () => {
    const task = queue();
    const { tasks } = lab.engage.domain;
    for (let number = 0; number < 700; number++) {
      tasks.set(`f${number}`, {
        ...task,
        id: `f${number}`,
        thread_id: `t${number}`,
        created_at: "2020-01-01T00:00:00Z",
      });
    }
    Object.assign(task, { priority: 9 });
    const { result } = await run();
    expect(result).toMatchObject({ status: "queued", position: 1, isComplete: false, queueLength: null });
    expect(lab.sent().filter(({ query }) => query?.queue === "global")).toHaveLength(4);
  });

  test("is unknown when it is not among the tasks that may be read", async () => {
    const task = queue();
    for (let number = 0; number < 700; number++) {
      lab.engage.domain.tasks.set(`f${number}`, { ...task, id: `f${number}`, thread_id: `t${number}`, priority: 5 });
    }
    const { result, nextNode } = await run();
    expect(nextNode).toBe("onQueueLookupError");
    expect(result).toMatchObject({ status: "error", error: { code: "queue_unknown", retryable: true } });
  });
});

describe("Lookup Queue Status of a conversation that was handed over to another category than the Connection's", () => {
  const handOver = (...categoryIds: string[]) => {
    queue();
    lab.engage.domain.categorizeThread(lab.engage.seed.thread.id, categoryIds);
    const { id: threadId } = lab.engage.seed.thread;
    const task = [...lab.engage.domain.tasks.values()].find(({ thread_id }) => thread_id === threadId);
    return Object.assign(task ?? {}, { queue: "global" });
  };

  test("that waits", async () => {
    handOver(lab.engage.seed.categories.billing.id);
    const { result, nextNode } = await run();
    expect(nextNode).toBe("onQueued");
    expect(result).toMatchObject({ status: "queued", position: 1 });
  });

  test("that an agent has", async () => {
    handOver(lab.engage.seed.categories.billing.id);
    const { agents, thread } = lab.engage.seed;
    lab.engage.domain.tasks.clear();
    lab.engage.domain.agentReplies(thread.id, agents.ana.id, "Hello");
    const { result, nextNode } = await run();
    expect(nextNode).toBe("onWithAgent");
    expect(result).toMatchObject({ agentId: agents.ana.id });
  });

  test("that still is the bot's", async () => {
    const { billing, bot } = lab.engage.seed.categories;
    handOver(billing.id, bot.id);
    expect((await run()).nextNode).toBe("onNotQueued");
  });

  test("that is told by the Agent category alone where the Connection has no Bot category", async () => {
    const connection = { ...lab.connection, botCategoryId: "-" };
    handOver(lab.engage.seed.categories.billing.id);
    expect((await run({ connection })).nextNode).toBe("onNotQueued");
    handOver(lab.engage.seed.categories.agent.id);
    expect((await run({ connection })).nextNode).toBe("onQueued");
  });
});

describe("Lookup Queue Status with Engage's own numbers in the input", () => {
  const update = { status: "queue", position: 3, estimatedWaitTime: 95_000 };

  test.each([
    ["the hub", () => lab.engage.seed.tokens.bot],
    ["the relay", () => lab.engage.seed.realtimeAccessToken],
  ])("uses them as they are when %s sealed them, without a request", async (_, secret) => {
    const { result, nextNode } = await run({}, { data: { handover: sealed("handover", secret(), update) } });
    expect(nextNode).toBe("onQueued");
    expect(result).toEqual({
      status: "queued",
      source: "engage",
      position: 3,
      queueLength: null,
      estimatedWaitTime: 95_000,
      estimatedWaitMinutes: 2,
      isComplete: true,
      calls: 0,
    });
    expect(lab.sent()).toEqual([]);
  });

  const withUpdate = () => {
    const input = channelInput(lab);
    const handover = sealed("handover", lab.engage.seed.tokens.bot, update);
    return { ...input, data: { ...Object(input.data), handover } };
  };

  test("uses them for the conversation that the input belongs to, also when the node names it", async () => {
    const { result } = await run({ threadId: lab.engage.seed.thread.id }, withUpdate());
    expect(result).toMatchObject({ source: "engage", position: 3, calls: 0 });
  });

  test("does not use them for another conversation that the node names", async () => {
    queue();
    const { thread_id: threadId } = anotherWaits(9, "2020-01-01T00:00:00Z");
    lab.engage.domain.categorizeThread(threadId, [lab.engage.seed.categories.agent.id]);
    const { result } = await run({ threadId }, withUpdate());
    expect(result).toMatchObject({ status: "queued", source: "estimate", threadId });
  });

  test("does not use them for a named conversation where the input does not say to which it belongs", async () => {
    queue();
    const { thread, realtimeAccessToken } = lab.engage.seed;
    const data = { handover: sealed("handover", realtimeAccessToken, update) };
    const { result } = await run({ threadId: thread.id }, { data });
    expect(result).toMatchObject({ status: "queued", source: "estimate", threadId: thread.id });
  });

  test("does not believe them without a seal", async () => {
    queue();
    const input = channelInput(lab);
    const { result } = await run({}, { ...input, data: { ...Object(input.data), handover: update } });
    expect(result).toMatchObject({ status: "queued", source: "estimate", position: 1 });
  });
});

describe("Lookup Queue Status of a conversation with an agent", () => {
  test("whose task is in a workbin", async () => {
    const task = queue();
    const { agents } = lab.engage.seed;
    lab.engage.domain.agentTakes(task.id, agents.ana.id);
    const { result, nextNode } = await run();
    expect(nextNode).toBe("onWithAgent");
    expect(result).toMatchObject({ status: "withAgent", agentId: agents.ana.id, since: expect.any(String) });
  });

  test("who has an intervention open", async () => {
    queue();
    const { agents, thread } = lab.engage.seed;
    lab.engage.domain.tasks.clear();
    lab.engage.domain.agentReplies(thread.id, agents.ana.id, "Hello");
    const { result, nextNode } = await run();
    expect(nextNode).toBe("onWithAgent");
    expect(result).toMatchObject({ agentId: agents.ana.id });
    expect(lab.calls()).toContain("GET /users/me");
  });

  test("is none when the intervention is the bot's own", async () => {
    const { content, thread, categories, tokens } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
    lab.engage.domain.tasks.clear();
    await fetch(`${lab.engage.apiUrl}/interventions?content_id=${content.id}`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.bot}` },
    });
    const { nextNode, result } = await run();
    expect(nextNode).toBe("onNotQueued");
    expect(result).toMatchObject({ status: "notQueued", reason: "never_queued" });
  });
});

test("A conversation that was handed over and that nobody could take waits, without a position", async () => {
  for (const user of lab.engage.domain.users.values()) {
    user.category_ids = [];
  }
  await lab.run("handoverToRingCentral", { checkAvailability: false }, { input: channelInput(lab) });
  const { result, nextNode } = await run();
  expect(nextNode).toBe("onQueued");
  expect(result).toMatchObject({ status: "queued", reason: "nobodyTookIt", position: null, calls: 5 });
});

describe("Lookup Queue Status of other conversations", () => {
  test.each<[string, (seed: typeof lab.engage.seed) => void, string]>([
    ["never queued", () => lab.engage.domain.tasks.clear(), "never_queued"],
    [
      "closed",
      ({ thread }) => {
        lab.engage.domain.tasks.clear();
        Object.assign(thread, { closed: true });
      },
      "closed",
    ],
  ])("%s", async (_, prepare, reason) => {
    prepare(lab.engage.seed);
    const { result, nextNode } = await run();
    expect(nextNode).toBe("onNotQueued");
    expect(result).toMatchObject({ status: "notQueued", reason });
  });
});

describe("Lookup Queue Status tells what is wrong", () => {
  test("a token without the right to see tasks", async () => {
    const connection = { ...lab.connection, accessToken: lab.engage.seed.tokens.limited };
    const { result, nextNode } = await run({ connection, threadId: lab.engage.seed.thread.id });
    expect(nextNode).toBe("onQueueLookupError");
    expect(result).toMatchObject({ error: { code: "forbidden", hint: expect.stringContaining("monitor_tasks") } });
  });

  test("a session that has no conversation in Engage", async () => {
    const { result } = await run({}, {});
    expect(result).toMatchObject({ error: { code: "not_found", message: expect.stringContaining("no conversation") } });
  });

  test("Cognigy's own Endpoint, which names no conversation", async () => {
    const { result } = await run({}, { endpointType: "ringCentralEngage" });
    expect(result).toMatchObject({ error: { code: "thread_id_missing" } });
  });
});
