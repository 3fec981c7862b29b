/** The remaining resources: what an integration looks up or sets up. */
import { idsOf, useEngage } from "./engageUnderTest";

const t = useEngage();

describe("categories", () => {
  it("are listed oldest first, by parent or by ids", async () => {
    const { cognigy, bot, agent, billing } = t.engage.seed.categories;
    const list = async (query: Record<string, string>) => idsOf(await t.call("GET", "/categories", { query }));
    expect(await list({})).toEqual([cognigy.id, bot.id, agent.id, billing.id]);
    expect(await list({ parent_id: cognigy.id })).toEqual([bot.id, agent.id]);
    expect(await list({ ids: `${billing.id}, ${bot.id}` })).toEqual([bot.id, billing.id]);
  });

  it("are written with the right only", async () => {
    expect((await t.call("POST", "/categories", { form: { name: "VIP" } })).status).toBe(403);
    t.engage.seed.users.bot.rights.push("manage_categories");
    const { bot, agent } = t.engage.seed.categories;
    const child = { name: "VIP", parent_id: bot.id, unselectable: "true" };
    const created = await t.call("POST", "/categories", { form: child });
    // Flags count on root categories only.
    expect(created.body).toMatchObject({ name: "VIP", unselectable: false });
    expect((await t.call("POST", "/categories", { form: { name: "", color: "9" } })).status).toBe(422);
    const path = `/categories/${bot.id}`;
    expect((await t.call("PUT", path, { form: { name: "Robot" } })).body.name).toBe("Robot");
    await t.call("DELETE", path, { query: { take_over_category_id: agent.id } });
    expect(t.engage.seed.thread.thread_category_ids).toEqual([agent.id]);
    expect((await t.call("GET", path)).status).toBe(404);
  });
});

describe("sources and channels", () => {
  it("lead from a source to its channel", async () => {
    const { sources, channels } = t.engage.seed;
    const source = await t.call("GET", `/content_sources/${sources.sdk.id}`);
    expect(source.body).toMatchObject({ type: "sdk", channel_id: channels.realtime.id });
    expect((await t.call("GET", `/channels/${channels.realtime.id}`)).body).toMatchObject({
      name: "Realtime",
      source_ids: [sources.sdk.id],
    });
  });

  it("are listed as far as the user may use them", async () => {
    const count = async (token: string, query: Record<string, string> = {}) =>
      (await t.call("GET", "/content_sources", { token, query })).body.count;
    expect(await count("bot-token")).toBe(2);
    expect(await count("blind-token")).toBe(0);
    expect(await count("limited-token", { permission: "initiate_discussion" })).toBe(0);
    expect(await count("bot-token", { active: "false" })).toBe(0);
  });

  it("change the default categories of new threads", async () => {
    const { sources, categories, identities } = t.engage.seed;
    const form = { "default_category_ids[]": [categories.agent.id] };
    expect((await t.call("PUT", `/content_sources/${sources.messaging.id}`, { form })).status).toBe(200);
    const { thread } = t.engage.domain.customerWrites({
      sourceId: sources.messaging.id,
      identityId: identities.knownCustomer.id,
      body: "Hi",
    });
    expect(thread.thread_category_ids).toEqual([categories.agent.id]);
  });

  it("keep channels from those without the right", async () => {
    const path = `/channels/${t.engage.seed.channels.async.id}`;
    expect((await t.call("PUT", path, { form: { name: "Chat" } })).status).toBe(403);
    t.engage.seed.users.bot.rights.push("manage_channels");
    expect((await t.call("PUT", path, { form: { name: "Chat" } })).body.name).toBe("Chat");
  });
});

describe("identities", () => {
  it.each<[Record<string, string>, number]>([
    [{ foreign_id: "visitor-1" }, 1],
    [{ community_id: "66a0000000000c0330000002" }, 2],
    [{ source_id: "66a0000000000050c0000002" }, 2],
    [{ identity_group_id: "66a0000000000900d0000001" }, 1],
    [{ identity_group_ids: "66a0000000000900d0000001,66a0000000000900d00000ff" }, 1],
    [{ user_id: "66a0000000000a9e47000001" }, 2],
    [{ uuid: "nobody" }, 0],
  ])("filtered by %j: %i", async (query, count) => {
    expect((await t.call("GET", "/identities", { query })).body.count).toBe(count);
  });

  it("are imported into e-mail and phone communities only", async () => {
    const { communities } = t.engage.seed;
    const query = { community_id: communities.email.id, identifier: "Lee@Example.com", firstname: "Lee" };
    const created = await t.call("POST", "/identities/import", { query });
    expect(created).toMatchObject({ status: 201, body: { email: "lee@example.com", firstname: "Lee" } });
    expect((await t.call("POST", "/identities/import", { query })).body.id).toBe(created.body.id);
    const refused = { ...query, community_id: communities.sdk.id };
    expect((await t.call("POST", "/identities/import", { query: refused })).status).toBe(422);
  });
});

