/** Handover to RingCentral: to a team, an agent or a language, and what happens where that can't be. */
import { bridgeInput, channelInput, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

const onChannel = (config: Record<string, unknown>) =>
  lab.run("handoverToRingCentral", config, { input: channelInput(lab) });
const onBridge = (config: Record<string, unknown>, input: Record<string, unknown> = {}) =>
  lab.run("handoverToRingCentral", config, { input: { ...bridgeInput(lab), ...input } });
const availability = () =>
  lab
    .sent()
    .filter(({ call }) => call.startsWith("GET /status"))
    .map(({ query }) => query);

describe("In task mode", () => {
  test("the task goes to the team, which is asked for first", async () => {
    const { teams, task, sources, categories } = lab.engage.seed;
    const { result } = await onChannel({ teamId: teams.support.id });
    expect(availability()).toEqual([
      {
        "source_ids[]": [sources.messaging.id],
        "category_ids[]": [categories.agent.id],
        "team_ids[]": [teams.support.id],
      },
    ]);
    expect(lab.sent().slice(-2)).toEqual([
      { call: "GET /tasks", query: { queue: "global", offset: "0", limit: "150" } },
      { call: `POST /tasks/${task.id}/transfer`, body: { "team_ids[]": [teams.support.id] } },
    ]);
    expect(result).toMatchObject({ status: "handedOver", routing: "task", calls: 5 });
    expect(result).not.toHaveProperty("routingProblem");
  });

  test("the task goes to speakers of a language, by its two letters", async () => {
    const { task, agents, channels } = lab.engage.seed;
    lab.engage.domain.setPresence(agents.ben.id, channels.async.id, { status: "available" });
    const { result } = await onChannel({ spokenLanguage: "fr-CA", checkAvailability: false });
    expect(availability()).toMatchObject([{ "spoken_languages[]": ["fr"] }]);
    expect(lab.sent().at(-1)).toEqual({ call: `POST /tasks/${task.id}/transfer`, body: { language: "fr" } });
    expect(task.agent_ids).toEqual([agents.ben.id]);
    expect(result).toMatchObject({ routing: "task" });
  });

  test("an agent who is connected gets it at once", async () => {
    const { task, agents } = lab.engage.seed;
    const { result } = await onChannel({ agentId: agents.ana.id, checkAvailability: false });
    expect(lab.calls()).toContain(`GET /status/${agents.ana.id}`);
    expect(lab.sent().at(-1)).toEqual({
      call: `POST /tasks/${task.id}/transfer`,
      body: { "agent_ids[]": [agents.ana.id], bypass: "true" },
    });
    expect(task.queue).toBe(`workbin_${agents.ana.id}`);
    expect(result).toMatchObject({ routing: "task" });
  });

  test("a briefing that has no other place goes along", async () => {
    const { task, teams } = lab.engage.seed;
    lab.engage.faults.inject({ kind: "status", status: 403 }, { method: "POST", path: /interventions$/ });
    const { result } = await onChannel({ teamId: teams.support.id, reason: "Refund", checkAvailability: false });
    expect(lab.sent().filter(({ call }) => call.endsWith("/transfer"))).toEqual([
      {
        call: `POST /tasks/${task.id}/transfer`,
        body: { "team_ids[]": [teams.support.id], comment: "Reason: Refund" },
      },
    ]);
    expect(result).toMatchObject({ routing: "task", briefing: "transferComment" });
  });

  test("the same is true on route bridge, where the message names the language, too", async () => {
    const { teams } = lab.engage.seed;
    const { result } = await onBridge(
      {
        teamId: teams.support.id,
        spokenLanguage: "en",
        checkAvailability: false,
        languageCategories: {},
      },
      { language: "de-DE" },
    );
    const opening = lab.sent().find(({ call }) => call.includes("/realtime/"));
    expect(Object(opening?.body).params.language).toBe("en");
    const [task] = [...lab.engage.domain.tasks.values()].filter(({ thread_id }) => thread_id === result.threadId);
    expect(lab.sent().at(-1)).toEqual({
      call: `POST /tasks/${task?.id}/transfer`,
      body: { "team_ids[]": [teams.support.id], language: "en" },
    });
    expect(result).toMatchObject({ status: "handedOver", routing: "task" });
  });
});

describe("The categories decide", () => {
  test("where nobody of the team is free, and others are", async () => {
    const { sources, categories } = lab.engage.seed;
    const { result, nextNode } = await onChannel({ spokenLanguage: "ja" });
    const everybody = { "source_ids[]": [sources.messaging.id], "category_ids[]": [categories.agent.id] };
    expect(availability()).toEqual([{ ...everybody, "spoken_languages[]": ["ja"] }, everybody]);
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      agents: { counted: 1 },
      routing: "categories",
      routingProblem: { code: "not_found", message: expect.stringContaining("connected") },
      calls: 4,
    });
  });

  test("where the agent isn't connected", async () => {
    const { result } = await onChannel({ agentId: lab.engage.seed.users.limited.id, checkAvailability: false });
    expect(result).toMatchObject({ status: "handedOver", routing: "categories", calls: 3 });
  });

  test("where an agent who is away leaves the team to take it", async () => {
    const { users, teams, task } = lab.engage.seed;
    const config = { agentId: users.limited.id, teamId: teams.support.id, checkAvailability: false };
    const { result } = await onChannel(config);
    expect(lab.sent().at(-1)).toEqual({
      call: `POST /tasks/${task.id}/transfer`,
      body: { "team_ids[]": [teams.support.id] },
    });
    expect(result).toMatchObject({ routing: "task" });
  });

  test.each([
    ["may not see agents", /\/status/, 403],
    ["may not transfer", /\/transfer$/, 403],
    ["names a team that Engage doesn't know", /\/transfer$/, 422],
  ])("where the token %s: the handover stays", async (_, path, status) => {
    const { teams, categories } = lab.engage.seed;
    lab.engage.faults.inject({ kind: "status", status }, { path });
    const { result, nextNode } = await onChannel({ teamId: teams.support.id, checkAvailability: false });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      categoriesAfter: [categories.agent.id],
      routing: "categories",
      routingProblem: { httpStatus: status },
    });
  });
});

