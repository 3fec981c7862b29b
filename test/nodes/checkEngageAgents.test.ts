import { channelInput, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

const run = (config: Record<string, unknown> = {}, input: Record<string, unknown> = {}) =>
  lab.run("checkEngageAgents", config, { input });
const setAna = (change: Parameters<typeof lab.engage.domain.setPresence>[2]) => {
  const { agents, channels } = lab.engage.seed;
  for (const channel of Object.values(channels)) {
    lab.engage.domain.setPresence(agents.ana.id, channel.id, change);
  }
};

describe("Check Agent Availability", () => {
  test("asks for the agents and the channel of the conversation's source at the same time", async () => {
    const { sources, categories } = lab.engage.seed;
    const { result, nextNode } = await run({}, channelInput(lab));
    expect(lab.calls()).toEqual([`GET /content_sources/${sources.messaging.id}`, "GET /status"]);
    expect(lab.sent()).toContainEqual({
      call: "GET /status",
      query: { "source_ids[]": [sources.messaging.id], "category_ids[]": [categories.agent.id] },
    });
    expect(nextNode).toBe("onAgentsAvailable");
    expect(result).toEqual({
      status: "available",
      agents: { online: 2, available: 1, busy: 0, full: 0, away: 1, counted: 1 },
      calls: 2,
    });
  });

  test("sends every filter", async () => {
    const { categories } = lab.engage.seed;
    const { result } = await run({
      category: categories.agent.id,
      categoryIds: [categories.billing.id],
      sourceIds: ["s1", "s2"],
      teamIds: ["t1"],
      languages: ["en", "de"],
      channelName: "Realtime",
    });
    expect(result.status).toBe("unavailable");
    expect(lab.sent()).toEqual([
      {
        call: "GET /status",
        query: {
          "source_ids[]": ["s1", "s2"],
          "category_ids[]": [categories.agent.id, categories.billing.id],
          "team_ids[]": ["t1"],
          "spoken_languages[]": ["en", "de"],
        },
      },
      // Nobody is connected there, so the name may be a misspelt one.
      { call: "GET /channels", query: { offset: "0", limit: "150" } },
    ]);
  });

  test.each<[string, Parameters<typeof setAna>[0], Record<string, unknown>, string]>([
    ["nobody is available", { status: "away" }, {}, "onNoAgents"],
    ["the only one is full", { busyness: "full" }, {}, "onNoAgents"],
    ["the only one is busy, which is below the limit", { busyness: "busy" }, {}, "onAgentsAvailable"],
    ["full ones count", { busyness: "full" }, { availabilityRule: "available" }, "onAgentsAvailable"],
    ["all who are connected count", { status: "away" }, { availabilityRule: "online" }, "onAgentsAvailable"],
  ])("when %s", async (_, presence, config, exit) => {
    setAna(presence);
    expect((await run(config, channelInput(lab))).nextNode).toBe(exit);
  });

  test("does not count agents who are available on another channel", async () => {
    const { agents, channels } = lab.engage.seed;
    lab.engage.domain.setPresence(agents.ana.id, channels.async.id, { status: "away" });
    expect((await run({}, channelInput(lab))).nextNode).toBe("onNoAgents");
    expect((await run({ channelId: channels.realtime.id }, channelInput(lab))).nextNode).toBe("onAgentsAvailable");
  });

  test.each([
    [
      "available",
      "onAgentsAvailable",
      { status: "unknown", agents: null, reason: { code: "forbidden", httpStatus: 403 } },
    ],
    ["unavailable", "onNoAgents", { status: "unknown" }],
    [
      "error",
      "onAgentCheckError",
      {
        status: "error",
        error: { code: "availability_unknown", httpStatus: 403, hint: expect.stringContaining("monitor_tasks") },
      },
    ],
  ])(
    "a token that may not see agents means unknown, and goes to %s if asked to",
    async (whenUnknown, exit, expected) => {
      const connection = { ...lab.connection, accessToken: lab.engage.seed.tokens.limited };
      const { result, nextNode } = await run({ connection, whenUnknown });
      expect(nextNode).toBe(exit);
      expect(result).toMatchObject(expected);
    },
  );

  test("goes to Error when Engage cannot be asked", async () => {
    const { result, nextNode } = await run({ sourceIds: ["unknown"] });
    expect(nextNode).toBe("onAgentCheckError");
    expect(result).toMatchObject({ status: "error", error: { code: "not_found" } });
  });

  const refuse = (path: RegExp, body: unknown, headers: Record<string, string> = {}) =>
    lab.engage.faults.inject({ kind: "status", status: 403, body, headers }, { path, times: 9 });
  const forbidden = { error: "forbidden", message: "Forbidden", status: 403 };

  test("goes to Error when it is the source that Engage refuses: that says nothing about the agents", async () => {
    refuse(/content_sources/, forbidden);
    const { result, nextNode } = await run({}, channelInput(lab));
    expect(nextNode).toBe("onAgentCheckError");
    expect(result).toMatchObject({ status: "error", error: { code: "forbidden", httpStatus: 403 } });
  });

  test("goes to Error when somebody else than Engage refuses, such as a proxy", async () => {
    refuse(/status/, "<html>Access to this site is blocked</html>", { "content-type": "text/html" });
    const { result, nextNode } = await run({ channelName: "Async" });
    expect(nextNode).toBe("onAgentCheckError");
    expect(result).toMatchObject({
      status: "error",
      error: { code: "proxy_refused", httpStatus: 403, hint: expect.stringContaining("proxy") },
    });
  });

  test.each<[string, unknown]>([
    ["a word", "Forbidden"],
    ["nothing", ""],
    ["JSON that names no error", { message: "You may not see this" }],
  ])("means unknown when Engage refuses with %s", async (_, body) => {
    refuse(/status/, body);
    const { result, nextNode } = await run({ channelName: "Async" });
    expect(nextNode).toBe("onAgentsAvailable");
    expect(result).toMatchObject({ status: "unknown", reason: { code: "forbidden", httpStatus: 403 } });
  });
});

describe("A channel in the node", () => {
  test("that Engage does not have is an error that names it, and lists those that exist", async () => {
    const { result, nextNode } = await run({ channelName: "Realtme" }, channelInput(lab));
    expect(nextNode).toBe("onAgentCheckError");
    expect(result).toMatchObject({
      status: "error",
      error: {
        code: "configuration",
        message: 'Engage has no channel "Realtme". It has: Async, Realtime.',
        hint: expect.stringContaining("Channel name or ID"),
      },
    });
    expect(lab.calls()).toEqual(["GET /channels", "GET /status"]);
  });

  test.each([
    ["its name", () => "REALTIME"],
    ["its ID", () => lab.engage.seed.channels.realtime.id],
  ])("that exists and has nobody, given by %s, is unavailable", async (_, channel) => {
    for (const { id } of Object.values(lab.engage.seed.agents)) {
      lab.engage.domain.setPresence(id, lab.engage.seed.channels.realtime.id, { status: null });
    }
    const { result, nextNode } = await run({ channelName: channel() }, channelInput(lab));
    expect(nextNode).toBe("onNoAgents");
    expect(result).toMatchObject({ status: "unavailable", agents: { counted: 0 } });
  });

  test("costs no further request while somebody is connected there", async () => {
    expect((await run({ channelName: "async" }, channelInput(lab))).nextNode).toBe("onAgentsAvailable");
    expect(lab.calls()).toEqual(["GET /status"]);
  });

  test("is taken for right when Engage does not say which there are", async () => {
    lab.engage.faults.inject(
      { kind: "status", status: 403, body: { error: "forbidden", message: "Forbidden", status: 403 } },
      { path: /channels/ },
    );
    const { nextNode, logs } = await run({ channelName: "Realtme" }, channelInput(lab));
    expect(nextNode).toBe("onNoAgents");
    expect(logs).toContainEqual({
      level: "warn",
      message: expect.stringContaining('whether channel "Realtme" exists'),
    });
  });

  test("is refused by Handover as well, before anything is changed", async () => {
    const { result, nextNode } = await lab.run(
      "handoverToRingCentral",
      { channelName: "Realtme" },
      { input: channelInput(lab) },
    );
    expect(nextNode).toBe("onHandoverError");
    expect(result).toMatchObject({ error: { code: "configuration", message: expect.stringContaining("Realtme") } });
    expect(lab.engage.seed.thread.thread_category_ids).toEqual([lab.engage.seed.categories.bot.id]);
  });
});
