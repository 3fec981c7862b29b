/** Interventions, their comments, and the calls for virtual agents. */
import { idsOf, namesOf, useEngage } from "./engageUnderTest";

const t = useEngage();

async function openIntervention(token = "bot-token"): Promise<string> {
  const query = { content_id: t.engage.seed.content.id };
  return String((await t.call("POST", "/interventions", { query, token })).body.id);
}

async function reply(): Promise<void> {
  await t.call("POST", "/contents", { json: { in_reply_to_id: t.engage.seed.content.id, body: "Hello" } });
}

describe("POST /interventions", () => {
  it("opens one in the name of the token's user, and takes the content under it", async () => {
    const { content, users, identities, task } = t.engage.seed;
    const answer = await t.call("POST", "/interventions", { query: { content_id: content.id } });
    expect(answer).toMatchObject({
      status: 200,
      body: { user_id: users.bot.id, identity_id: identities.customer.id, closed: false, status: "Ouvert" },
    });
    expect(content).toMatchObject({ status: "assigned", intervention_id: answer.body.id });
    expect(task.intervention_id).toBe(answer.body.id);
    expect(namesOf(t.events)).toEqual(["intervention.opened"]);
  });

  it("is refused while one is open", async () => {
    await openIntervention();
    expect((await t.call("POST", "/interventions", { query: { content_id: t.engage.seed.content.id } })).status).toBe(
      422,
    );
  });

  it("reopens a closed one", async () => {
    const id = await openIntervention();
    await reply();
    await t.call("PUT", `/interventions/${id}/close`);
    expect(await openIntervention("limited-token")).toBe(id);
    expect(t.engage.domain.interventions.get(id)).toMatchObject({
      closed: false,
      user_id: t.engage.seed.users.limited.id,
    });
    expect(namesOf(t.events)).toContain("intervention.reopened");
  });

  it.each([
    [{}, 400],
    [{ content_id: "66b1c04700000000000000ff" }, 404],
  ])("refuses %j with %i", async (query, status) => {
    expect((await t.call("POST", "/interventions", { query })).status).toBe(status);
  });
});

describe("close and cancel", () => {
  it("closes after a reply, which completes the task", async () => {
    const id = await openIntervention();
    await reply();
    expect(await t.call("PUT", `/interventions/${id}/close`)).toMatchObject({
      status: 200,
      body: { closed: true, user_replies_count: 1, status: "Fermé" },
    });
    expect(namesOf(t.events).filter((name) => name !== "content.exported")).toEqual([
      "intervention.opened",
      "content.replied",
      "intervention.closed",
      "task.completed",
    ]);
    expect(t.engage.seed.task.queue).toBe("history");
  });

  it("cancels without a reply, which destroys it", async () => {
    const id = await openIntervention();
    expect((await t.call("DELETE", `/interventions/${id}/cancel`)).status).toBe(200);
    expect((await t.call("GET", `/interventions/${id}`)).status).toBe(404);
    expect(t.engage.seed.content).toMatchObject({ status: "new", intervention_id: null });
  });

  it("does not close without a reply, nor cancel with one", async () => {
    const id = await openIntervention();
    expect((await t.call("PUT", `/interventions/${id}/close`)).status).toBe(403);
    await reply();
    expect((await t.call("DELETE", `/interventions/${id}/cancel`)).status).toBe(403);
  });

  it("closes once only", async () => {
    const id = await openIntervention();
    await reply();
    await t.call("PUT", `/interventions/${id}/close`);
    expect((await t.call("PUT", `/interventions/${id}/close`)).status).toBe(403);
  });

  it("closes for the owner or for who may edit all", async () => {
    const id = await openIntervention();
    await reply();
    expect((await t.call("PUT", `/interventions/${id}/close`, { token: "limited-token" })).status).toBe(403);
    t.engage.seed.users.limited.rights.push("update_intervention");
    expect((await t.call("PUT", `/interventions/${id}/close`, { token: "limited-token" })).status).toBe(200);
  });

  it("answers 409 while it is being closed", async () => {
    const id = await openIntervention();
    t.engage.domain.lockIntervention(id, { times: 1 });
    expect((await t.call("PUT", `/interventions/${id}/close`)).status).toBe(409);
  });

  it("ends the chat on a live-chat source", async () => {
    t.engage.seed.sources.messaging.live_chat = true;
    const id = await openIntervention();
    await reply();
    await t.call("PUT", `/interventions/${id}/close`);
    expect(t.engage.seed.thread.closed).toBe(true);
  });
});

