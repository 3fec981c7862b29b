/** Threads: search, categories, closing, text input. */
import { idsOf, useEngage } from "./engageUnderTest";

const t = useEngage();

describe("GET /content_threads", () => {
  interface Case {
    q: string;
    finds: ("seeded" | "closed" | "french")[];
  }

  function addThreads() {
    const { domain, seed } = t.engage;
    const closed = domain.addThread({ sourceId: seed.sources.sdk.id, foreignId: "conv 77", closed: true });
    const { thread: french } = domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: seed.identities.knownCustomer.id,
      body: "Bonjour tout le monde",
      language: "fr",
    });
    domain.categorizeThread(french.id, [seed.categories.billing.id]);
    return { seeded: seed.thread.id, closed: closed.id, french: french.id };
  }

  it.each<Case>([
    { q: "", finds: ["french", "seeded", "closed"] },
    { q: 'foreign:"conv 77"', finds: ["closed"] },
    { q: 'foreign:"conv 77" source:"66a0000000000050c0000002"', finds: ["closed"] },
    { q: 'foreign:"conv 77" source:"66a0000000000050c0000001"', finds: [] },
    {
      q: "source:66a0000000000050c0000001 source:66a0000000000050c0000002",
      finds: ["french", "seeded", "closed"],
    },
    { q: "categorized_in:66a0000000000000000000b0", finds: ["seeded", "closed"] },
    { q: "not_categorized_in:66a0000000000000000000b0", finds: ["french"] },
    { q: "-categorized:true", finds: [] },
    { q: "status_in:new", finds: ["french", "seeded"] },
    { q: "language:fr", finds: ["french"] },
    { q: "identity_group:66a0000000000900d0000001", finds: ["french"] },
    { q: "parcel", finds: ["seeded"] },
    { q: 'text:"tout le"', finds: ["french"] },
    { q: "bonjour parcel", finds: [] },
    { q: "order:created_at.asc", finds: ["seeded", "closed", "french"] },
    { q: "order:last_content_at.asc", finds: ["closed", "seeded", "french"] },
  ])("q=$q finds $finds", async ({ q, finds }) => {
    const ids = addThreads();
    const answer = await t.call("GET", "/content_threads", { query: { q } });
    expect(idsOf(answer)).toEqual(finds.map((name) => ids[name]));
  });

  it("ignores an unknown keyword, so that strangers' threads come back", async () => {
    const ids = addThreads();
    const answer = await t.call("GET", "/content_threads", { query: { q: 'foreign_id:"conv 77"' } });
    expect(idsOf(answer)).toContain(ids.seeded);
  });

  it("knows foreign_id instead where the tenant does", async () => {
    const ids = addThreads();
    t.engage.domain.settings.foreignKeyword = "foreign_id";
    const answer = await t.call("GET", "/content_threads", { query: { q: 'foreign_id:"conv 77"' } });
    expect(idsOf(answer)).toEqual([ids.closed]);
  });
});

describe("PUT /content_threads/{id}/update_categories", () => {
  const categorize = (ids: string[], threadId = t.engage.seed.thread.id) =>
    t.call("PUT", `/content_threads/${threadId}/update_categories`, { form: { "thread_category_ids[]": ids } });

  it("replaces the whole set", async () => {
    const { agent, billing } = t.engage.seed.categories;
    await categorize([agent.id]);
    expect((await categorize([billing.id])).body.thread_category_ids).toEqual([billing.id]);
  });

  it("shows in category_ids what is anywhere in the thread", async () => {
    const { content, categories, thread } = t.engage.seed;
    await t.call("PUT", `/contents/${content.id}/update_categories`, {
      form: { "category_ids[]": [categories.billing.id] },
    });
    expect((await t.call("GET", `/content_threads/${thread.id}`)).body).toMatchObject({
      thread_category_ids: [categories.bot.id],
      category_ids: [categories.bot.id, categories.billing.id],
    });
  });

  it.each([
    ["an unknown category", ["66a000000000000000ffffff"]],
    ["an unselectable root", ["66a000000000000c09419000"]],
    ["no category at all, which is undocumented", [""]],
  ])("refuses %s with 422", async (_name, ids) => {
    expect((await categorize(ids)).status).toBe(422);
  });

  it("answers 409 while the thread is being categorised", async () => {
    const { thread, categories } = t.engage.seed;
    t.engage.domain.lockThread(thread.id, { times: 1 });
    expect((await categorize([categories.agent.id])).status).toBe(409);
    expect(thread.thread_category_ids).toEqual([categories.bot.id]);
    expect((await categorize([categories.agent.id])).status).toBe(200);
  });

  it("answers 404 for an unknown thread", async () => {
    expect((await categorize([], "66b17ead00000000000000ff")).status).toBe(404);
  });
});

describe("closing and opening", () => {
  it("is a job: the answer shows the old state", async () => {
    const { thread } = t.engage.seed;
    const closing = await t.call("PUT", `/content_threads/${thread.id}/close`);
    expect(closing).toMatchObject({ status: 200, body: { closed: false } });
    expect((await t.event("content.thread_closed")).metadata.thread_id).toBe(thread.id);
    expect((await t.call("GET", `/content_threads/${thread.id}`)).body.closed).toBe(true);

    const opening = await t.call("GET", `/content_threads/${thread.id}/open`);
    expect(opening).toMatchObject({ status: 200, body: { closed: true } });
    await t.event("content.thread_opened");
    expect(thread.closed).toBe(false);
  });

  it("needs the right", async () => {
    const path = `/content_threads/${t.engage.seed.thread.id}/close`;
    expect((await t.call("PUT", path, { token: "limited-token" })).status).toBe(403);
  });

  it("is refused on sources that cannot", async () => {
    const { id } = t.engage.domain.addThread({ sourceId: t.engage.seed.sources.sdk.id });
    expect((await t.call("PUT", `/content_threads/${id}/close`)).status).toBe(403);
  });

  it("starts a new thread for a customer who writes after it", () => {
    const { seed, domain } = t.engage;
    seed.thread.closed = true;
    const { thread, content } = domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      threadId: seed.thread.id,
      body: "Hello again",
    });
    expect(thread.id).not.toBe(seed.thread.id);
    expect(content.first_in_thread).toBe(true);
  });
});

describe("text input", () => {
  it("can be disabled once, on messaging threads only", async () => {
    const { thread, sources } = t.engage.seed;
    const path = `/content_threads/${thread.id}/disable_text_input`;
    expect(await t.call("PUT", path)).toMatchObject({ status: 200, body: { disable_text_input: true } });
    expect((await t.call("PUT", path)).status).toBe(403);
    const other = t.engage.domain.addThread({ sourceId: sources.sdk.id });
    expect((await t.call("PUT", `/content_threads/${other.id}/disable_text_input`)).status).toBe(404);
  });
});

it("archives the contents of an ignored thread and destroys its task", async () => {
  const { thread, content, task } = t.engage.seed;
  expect((await t.call("PUT", `/content_threads/${thread.id}/ignore`)).status).toBe(200);
  expect(content.status).toBe("ignored");
  expect(t.engage.domain.tasks.has(task.id)).toBe(false);
});
