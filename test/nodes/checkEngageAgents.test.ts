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
});
