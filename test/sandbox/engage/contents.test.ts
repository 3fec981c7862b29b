/** Contents: reading, replying, starting a discussion. */
import { idsOf, namesOf, useEngage } from "./engageUnderTest";

const t = useEngage();
const SELECT = { type: "select", body: "Which one?", items: [{ title: "A", payload: "a" }] };

const reply = (json: Record<string, unknown>, token?: string) =>
  t.call("POST", "/contents", {
    json: { in_reply_to_id: t.engage.seed.content.id, body: "On its way", ...json },
    ...(token === undefined ? {} : { token }),
  });

describe("POST /contents as a reply", () => {
  it("stores it at once and exports it later", async () => {
    const { seed } = t.engage;
    const answer = await reply({ private: true });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        thread_id: seed.thread.id,
        source_id: seed.sources.messaging.id,
        in_reply_to_id: seed.content.id,
        body: "On its way",
        body_formatted: { text: "On its way", html: "<p>On its way</p>" },
        author_id: seed.puppets.bot.id,
        creator_id: seed.users.bot.id,
        status: "user_reply",
        private_message: true,
        synchronization_status: "export_pending",
      },
    });
    const exported = await t.event("content.exported");
    expect(exported.metadata).toMatchObject({ id: answer.body.id, synchronization_status: "success" });
    expect(namesOf(t.events)).toEqual(["content.replied", "content.exported"]);
    expect(seed.content.status).toBe("replied");
  });

  it("takes forms and query parameters alike", async () => {
    const fields = { in_reply_to_id: t.engage.seed.content.id, body: "Hello" };
    expect((await t.call("POST", "/contents", { form: fields })).status).toBe(200);
    expect((await t.call("POST", "/contents", { query: fields })).status).toBe(200);
  });

  it("keeps structured content, which needs no body", async () => {
    const answer = await reply({ body: undefined, structured_content: SELECT });
    expect(answer.body.structured_content).toEqual(SELECT);
  });

  it.each([
    ["an empty body", { body: " " }, 422],
    ["a structured type that is none", { structured_content: { type: "poll", items: [{ title: "a" }] } }, 422],
    ["a structured content without its items", { structured_content: { type: "select", items: [] } }, 422],
    ["an item without title", { structured_content: { type: "select", items: [{ payload: "a" }] } }, 422],
    [
      "a payload of other letters",
      { structured_content: { type: "select", items: [{ title: "a", payload: "ä" }] } },
      422,
    ],
    [
      "pictures on some cards only",
      { structured_content: { type: "carousel", items: [{ title: "a", attachment_id: "66b1" }, { title: "b" }] } },
      422,
    ],
    [
      "a button to nowhere",
      { structured_content: { type: "carousel", items: [{ title: "a", items: [{ type: "url", title: "b" }] }] } },
      422,
    ],
    ["a structured content without type", { structured_content: { items: [] } }, 422],
    ["an unknown target", { in_reply_to_id: "66b1c04700000000000000ff" }, 404],
    ["recipients", { to: "visitor-1" }, 422],
    ["somebody else's identity", { author_id: "66b11de70000000000000005" }, 422],
    ["an unknown attachment", { attachment_ids: ["66b1a77a00000000000000ff"] }, 422],
    ["neither target nor source", { in_reply_to_id: undefined }, 422],
  ])("refuses %s", async (_name, json, status) => {
    expect((await reply(json)).status).toBe(status);
  });

  it("is refused on a closed thread, by name", async () => {
    t.engage.seed.thread.closed = true;
    expect(await reply({})).toMatchObject({
      status: 403,
      body: { error: "cant_reply_to_closed_thread", message: "Can't reply to closed thread", status: 403 },
    });
  });

  it("needs the permission to reply", async () => {
    t.engage.seed.users.limited.permissions = { [t.engage.seed.sources.messaging.id]: ["read"] };
    expect((await reply({}, "limited-token")).status).toBe(403);
    expect((await reply({}, "blind-token")).status).toBe(404);
  });

  it("can insist on an open intervention", async () => {
    t.engage.domain.settings.replyNeedsIntervention = 403;
    expect((await reply({})).status).toBe(403);
    await t.call("POST", "/interventions", { query: { content_id: t.engage.seed.content.id } });
    expect((await reply({})).status).toBe(200);
  });

  it("reports a network that refuses", async () => {
    t.engage.domain.exporter = async () => ({ error: "window closed" });
    await reply({});
    const exported = await t.event("content.exported");
    expect(exported.metadata.synchronization_status).toBe("export_failure");
  });

  it("waits for approval where the user needs it", async () => {
    t.engage.seed.users.bot.permissions[t.engage.seed.sources.messaging.id]?.push("approval_required");
    expect((await reply({})).body.approval_required).toBe(true);
  });
});

describe("POST /contents to start a discussion", () => {
  it("writes to a known identity", async () => {
    const { seed } = t.engage;
    const json = { source_id: seed.sources.messaging.id, to: "visitor-1", body: "Hello" };
    const answer = await t.call("POST", "/contents", { json });
    expect(answer).toMatchObject({ status: 200, body: { status: "user_initiated", first_in_thread: true } });
    expect(namesOf(t.events)[0]).toBe("content.discussion_initiated");
  });

  it("is refused where a source only reacts", async () => {
    const json = { source_id: t.engage.seed.sources.sdk.id, to: "cust-9", body: "Hello" };
    const answer = await t.call("POST", "/contents", { json });
    expect(answer).toMatchObject({ status: 422, body: { error: "compose_disabled_on_source" } });
  });

  it("needs the permission", async () => {
    const json = { source_id: t.engage.seed.sources.messaging.id, to: "visitor-1", body: "Hello" };
    expect((await t.call("POST", "/contents", { json, token: "limited-token" })).status).toBe(403);
  });
});

describe("GET /contents", () => {
  it("lists newest first, or as asked", async () => {
    const { content, thread } = t.engage.seed;
    const { body } = await reply({});
    const q = `thread:"${thread.id}"`;
    expect(idsOf(await t.call("GET", "/contents", { query: { q } }))).toEqual([body.id, content.id]);
    const ascending = await t.call("GET", "/contents", { query: { q: `${q} order:created_at.asc` } });
    expect(idsOf(ascending)).toEqual([content.id, body.id]);
  });

  it("falls back to the thread's categories", async () => {
    const { content, categories } = t.engage.seed;
    expect((await t.call("GET", `/contents/${content.id}`)).body.category_ids).toEqual([categories.bot.id]);
  });
});

it("ignores a content and destroys its task", async () => {
  const { content, task } = t.engage.seed;
  expect((await t.call("PUT", `/contents/${content.id}/ignore`)).body.status).toBe("ignored");
  expect(t.engage.domain.tasks.has(task.id)).toBe(false);
});
