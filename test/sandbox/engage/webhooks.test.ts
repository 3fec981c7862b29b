/** Webhooks: the handshake, what is delivered and how, second tries, and being switched off. */
import type { WebhookRegistration } from "../../../sandbox/engage/startEngage";
import { DOMAIN_ID } from "../../../sandbox/engage/webhooks/WebhookEvent";
import { RETRY_SCHEDULE_SECONDS } from "../../../sandbox/engage/webhooks/WebhookSender";
import { useEngage } from "./engageUnderTest";
import { type Received, type Reply, takeWebhooks, useReceiver } from "./receiver";

const now = Date.parse("2024-08-07T09:30:01.512Z");
const t = useEngage({ now: () => now, webhookTimeoutMs: 500 });
const receiver = useReceiver();

const SECRET = "s3cret";

async function addWebhook(given: Partial<WebhookRegistration> = {}) {
  const webhook = t.engage.domain.addWebhook({
    url: `${receiver.url}/hook`,
    registeredEvents: ["content.imported"],
    verifyToken: "verify-me",
    secret: SECRET,
    ...given,
  });
  await t.engage.idle();
  return webhook;
}

async function customerWrites(body = "Hello", threadId?: string) {
  const { domain, seed } = t.engage;
  const writing = domain.customerWrites({
    sourceId: seed.sources.messaging.id,
    identityId: seed.identities.customer.id,
    threadId: threadId ?? seed.thread.id,
    body,
  });
  await t.engage.idle();
  return writing;
}

const failing =
  (reply: Reply) =>
  (request: Received): Reply =>
    request.method === "GET" ? takeWebhooks(request) : reply;
const eventsOf = (request: Received) => (Array.isArray(request.body.events) ? request.body.events : []);
const typesSent = () => receiver.posts().flatMap((post) => eventsOf(post).map((event) => event.type));
const bodiesSent = () =>
  receiver.posts().map((post) => eventsOf(post).map((event) => event.resource.metadata.body ?? event.type));
const journal = () => t.events.filter((event) => event.type.startsWith("webhook.")).map((event) => event.type);

describe("the handshake", () => {
  it("is a GET with mode, challenge, token and secret", async () => {
    const webhook = await addWebhook({ url: `${receiver.url}/hook?key=a%20b` });
    const [request] = receiver.received;
    expect(request?.method).toBe("GET");
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      key: "a b",
      "hub.mode": "subscribe",
      "hub.challenge": expect.stringMatching(/^[0-9a-f]{32}$/),
      "hub.verify_token": "verify-me",
    });
    expect(request?.headers["x-dimelo-secret"]).toBe(SECRET);
    expect(webhook).toMatchObject({ active: true, webhook_status: "ok" });
    expect(journal()).toEqual([]);
  });

  it.each<[string, (request: Received) => Reply]>([
    ["another status", (request) => ({ ...takeWebhooks(request), status: 201 })],
    ["a challenge in quotes", (request) => ({ body: JSON.stringify(request.query.get("hub.challenge")) })],
    ["an empty body", () => ({})],
    ["a redirect", () => ({ status: 302, headers: { location: "/elsewhere" } })],
    ["no answer in time", () => ({ hangs: true })],
  ])("fails on %s: stored, but switched off", async (_name, answer) => {
    receiver.answer = answer;
    const webhook = await addWebhook();
    expect(webhook).toMatchObject({ active: false, webhook_status: "disabled" });
    expect(journal()).toEqual(["webhook.disabled"]);
    expect(receiver.received).toHaveLength(1);
    await customerWrites();
    expect(t.engage.deliveries).toEqual([]);
  });

  it("comes again when an administrator activates the webhook", async () => {
    receiver.answer = () => ({ status: 404 });
    const webhook = await addWebhook();
    receiver.answer = takeWebhooks;
    await t.call("PUT", `/webhooks/${webhook.id}`, { form: { active: "true" } });
    await t.engage.idle();
    expect(webhook).toMatchObject({ active: true, webhook_status: "ok" });
    expect(journal()).toEqual(["webhook.disabled", "webhook.restored"]);
    await customerWrites();
    expect(typesSent()).toEqual(["content.imported"]);
  });

  it("comes again for another secret, but not for another name", async () => {
    const webhook = await addWebhook();
    t.engage.domain.updateWebhook(webhook.id, { name: "Hub" });
    await t.engage.idle();
    expect(receiver.received).toHaveLength(1);
    t.engage.domain.updateWebhook(webhook.id, { secret: "other" });
    await customerWrites();
    expect(receiver.received.map((one) => [one.method, one.headers["x-dimelo-secret"]])).toEqual([
      ["GET", SECRET],
      ["GET", "other"],
      ["POST", "other"],
    ]);
  });

  it("does not come for an inactive webhook, and has no secret header without a secret", async () => {
    const webhook = await addWebhook({ active: false, secret: undefined });
    expect(receiver.received).toEqual([]);
    t.engage.domain.updateWebhook(webhook.id, { active: true });
    await customerWrites();
    expect(receiver.received.map((one) => "x-dimelo-secret" in one.headers)).toEqual([false, false]);
  });

  it("follows a registration through the API", async () => {
    const form = { url: `${receiver.url}/hook`, "registered_events[]": ["content.imported"], verify_token: "v" };
    expect((await t.call("POST", "/webhooks", { form })).body).toMatchObject({ active: true });
    await t.engage.idle();
    expect(receiver.received[0]?.query.get("hub.verify_token")).toBe("v");
  });
});