describe("A category per language", () => {
  const add = (name: string) => lab.engage.domain.addCategory({ name }).id;

  test("goes with the Agent category and the topics, and replaces the other language's", async () => {
    const { thread, categories } = lab.engage.seed;
    const [english, malay] = [add("English"), add("Malay")];
    lab.engage.domain.categorizeThread(thread.id, [categories.bot.id, english]);
    const { result } = await lab.run(
      "handoverToRingCentral",
      {
        additionalCategoryIds: [categories.billing.id],
        languageCategories: { en: english, ms: malay },
        checkAvailability: false,
      },
      { input: { ...channelInput(lab), language: "ms-MY" } },
    );
    expect(result).toMatchObject({ categoriesAfter: [categories.agent.id, categories.billing.id, malay], calls: 2 });
  });

  test("follows the country that an AI Agent names", async () => {
    const { categories } = lab.engage.seed;
    const [brazilian, portuguese] = [add("Brazilian"), add("Portuguese")];
    const { result } = await lab.run(
      "handoverToRingCentral",
      { languageCategories: { "pt-BR": brazilian, "pt-PT": portuguese }, checkAvailability: false },
      { input: { ...channelInput(lab), aiAgent: { toolId: "t", toolArgs: { language: "pt-BR" } } } },
    );
    expect(result).toMatchObject({ categoriesAfter: [categories.agent.id, brazilian] });
  });

  test("follows the spoken language before the Flow's", async () => {
    const { categories } = lab.engage.seed;
    const english = add("English");
    const { result } = await onBridge(
      { languageCategories: { en: english }, spokenLanguage: "en", checkAvailability: false },
      { language: "de-DE" },
    );
    expect(result).toMatchObject({ categoriesAfter: [categories.agent.id, english] });
    const opening = lab.sent().find(({ call }) => call.includes("/realtime/"));
    expect(Object(opening?.body).params.context_data).toEqual({
      "handover-categories": [categories.agent.id, english],
    });
  });
});
