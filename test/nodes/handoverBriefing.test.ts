/** Handover to RingCentral: what the agent knows from the start, and what stays masked. */
import { bridgeInput, channelInput, useNodeLab } from "../../harness/nodeLab";
import { engageContent } from "../../sandbox/engage/domain/interventions";

const lab = useNodeLab();

const BRIEFING = {
  reason: "Wants a refund",
  urgency: "high",
  summary: "Paid with 4111 1111 1111 1111",
  alreadyTried: "Tracking",
  facts: { order_no: 42 },
};
const NOTE =
  "Reason: Wants a refund\nUrgency: high\nSummary: Paid with **** **** **** ****\nAlready tried: Tracking\nFacts:\n- order_no: 42";
const MASKED = { ...BRIEFING, maskBeforeSending: ["cards"] };

describe("On route bridge the briefing", () => {
  test("leads the opening message and becomes context data, masked like the rest", async () => {
    const { result } = await lab.run(
      "handoverToRingCentral",
      { ...MASKED, checkAvailability: false, contextData: { plan: "gold" } },
      {
        input: { ...bridgeInput(lab), text: "Card 5500 0000 0000 0004" },
        transcript: [{ source: "user", text: "My card 4111111111111111 fails" }],
      },
    );
    const opening = lab.sent().find(({ call }) => call.includes("/realtime/"));
    expect(Object(opening?.body).params).toMatchObject({
      body: `${NOTE}\n\nCustomer: My card **************** fails\n\nCard **** **** **** ****`,
      context_data: {
        plan: "gold",
        "briefing-reason": "Wants a refund",
        "briefing-urgency": "high",
        "briefing-summary": "Paid with **** **** **** ****",
        "briefing-already-tried": "Tracking",
        "briefing-facts-order-no": "42",
      },
    });
    expect(result).toMatchObject({ status: "handedOver", briefing: "openingMessage", calls: 4 });
    expect(result).not.toHaveProperty("routing");
  });
});

