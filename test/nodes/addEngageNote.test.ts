import { bridgeInput, channelInput, referenceOf, useNodeLab } from "../../harness/nodeLab";
import { engageContent } from "../../sandbox/engage/domain/interventions";

const lab = useNodeLab();

const run = (config: Record<string, unknown> = {}, input: Record<string, unknown> = channelInput(lab)) =>
  lab.run("addEngageNote", { note: " Call kim@example.com back ", ...config }, { input });

test("opens an intervention for the note while the bot has the conversation", async () => {
  const { thread, content, users } = lab.engage.seed;
  const { result, nextNode } = await run({ maskBeforeSending: ["emails"] });
  const [intervention] = [...lab.engage.domain.interventions.values()];
  const [comment] = [...lab.engage.domain.comments.values()];
  expect(lab.sent()).toEqual([
    { call: "GET /interventions", query: { thread_id: thread.id } },
    { call: `GET /content_threads/${thread.id}` },
    { call: "POST /interventions", body: { content_id: content.id } },
    {
      call: "POST /intervention_comments",
      body: { intervention_id: intervention?.id, body: "Call ***@*******.*** back", user_id: users.bot.id },
    },
  ]);
  expect(result).toEqual({
    status: "added",
    threadId: thread.id,
    delivered: "comment",
    interventionId: intervention?.id,
    commentId: comment?.id,
    calls: 4,
  });
  expect(nextNode).toBeUndefined();
});

test("takes the open intervention, also an agent's", async () => {
  const { task, agents, users } = lab.engage.seed;
  engageContent(lab.engage.domain, lab.engage.seed.content.id, users.bot.id);
  lab.engage.domain.agentTakes(task.id, agents.ana.id);
  lab.engage.exchanges.length = 0;
  const { result } = await run();
  expect(lab.sent().map(({ call }) => call)).toEqual([
    "GET /interventions",
    "GET /users/me",
    "POST /intervention_comments",
  ]);
  expect(result).toMatchObject({ status: "added", delivered: "comment", calls: 3 });
});

test("takes the intervention that it names", async () => {
  const { content, users } = lab.engage.seed;
  const { id } = engageContent(lab.engage.domain, content.id, users.bot.id);
  lab.engage.exchanges.length = 0;
  const { result } = await run({ interventionId: id }, {});
  expect(result).toMatchObject({ status: "added", interventionId: id, calls: 2 });
});

test("goes along with the task while the conversation waits for agents", async () => {
  const { thread, categories, task } = lab.engage.seed;
  lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
  const { result } = await run();
  expect(lab.sent().at(-1)).toEqual({
    call: `POST /tasks/${task.id}/transfer`,
    body: { comment: "Call kim@example.com back" },
  });
  expect(result).toMatchObject({ status: "added", delivered: "transferComment", taskId: task.id, calls: 4 });
});

test("looks for the customer's message in a conversation that only its Thread ID names", async () => {
  const { result } = await run({ threadId: lab.engage.seed.thread.id }, {});
  expect(lab.calls()).toContain("GET /contents");
  expect(result).toMatchObject({ status: "added", delivered: "comment", calls: 5 });
});

test("finds the conversation of a customer on the bridge, for one request more", async () => {
  const { realtimeAccessToken, categories } = lab.engage.seed;
  await lab.run("handoverToRingCentral", { checkAvailability: false }, { input: bridgeInput(lab) });
  const thread = [...lab.engage.domain.threads.values()].find(
    ({ foreign_id }) => foreign_id === referenceOf(realtimeAccessToken),
  );
  const { result } = await run({}, bridgeInput(lab));
  expect(result).toMatchObject({ status: "added", threadId: thread?.id, delivered: "transferComment", calls: 5 });
  lab.engage.domain.categorizeThread(thread?.id ?? "", [categories.bot.id]);
  const opened = await run({}, bridgeInput(lab));
  expect(opened.result).toMatchObject({ status: "added", delivered: "comment", calls: 6 });
  const again = await run({}, bridgeInput(lab));
  expect(again.result).toMatchObject({ status: "added", delivered: "comment", calls: 4 });
});

test("says so when Engage takes the note neither way", async () => {
  const { tokens, thread, categories } = lab.engage.seed;
  lab.engage.domain.categorizeThread(thread.id, [categories.agent.id]);
  const { result } = await run({
    connection: { ...lab.connection, accessToken: tokens.limited },
    threadId: thread.id,
  });
  expect(result).toMatchObject({ status: "error", error: { code: "note_not_delivered" } });
  expect([...lab.engage.domain.comments.values()]).toEqual([]);
});

test.each([
  ["an empty note", { note: " " }, /no note/],
  ["a mask with a hole in it", { maskPatterns: ["a*"] }, /Further patterns to mask/],
])("is refused with %s", async (_, config, message) => {
  const { result } = await run(config);
  expect(result).toMatchObject({ error: { code: "configuration", message: expect.stringMatching(message) }, calls: 0 });
});

test("Close leaves an intervention open that has notes and no reply, since cancelling would delete them", async () => {
  await run();
  const [intervention] = [...lab.engage.domain.interventions.values()];
  lab.engage.exchanges.length = 0;
  const { result } = await lab.run("closeEngageConversation", {}, { input: channelInput(lab) });
  expect(result).toMatchObject({ status: "closed", intervention: "keptForNotes", interventionId: intervention?.id });
  expect(lab.calls().filter((call) => call.startsWith("DELETE"))).toEqual([]);
  expect([...lab.engage.domain.comments.values()]).toHaveLength(1);
});