it.each(["https://127.0.0.1/x", "http://hub.example.com/x", "http://127.0.0.1.example.com/x", "file:///x", "x"])(
  "refuses to call %s",
  async (url) => {
    const registeredEvents = ["content.imported"];
    expect(() => t.engage.domain.addWebhook({ url, registeredEvents })).toThrow("url is invalid");
    const form = { url, "registered_events[]": registeredEvents };
    expect((await t.call("POST", "/webhooks", { form })).status).toBe(422);
    expect(t.engage.domain.webhooks.size).toBe(0);
  },
);

describe("a delivery", () => {
  it("is the documented envelope, with the secret as it is", async () => {
    await addWebhook();
    const { content, thread } = await customerWrites("Where is my parcel?");
    const [post] = receiver.posts();
    expect(post?.headers).toMatchObject({ "content-type": "application/json", "x-dimelo-secret": SECRET });
    expect(post?.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      domain_id: DOMAIN_ID,
      events: [
        {
          type: "content.imported",
          id: expect.stringMatching(/^[0-9a-f]{24}$/),
          issued_at: "2024-08-07T09:30:01.512Z",
          resource: {
            type: "message",
            id: content.id,
            metadata: expect.objectContaining({ body: "Where is my parcel?", thread_id: thread.id, status: "new" }),
          },
        },
      ],
    });
    expect(t.engage.deliveries).toMatchObject([{ attempt: 1, status: 200, failure: undefined, isDuplicate: false }]);
  });

  it("names the agent, and the action of a completed task", async () => {
    await addWebhook({
      registeredEvents: ["task.taken", "task.completed", "task.recategorized", "intervention.closed"],
    });
    const { domain, seed } = t.engage;
    const { ana } = seed.agents;
    domain.categorizeThread(seed.thread.id, [seed.categories.agent.id], ana.id);
    domain.agentTakes(seed.task.id, ana.id);
    const reply = domain.agentReplies(seed.thread.id, ana.id, "Here");
    domain.agentCloses(reply.intervention_id ?? "", ana.id);
    await t.engage.idle();
    const shown = receiver
      .posts()
      .flatMap(eventsOf)
      .map(({ type, user_id, action }) => ({ type, user_id, action }));
    expect(shown).toEqual([
      { type: "task.recategorized", user_id: undefined, action: undefined },
      { type: "task.taken", user_id: ana.id, action: undefined },
      { type: "intervention.closed", user_id: ana.id, action: undefined },
      { type: "task.completed", user_id: ana.id, action: "closed" },
    ]);
  });

  it("goes to every webhook that wants the event, and to no other", async () => {
    const { sdk, messaging } = t.engage.seed.sources;
    const everywhere = await addWebhook({ url: `${receiver.url}/1` });
    const here = await addWebhook({ url: `${receiver.url}/2`, sourceIds: [messaging.id] });
    await addWebhook({ url: `${receiver.url}/3`, sourceIds: [sdk.id] });
    await addWebhook({ url: `${receiver.url}/4`, registeredEvents: ["task.taken"] });
    await addWebhook({ url: `${receiver.url}/5`, stagingUse: true });
    await customerWrites();
    expect(t.engage.deliveries.map((one) => one.webhookId)).toEqual([everywhere.id, here.id]);
    const [first, second] = receiver.posts();
    expect(first?.body.id).not.toBe(second?.body.id);
    expect(first?.body.events).toEqual(second?.body.events);
  });

  it("never carries names of the journal, but what only the console knows", async () => {
    await addWebhook({ registeredEvents: ["content.thread_closed"] });
    const { domain, seed } = t.engage;
    expect(() =>
      domain.addWebhook({ url: `${receiver.url}/2`, registeredEvents: ["content_thread.recategorized"] }),
    ).toThrow("not included in the list");
    await t.call("PUT", `/content_threads/${seed.thread.id}/close`);
    await t.engage.idle();
    expect(typesSent()).toEqual(["content.thread_closed"]);
  });

  it("keeps the order of what happened", async () => {
    await addWebhook();
    for (const body of ["1", "2", "3", "4", "5"]) {
      void customerWrites(body);
    }
    await t.engage.idle();
    expect(bodiesSent()).toEqual([["1"], ["2"], ["3"], ["4"], ["5"]]);
  });

  it("is not made for a webhook that was deleted", async () => {
    const webhook = await addWebhook();
    await t.call("DELETE", `/webhooks/${webhook.id}`);
    await customerWrites();
    expect(receiver.posts()).toEqual([]);
  });
});