describe("On route channel the briefing", () => {
  const run = (config: Record<string, unknown> = {}, change: Record<string, unknown> = {}) =>
    lab.run("handoverToRingCentral", { ...MASKED, ...config }, { input: channelInput(lab, change) });

  test("becomes a note on an intervention that the bot opens while it still has the conversation", async () => {
    const { thread, content, users, categories } = lab.engage.seed;
    const { result } = await run({ checkAvailability: false });
    const [intervention] = [...lab.engage.domain.interventions.values()];
    expect(lab.sent()).toEqual([
      { call: `GET /content_threads/${thread.id}` },
      { call: "GET /interventions", query: { thread_id: thread.id } },
      { call: "POST /interventions", body: { content_id: content.id } },
      {
        call: `PUT /content_threads/${thread.id}/update_categories`,
        body: { "thread_category_ids[]": [categories.agent.id] },
      },
      {
        call: "POST /intervention_comments",
        body: { intervention_id: intervention?.id, body: NOTE, user_id: users.bot.id },
      },
    ]);
    expect(result).toMatchObject({ status: "handedOver", briefing: "comment", calls: 5 });
  });

  test("becomes a note on the intervention that is open", async () => {
    const { content, users } = lab.engage.seed;
    const open = engageContent(lab.engage.domain, content.id, users.bot.id);
    lab.engage.exchanges.length = 0;
    const { result } = await run({ checkAvailability: false });
    expect(lab.calls()).not.toContain("POST /interventions");
    expect(lab.sent().slice(-2)).toEqual([
      { call: "GET /users/me" },
      { call: "POST /intervention_comments", body: { intervention_id: open.id, body: NOTE, user_id: users.bot.id } },
    ]);
    expect(result).toMatchObject({ briefing: "comment", calls: 5 });
  });

  test("goes without a user's id where Engage doesn't say whose token it is", async () => {
    const { content, users } = lab.engage.seed;
    engageContent(lab.engage.domain, content.id, users.bot.id);
    lab.engage.faults.inject({ kind: "status", status: 404 }, { path: /users\/me/ });
    const { result } = await run({ checkAvailability: false });
    expect(Object(lab.sent().at(-1)?.body)).not.toHaveProperty("user_id");
    expect(result).toMatchObject({ briefing: "comment" });
  });

  test("goes along with the task where no intervention can be opened", async () => {
    const { task } = lab.engage.seed;
    lab.engage.faults.inject({ kind: "status", status: 403 }, { method: "POST", path: /interventions$/ });
    const { result } = await run({ checkAvailability: false });
    expect(lab.sent().at(-1)).toEqual({ call: `POST /tasks/${task.id}/transfer`, body: { comment: NOTE } });
    expect(result).toMatchObject({ status: "handedOver", briefing: "transferComment" });
  });

  test("doesn't open an intervention while agents have the conversation", async () => {
    const { thread, categories, task } = lab.engage.seed;
    lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
    const { result } = await run({ checkAvailability: false });
    expect(lab.calls()).not.toContain("POST /interventions");
    expect(lab.sent().at(-1)).toEqual({ call: `POST /tasks/${task.id}/transfer`, body: { comment: NOTE } });
    expect(result).toMatchObject({ status: "alreadyHandedOver", briefing: "transferComment" });
  });

  test("is reported as not delivered when Engage takes it neither way, and the handover goes ahead", async () => {
    const { tokens, thread, categories } = lab.engage.seed;
    lab.engage.faults.inject({ kind: "status", status: 403 }, { method: "POST", path: /interventions$/ });
    const { result, nextNode } = await run({
      connection: { ...lab.connection, accessToken: tokens.limited },
      threadId: thread.id,
      checkAvailability: false,
    });
    expect(nextNode).toBe("onHandedOver");
    expect(result).toMatchObject({
      status: "handedOver",
      categoriesAfter: [categories.agent.id],
      briefing: "notDelivered",
      briefingProblem: { code: "forbidden" },
    });
  });

  test("opens nothing when nobody is there", async () => {
    const { agents, channels } = lab.engage.seed;
    for (const channel of Object.values(channels)) {
      lab.engage.domain.setPresence(agents.ana.id, channel.id, { status: "away" });
    }
    const { nextNode } = await run();
    expect(nextNode).toBe("onNoAgentAvailable");
    expect(lab.calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
  });
});

test("On route native it is reported as not delivered", async () => {
  const { result } = await lab.run(
    "handoverToRingCentral",
    { ...BRIEFING, teamId: "t", checkAvailability: false },
    { input: { endpointType: "ringCentralEngage" } },
  );
  expect(result).toMatchObject({ status: "handedOver", briefing: "notDelivered", routing: "none", calls: 0 });
});

test.each([
  [{ maskBeforeSending: ["card"] }, /"Mask before sending".*none of cards/],
  [{ maskPatterns: ["\\d+"] }, /"Further patterns to mask".*\\d\+/],
  [{ languageCategories: { en: 5 } }, /"Category per language"/],
])("What cannot be used is an error before anything is sent: %j", async (config, message) => {
  for (const input of [channelInput(lab), bridgeInput(lab)]) {
    const { result, nextNode } = await lab.run("handoverToRingCentral", config, { input });
    expect(nextNode).toBe("onHandoverError");
    expect(result).toMatchObject({
      error: { code: "configuration", message: expect.stringMatching(message) },
      calls: 0,
    });
  }
});

test("A pattern may have a comma in it", async () => {
  const config = { maskPatterns: "KD-\\d{2,6}\nX\\d", reason: "KD-1234, X5", checkAvailability: false };
  await lab.run("handoverToRingCentral", config, { input: bridgeInput(lab) });
  const opening = lab.sent().find(({ call }) => call.includes("/realtime/"));
  expect(Object(opening?.body).params.body).toBe("Reason: **-****, **\n\nHi");
});

test("What an AI Agent's tool gives is masked before it is cut", async () => {
  const summary = `${"x".repeat(1_985)} 4111111111111111`;
  const input = { ...bridgeInput(lab), aiAgent: { toolId: "t", toolArgs: { summary } } };
  await lab.run("handoverToRingCentral", { maskBeforeSending: ["cards"], transcriptTurns: 0 }, { input });
  const opening = lab.sent().find(({ call }) => call.includes("/realtime/"));
  expect(JSON.stringify(opening?.body)).toContain("xxx **");
  expect(JSON.stringify(Object(opening?.body).params.body)).not.toMatch(/\d/);
});
