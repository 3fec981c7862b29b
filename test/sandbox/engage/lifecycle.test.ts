/** The lifecycles of the reference, as the order of the events that webhooks will carry. */
import { namesOf, useEngage } from "./engageUnderTest";

const t = useEngage();

/** Names since the last call. */
function happened(): string[] {
  return namesOf(t.events.splice(0)).filter((name) => name !== "content.exported");
}

it("goes from the bot to an agent and back", async () => {
  const { domain, seed } = t.engage;
  const { categories, agents } = seed;
  const customer = domain.addIdentity({ communityId: seed.communities.messaging.id, foreignId: "v", screenname: "V" });

  const { thread, content, task } = domain.customerWrites({
    sourceId: seed.sources.messaging.id,
    identityId: customer.id,
    body: "I need a human",
  });
  expect(t.events[0]?.metadata).toMatchObject({
    status: "new",
    category_ids: [categories.bot.id],
    first_in_thread: true,
    intervention_id: null,
  });
  expect(happened()).toEqual(["content.imported", "task.created", "task.undelivered"]);

  await t.call("PUT", `/content_threads/${thread.id}/update_categories`, {
    form: { "thread_category_ids[]": [categories.agent.id] },
  });
  expect(happened()).toEqual(["task.recategorized", "task.assigned"]);

  domain.agentTakes(task?.id ?? "", agents.ana.id);
  expect(t.events[0]?.metadata).toMatchObject({ type: "ring", queue: `workbin_${agents.ana.id}` });
  expect(happened()).toEqual(["task.taken"]);

  const reply = domain.agentReplies(thread.id, agents.ana.id, "Hello, I am Ana");
  expect(reply).toMatchObject({ in_reply_to_id: content.id, status: "user_reply", creator_id: agents.ana.id });
  expect(happened()).toEqual(["intervention.opened", "content.replied"]);
  domain.agentReplies(thread.id, agents.ana.id, "How can I help?");
  expect(happened()).toEqual(["content.replied"]);

  const again = domain.customerWrites({ sourceId: thread.source_id, threadId: thread.id, body: "My parcel" });
  expect(again.content).toMatchObject({ status: "assigned", intervention_id: reply.intervention_id });
  expect(happened()).toEqual(["content.imported"]);

  domain.agentCloses(reply.intervention_id ?? "", agents.ana.id);
  expect(t.events.find((event) => event.type === "task.completed")).toMatchObject({
    action: "closed",
    metadata: { action: "closed", thread_id: thread.id },
  });
  expect(happened()).toEqual(["intervention.closed", "task.completed"]);

  domain.categorizeThread(thread.id, [categories.bot.id]);
  expect(happened()).toEqual(["task.recategorized"]);

  const back = domain.customerWrites({ sourceId: thread.source_id, threadId: thread.id, body: "One more thing" });
  expect(t.events[0]?.metadata).toMatchObject({
    thread_id: thread.id,
    intervention_id: reply.intervention_id,
    category_ids: [categories.bot.id],
  });
  // The task diagram shows the reopening in place of `task.created`.
  expect(happened()).toEqual(["content.imported", "intervention.reopened", "task.undelivered"]);
  expect(back.task?.queue).toBe("undelivered");
});

it("defers and comes back", () => {
  const { domain, seed } = t.engage;
  domain.agentTakes(seed.task.id, seed.agents.ana.id);
  happened();
  const intervention = domain.agentDefers(seed.thread.id, seed.agents.ana.id);
  expect(t.events.at(-1)?.metadata).toBeDefined();
  expect(happened()).toEqual(["intervention.opened", "intervention.deferred", "task.completed"]);
  domain.categorizeThread(seed.thread.id, [seed.categories.agent.id]);
  happened();
  domain.deferralEnds(intervention.id);
  expect(happened().slice(0, 2)).toEqual(["intervention.reactivated", "task.created"]);
});

it("comes back from a deferral to the task that the customer has waiting already", () => {
  const { domain, seed } = t.engage;
  domain.agentTakes(seed.task.id, seed.agents.ana.id);
  const intervention = domain.agentDefers(seed.thread.id, seed.agents.ana.id);
  domain.customerWrites({
    sourceId: seed.thread.source_id,
    identityId: seed.identities.customer.id,
    body: "Still there?",
  });
  domain.deferralEnds(intervention.id);
  const waiting = [...domain.tasks.values()].filter((task) => task.completed_at === null);
  expect(waiting).toMatchObject([{ thread_id: seed.thread.id }]);
});

it("lets the agent who takes over own the bot's open intervention", async () => {
  const { domain, seed } = t.engage;
  await t.call("POST", "/interventions", { query: { content_id: seed.content.id } });
  domain.categorizeThread(seed.thread.id, [seed.categories.agent.id]);
  expect(happened()).toEqual([
    "intervention.opened",
    "task.recategorized",
    "intervention.recategorized",
    "task.assigned",
  ]);
  domain.agentTakes(seed.task.id, seed.agents.ana.id);
  expect(happened()).toEqual(["task.taken", "intervention.user_updated"]);
});

it("starts a new thread with the default categories when the customer comes back late", () => {
  const { domain, seed } = t.engage;
  seed.thread.last_content_at = "2020-01-01T00:00:00Z";
  const { thread, content } = domain.customerWrites({
    sourceId: seed.sources.messaging.id,
    identityId: seed.identities.customer.id,
    body: "Me again",
  });
  expect(thread.id).not.toBe(seed.thread.id);
  expect(content.first_in_thread).toBe(true);
  expect(thread.thread_category_ids).toEqual([seed.categories.bot.id]);
});

it("keeps the journal, for those who may search it", async () => {
  t.engage.domain.categorizeThread(t.engage.seed.thread.id, [t.engage.seed.categories.agent.id]);
  const query = { q: "name_in:content_thread.recategorized" };
  expect((await t.call("GET", "/events", { query })).body.records).toMatchObject([
    { name: "content_thread.recategorized", extra_infos: { content_thread_id: t.engage.seed.thread.id } },
  ]);
  expect((await t.call("GET", "/events", { query, token: "limited-token" })).status).toBe(404);
});

it("starts from the same seed after a reset", () => {
  const before = structuredClone([
    t.engage.seed.thread.id,
    t.engage.seed.task.id,
    t.engage.seed.identities.customer.id,
  ]);
  t.engage.domain.customerWrites({
    sourceId: t.engage.seed.sources.messaging.id,
    threadId: t.engage.seed.thread.id,
    body: "x",
  });
  t.engage.reset();
  expect([t.engage.seed.thread.id, t.engage.seed.task.id, t.engage.seed.identities.customer.id]).toEqual(before);
  expect(t.engage.domain.contents.size).toBe(1);
  expect(t.engage.domain.events.size).toBe(0);
});