describe("identity groups", () => {
  const path = () => `/identity_groups/${t.engage.seed.identityGroup.id}`;

  it("are updated, lists by replacement", async () => {
    const form = {
      lastname: "Park",
      "emails[]": ["kim@example.org"],
      "custom_field_values[customer_number]": "4711",
      "custom_field_values[interests][]": ["tea", "music"],
    };
    const answer = await t.call("PUT", path(), { form });
    expect(answer.body).toMatchObject({
      lastname: "Park",
      emails: ["kim@example.org"],
      custom_field_values: { customer_number: "4711", interests: ["tea", "music"] },
    });
  });

  it("answer 409 while they are being updated", async () => {
    t.engage.domain.lockIdentityGroup(t.engage.seed.identityGroup.id, { times: 1 });
    expect((await t.call("PUT", path(), { form: { notes: "x" } })).status).toBe(409);
    expect((await t.call("PUT", path(), { form: { notes: "x" } })).status).toBe(200);
  });

  it.each([
    [{ gender: "robot" }],
    [{ "custom_field_values[nope]": "x" }],
    [{ "tag_ids[]": ["66a0000000000000000000ff"] }],
  ])("refuse %j", async (form: Record<string, string | string[]>) => {
    expect((await t.call("PUT", path(), { form })).status).toBe(422);
  });

  it("take another identity in, with the right", async () => {
    const { identities, identityGroup } = t.engage.seed;
    const query = { associated_identity_id: identities.customer.id };
    expect((await t.call("PUT", `${path()}/merge`, { query, token: "limited-token" })).status).toBe(403);
    expect((await t.call("PUT", `${path()}/merge`, { query })).body.identity_ids).toHaveLength(2);
    expect(identities.customer.identity_group_id).toBe(identityGroup.id);
    expect(t.events.map((event) => event.type)).toEqual(["identity.merged"]);
  });

  it("are found by name, e-mail and ids", async () => {
    const queries: Record<string, string>[] = [
      { firstname: "Kim" },
      { email: "kim@example.com" },
      { ids: t.engage.seed.identityGroup.id },
    ];
    for (const query of queries) {
      expect((await t.call("GET", "/identity_groups", { query })).body.count).toBe(1);
    }
    expect((await t.call("GET", "/identity_groups", { query: { lastname: "Nobody" } })).body.count).toBe(0);
  });
});

describe("attachments", () => {
  const upload = async (name: string, size: number, isPrivate = false) => {
    const form = new FormData();
    form.append("file", new Blob(["x".repeat(size)], { type: "image/png" }), name);
    if (isPrivate) {
      form.append("private", "true");
    }
    const headers = { authorization: "Bearer bot-token" };
    const response = await fetch(`${t.engage.apiUrl}/attachments`, { method: "POST", headers, body: form });
    return { status: response.status, body: Object(await response.json()) };
  };

  it("are uploaded, listed, sent and downloaded", async () => {
    const { status, body } = await upload("photo.png", 5);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { filename: "photo.png", content_type: "image/png", size: 5, "public?": true },
    });
    expect(idsOf(await t.call("GET", "/attachments", { query: { extension: "png" } }))).toEqual([body.id]);
    const json = { in_reply_to_id: t.engage.seed.content.id, body: "Look", attachment_ids: [body.id] };
    expect((await t.call("POST", "/contents", { json })).body).toMatchObject({ attachments: [{ id: body.id }] });
    const download = await fetch(`${body.url}?access_token=bot-token`);
    expect(download.headers.get("content-type")).toBe("image/png");
    expect(await download.text()).toBe("xxxxx");
    expect((await fetch(body.url)).status).toBe(401);
  });

  it.each([
    ["malware.exe", 5],
    ["empty.png", 0],
    ["huge.png", 10 * 1024 * 1024],
  ])("refuse %s of %i bytes", async (name, size) => {
    expect((await upload(name, size)).status).toBe(422);
  });

  it("must be public on Channel SDK sources", async () => {
    const { domain, seed } = t.engage;
    const identity = domain.addIdentity({ communityId: seed.communities.sdk.id, foreignId: "c" });
    const { content } = domain.customerWrites({ sourceId: seed.sources.sdk.id, identityId: identity.id, body: "Hi" });
    const send = async (id: unknown) =>
      (await t.call("POST", "/contents", { json: { in_reply_to_id: content.id, body: "x", attachment_ids: [id] } }))
        .status;
    expect(await send((await upload("a.png", 5, true)).body.id)).toBe(422);
    expect(await send((await upload("a.png", 5)).body.id)).toBe(200);
  });
});

