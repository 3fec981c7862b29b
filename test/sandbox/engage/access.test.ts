/** Who may call, how parameters arrive, how lists are paged, and how much is too much. */
import { idsOf, useEngage } from "./engageUnderTest";

describe("access", () => {
  const t = useEngage();

  it.each([
    ["a Bearer header", { headers: { authorization: "Bearer bot-token" } }, ""],
    ["a parameter", {}, "?access_token=bot-token"],
  ])("takes the token from %s", async (_name, init, query) => {
    const response = await fetch(`${t.engage.apiUrl}/users/me${query}`, init);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: t.engage.seed.users.bot.id });
  });

  it("answers an unknown token with 401", async () => {
    const answer = await t.call("GET", "/content_threads", { token: "nobody" });
    expect(answer).toMatchObject({ status: 401, body: { error: "unauthorized", status: 401 } });
  });

  it("refuses impersonation without the right with 400", async () => {
    const query = { impersonated_user_id: t.engage.seed.agents.ana.id };
    expect((await t.call("GET", "/users/me", { query })).status).toBe(400);
    t.engage.seed.users.bot.rights.push("impersonate_user");
    expect(await t.call("GET", "/users/me", { query })).toMatchObject({ body: { firstname: "Ana" } });
  });

  it.each(["/content_threads", "/contents", "/identities", "/interventions"])(
    "hides %s of sources that the user may not read",
    async (path) => {
      expect(await t.call("GET", path, { token: "blind-token" })).toMatchObject({ status: 200, body: { count: 0 } });
    },
  );

  it("answers 404 for a single record of an unreadable source", async () => {
    const { thread, content, identities } = t.engage.seed;
    for (const path of [
      `/content_threads/${thread.id}`,
      `/contents/${content.id}`,
      `/identities/${identities.customer.id}`,
    ]) {
      const answer = await t.call("GET", path, { token: "blind-token" });
      expect(answer).toMatchObject({ status: 404, body: { error: "not_found", status: 404 } });
    }
  });

  it.each([
    ["a query", (ids: string[]) => ({ query: { "thread_category_ids[]": ids } })],
    ["a form", (ids: string[]) => ({ form: { "thread_category_ids[]": ids } })],
    ["JSON", (ids: string[]) => ({ json: { thread_category_ids: ids } })],
  ])("reads arrays from %s", async (_name, toRequest) => {
    const { categories, thread } = t.engage.seed;
    const ids = [categories.agent.id, categories.billing.id];
    const answer = await t.call("PUT", `/content_threads/${thread.id}/update_categories`, toRequest(ids));
    expect(answer).toMatchObject({ status: 200, body: { thread_category_ids: ids } });
  });

  it.each(["thread_category_ids", "thread_category_ids[0]", "thread_category_ids[a]"])(
    "takes %s for no list",
    async (name) => {
      const { categories, thread } = t.engage.seed;
      const query = { [name]: categories.agent.id };
      const answer = await t.call("PUT", `/content_threads/${thread.id}/update_categories`, { query });
      expect(answer.body.thread_category_ids).toEqual([categories.bot.id]);
    },
  );

  it("pages lists with a grand total", async () => {
    const first = await t.call("GET", "/categories", { query: { limit: "3" } });
    const second = await t.call("GET", "/categories", { query: { limit: "3", offset: "3" } });
    expect(first.body).toMatchObject({ count: 4, offset: 0, limit: 3 });
    expect(second.body).toMatchObject({ count: 4, offset: 3, limit: 3 });
    expect([...idsOf(first), ...idsOf(second)]).toEqual([...t.engage.domain.categories.keys()]);
  });

  it.each([
    [undefined, 30],
    ["9999", 150],
    ["many", 30],
  ])("limit %s means %s", async (limit, expected) => {
    const answer = await t.call("GET", "/tags", limit === undefined ? {} : { query: { limit } });
    expect(answer.body.limit).toBe(expected);
  });

  it("answers JSON that does not parse with 400", async () => {
    const response = await fetch(`${t.engage.apiUrl}/contents`, {
      method: "POST",
      headers: { authorization: "Bearer bot-token", "content-type": "application/json" },
      body: "{",
    });
    expect(response.status).toBe(400);
  });

  it("records every exchange", async () => {
    await t.call("PUT", `/content_threads/${t.engage.seed.thread.id}/update_categories`, {
      query: { a: "1" },
      form: { "thread_category_ids[]": [t.engage.seed.categories.agent.id] },
    });
    expect(t.engage.exchanges).toMatchObject([
      {
        method: "PUT",
        path: `/1.0/content_threads/${t.engage.seed.thread.id}/update_categories`,
        query: [["a", "1"]],
        body: { "thread_category_ids[]": t.engage.seed.categories.agent.id },
        operation: "categorizeThread",
        status: 200,
        userId: t.engage.seed.users.bot.id,
        responseBody: { id: t.engage.seed.thread.id },
      },
    ]);
  });

  it("uses ids of 24 hexadecimal digits everywhere", () => {
    const ids = Object.values(t.engage.domain)
      .filter((value): value is Map<string, unknown> => value instanceof Map)
      .flatMap((records) => [...records.keys()])
      .filter((id) => !id.endsWith("-token"));
    expect(ids.filter((id) => !/^[0-9a-f]{24}$/.test(id))).toEqual([]);
  });
});

describe("a tenant that refuses tokens with 403", () => {
  const t = useEngage({ badTokenStatus: 403 });

  it("names the reason", async () => {
    const answer = await t.call("GET", "/users/me", { token: "nobody" });
    expect(answer).toMatchObject({ status: 403, body: { error: "invalid_access_token" } });
  });
});

describe("throttling", () => {
  let now = Date.parse("2024-05-06T07:08:00Z");
  const t = useEngage({ requestsPerMinute: 2, retryAfter: "7", now: () => now });

  it("counts all requests in a fixed window of a minute", async () => {
    const statuses = async () => (await t.call("GET", "/users/me")).status;
    expect([await statuses(), await statuses(), await statuses()]).toEqual([200, 200, 429]);
    now += 60_000;
    expect(await statuses()).toBe(200);
  });

  it("answers the documented body, and Retry-After where it is configured", async () => {
    await t.call("GET", "/users/me");
    await t.call("GET", "/users/me");
    const answer = await t.call("GET", "/users/me");
    expect(answer.body).toEqual({ error: "rate_limit_exceeded", message: "Rate limit exceeded", status: 429 });
    expect(answer.headers.get("retry-after")).toBe("7");
  });
});