describe("second tries", () => {
  it.each<[string, Reply]>([
    ["204", { status: 204 }],
    ["201", { status: 201 }],
    ["a redirect", { status: 307, headers: { location: "/elsewhere" } }],
    ["500", { status: 500 }],
    ["no answer in time", { hangs: true }],
  ])("follow %s, with the same ids", async (_name, reply) => {
    await addWebhook();
    receiver.answer = failing(reply);
    await customerWrites();
    receiver.answer = takeWebhooks;
    await t.engage.flushRetries();
    await t.engage.flushRetries();
    const [first, second, ...more] = receiver.posts();
    expect(second?.rawBody).toBe(first?.rawBody);
    expect(more).toEqual([]);
    expect(t.engage.deliveries.map((one) => [one.attempt, one.failure === undefined])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it("end after the fifth", async () => {
    expect(RETRY_SCHEDULE_SECONDS).toEqual([32, 240, 1020, 3120, 7200]);
    const webhook = await addWebhook();
    receiver.answer = failing({ status: 503 });
    await customerWrites();
    for (let round = 0; round < 8; round += 1) {
      await t.engage.flushRetries();
    }
    expect(t.engage.deliveries.map((one) => one.attempt)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(webhook.active).toBe(true);
  });

  it("do not hold up what comes after", async () => {
    await addWebhook();
    receiver.answer = failing({ status: 503 });
    await customerWrites("first");
    receiver.answer = takeWebhooks;
    await customerWrites("second");
    await t.engage.flushRetries();
    expect(bodiesSent()).toEqual([["first"], ["second"], ["first"]]);
  });

  it("end with the webhook after ten failures", async () => {
    const webhook = await addWebhook();
    receiver.answer = failing({ status: 503 });
    for (let count = 0; count < 10; count += 1) {
      await customerWrites();
    }
    expect(webhook).toMatchObject({ active: false, webhook_status: "disabled" });
    expect(journal()).toEqual(["webhook.disabled"]);
    await t.engage.flushRetries();
    await customerWrites();
    expect(t.engage.deliveries).toHaveLength(10);
  });
});