describe("webhooks", () => {
  const form = { url: "http://127.0.0.1:9/x", "registered_events[]": ["content.imported"], secret: "s3cret" };

  it("are registered without showing their secret", async () => {
    const { body } = await t.call("POST", "/webhooks", { form });
    expect(body).toMatchObject({ url: form.url, active: true, registered_events: ["content.imported"] });
    expect(JSON.stringify(body)).not.toContain("s3cret");
    const path = `/webhooks/${body.id}`;
    expect((await t.call("PUT", path, { form: { active: "false" } })).body.active).toBe(false);
    expect((await t.call("GET", path, { token: "limited-token" })).status).toBe(404);
    expect((await t.call("DELETE", path)).status).toBe(200);
    expect((await t.call("GET", path)).status).toBe(404);
  });

  it.each([
    ["no event", { url: form.url }],
    ["an event that only the console knows", { url: form.url, "registered_events[]": ["content.thread_closed"] }],
    ["no URL", { "registered_events[]": ["content.imported"] }],
    ["a secret beyond ASCII", { ...form, secret: "sécret" }],
  ])("refuse %s", async (_name, spoiled: Record<string, string | string[]>) => {
    expect((await t.call("POST", "/webhooks", { form: spoiled })).status).toBe(422);
  });

  it("have a URL of their own per token", async () => {
    await t.call("POST", "/webhooks", { form });
    expect((await t.call("POST", "/webhooks", { form })).status).toBe(422);
    expect((await t.call("POST", "/webhooks", { form, token: "limited-token" })).status).toBe(200);
  });
});

describe("users", () => {
  it("are found by skill, e-mail and team", async () => {
    const { agents, categories, teams } = t.engage.seed;
    const list = async (query: Record<string, string>) => idsOf(await t.call("GET", "/users", { query }));
    expect(await list({ category_id: categories.agent.id })).toEqual([agents.ana.id, agents.ben.id]);
    expect(await list({ email: "ben@example.com" })).toEqual([agents.ben.id]);
    expect(await list({ team_id: teams.support.id, email: "bot@example.com" })).toEqual([]);
  });

  it("have permissions per source", async () => {
    const { users, sources } = t.engage.seed;
    const path = `/users/${users.limited.id}/sources_permissions`;
    expect((await t.call("GET", path)).body[sources.sdk.id]).toEqual(["read", "reply"]);
    await t.call("PUT", path, { form: { [sources.sdk.id]: "read" } });
    expect(users.limited.permissions[sources.sdk.id]).toEqual(["read"]);
  });
});

it("serves custom fields, with the right to change them", async () => {
  const fields = await t.call("GET", "/custom_fields");
  expect(fields.body.records).toContainEqual(
    expect.objectContaining({ associated_type_name: "Intervention", key: "bot_summary" }),
  );
  const form = { associated_type_name: "Intervention", label: "Order number" };
  expect((await t.call("POST", "/custom_fields", { form })).status).toBe(403);
  t.engage.seed.users.bot.rights.push("manage_custom_fields");
  const created = await t.call("POST", "/custom_fields", { form });
  expect(created.body).toMatchObject({ key: "order_number", type: "string" });
  expect((await t.call("DELETE", `/custom_fields/${created.body.id}`)).status).toBe(200);
});

it.each(["/tags", "/teams", "/communities", "/presence_status", "/channels"])("lists %s", async (path) => {
  const answer = await t.call("GET", path);
  expect(answer.status).toBe(200);
  const [id] = idsOf(answer);
  expect((await t.call("GET", `${path}/${id}`)).body.id).toBe(id);
});

it.each(["/tags", "/presence_status"])("creates, renames and deletes in %s", async (path) => {
  const { body } = await t.call("POST", path, { query: { name: "New" } });
  expect((await t.call("PUT", `${path}/${body.id}`, { query: { name: "Newer" } })).body.name).toBe("Newer");
  expect((await t.call("DELETE", `${path}/${body.id}`)).status).toBe(200);
  expect((await t.call("GET", `${path}/${body.id}`)).status).toBe(404);
});