describe("other changes", () => {
  it("writes custom fields under one name and reads them under another", async () => {
    const id = await openIntervention();
    const form = { "custom_field_values[bot_summary]": "Parcel is late" };
    const answer = await t.call("PUT", `/interventions/${id}`, { form });
    expect(answer.body.custom_fields).toEqual({ bot_summary: "Parcel is late" });
    expect(namesOf(t.events)).toContain("intervention.custom_fields_updated");
    expect((await t.call("PUT", `/interventions/${id}`, { form: { "custom_field_values[nope]": "1" } })).status).toBe(
      422,
    );
  });

  it("reassigns for who may update interventions", async () => {
    const id = await openIntervention();
    const query = { user_id: t.engage.seed.agents.ana.id };
    expect((await t.call("PUT", `/interventions/${id}/reassign`, { query, token: "limited-token" })).status).toBe(403);
    expect((await t.call("PUT", `/interventions/${id}/reassign`, { query })).body.user_id).toBe(query.user_id);
  });

  it("recategorises, and routes the task by it", async () => {
    const id = await openIntervention();
    const { agent } = t.engage.seed.categories;
    const form = { "category_ids[]": [agent.id] };
    expect((await t.call("PUT", `/interventions/${id}/update_categories`, { form })).body.category_ids).toEqual([
      agent.id,
    ]);
    expect(t.engage.seed.task.queue).toBe("global");
  });
});

describe("GET /interventions", () => {
  it.each([
    [{ thread_id: "66b17ead0000000000000001" }, 1],
    [{ thread_id: "66b17ead00000000000000ff" }, 0],
    [{ "identity_id[]": ["66b11de70000000000000005", "66b11de700000000000000ff"] }, 1],
    [{ status: "opened" }, 1],
    [{ status: "closed" }, 0],
    [{ user_id: "66a0000000000005e40000b0" }, 1],
  ])("filters by %j", async (query, count) => {
    await openIntervention();
    expect((await t.call("GET", "/interventions", { query })).body.count).toBe(count);
  });
});

describe("intervention comments", () => {
  it("belong to the token's user", async () => {
    const interventionId = await openIntervention();
    const { users, thread } = t.engage.seed;
    const form = { body: "Wants a refund", intervention_id: interventionId, user_id: users.limited.id };
    const created = await t.call("POST", "/intervention_comments", { form });
    expect(created.body).toMatchObject({ user_id: users.bot.id, thread_id: thread.id, body: "Wants a refund" });
    const path = `/intervention_comments/${created.body.id}`;
    expect(idsOf(await t.call("GET", "/intervention_comments", { query: { thread_id: thread.id } }))).toEqual([
      created.body.id,
    ]);
    expect((await t.call("DELETE", path)).status).toBe(200);
    expect((await t.call("GET", path)).status).toBe(404);
  });

  it("need an intervention that the user may read", async () => {
    const form = { body: "x", intervention_id: await openIntervention() };
    expect((await t.call("POST", "/intervention_comments", { form, token: "blind-token" })).status).toBe(404);
    expect((await t.call("POST", "/intervention_comments", { form: { body: "x" } })).status).toBe(400);
  });
});

describe("bots", () => {
  it("engage as the virtual agent, hand over, and complete", async () => {
    const { content, users, categories, thread } = t.engage.seed;
    const engaged = await t.call("POST", "/bots/engage", { query: { content_id: content.id } });
    expect(engaged.body.user_id).toBe(users.virtual.id);

    const handover = await t.call("POST", "/bots/handover", {
      query: {
        from: "bot",
        to: "agent",
        type: "engage_virtual_agent",
        intervention_id: String(engaged.body.id),
        "thread_category_ids[]": [categories.agent.id],
      },
    });
    expect(handover.body).toEqual({ status: 200, message: "Success" });
    expect(thread.thread_category_ids).toEqual([categories.agent.id]);
    expect(t.events.map((event) => event.type)).toContain("virtual_agent.handover");

    const completed = await t.call("POST", "/bots/complete", {
      query: {
        intervention_id: String(engaged.body.id),
        close_thread: "true",
        "thread_category_ids[]": [categories.billing.id],
      },
    });
    expect(completed.status).toBe(200);
    // What handover sets, complete adds.
    expect(thread.thread_category_ids).toEqual([categories.agent.id, categories.billing.id]);
    await t.event("content.thread_closed");
  });

  it("need the customer's foreign id for handovers of a source", async () => {
    const query = { from: "bot", to: "agent", type: "messenger" };
    expect((await t.call("POST", "/bots/handover", { query })).status).toBe(400);
    expect((await t.call("POST", "/bots/handover", { query: { ...query, identity_foreign_id: "1" } })).status).toBe(
      200,
    );
  });
});
