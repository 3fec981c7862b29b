/** The platform being unkind: batches, duplicates, another order, faults, echoes; and agents who work by themselves. */

import { createRandom, shuffle } from "../../../sandbox/createRandom";
import { signBytes } from "../../../sandbox/engage/realtime/realtimeSignature";
import type { AgentScript, OutboundFault } from "../../../sandbox/engage/startEngage";
import { startEngage } from "../../../sandbox/engage/startEngage";
import { namesOf, useEngage } from "./engageUnderTest";
import { type Received, signed, useReceiver } from "./receiver";

const KEY = "demo-channel-token-0001";
const t = useEngage({ importDelayMs: 0, exportDelayMs: 0, threadCloseDelayMs: 0, webhookTimeoutMs: 500 });
const receiver = useReceiver();

const eventsOf = (request: Received) => (Array.isArray(request.body.events) ? request.body.events : []);
const bodies = () => receiver.posts().map((post) => eventsOf(post).map((event) => event.resource.metadata.body));
const requestIds = () => receiver.posts().map((post) => post.body.id);

async function addWebhook(registeredEvents = ["content.imported"]) {
  t.engage.domain.addWebhook({ url: receiver.url, registeredEvents, secret: "right" });
  await t.engage.idle();
}

/** In two threads, by turns. */
function write(...texts: string[]) {
  const { domain, seed } = t.engage;
  const { customer, knownCustomer } = seed.identities;
  return texts.map((body, index) =>
    domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: (index % 2 === 0 ? customer : knownCustomer).id,
      body,
    }),
  );
}

describe("batches", () => {
  it.each<[string, { batchSize: number; batchWindowMs: number }, string[][]]>([
    ["of one", { batchSize: 1, batchWindowMs: 0 }, [["1"], ["2"], ["3"], ["4"], ["5"]]],
    ["of what happens in one turn", { batchSize: 10, batchWindowMs: 0 }, [["1", "2", "3", "4", "5"]]],
    ["of two in a window", { batchSize: 2, batchWindowMs: 20 }, [["1", "2"], ["3", "4"], ["5"]]],
  ])("%s", async (_name, conduct, expected) => {
    await addWebhook();
    Object.assign(t.engage.webhooks.conduct, conduct);
    const threads = write("1", "2", "3", "4", "5").map(({ thread }) => thread.id);
    await t.engage.idle();
    expect(bodies()).toEqual(expected);
    expect(new Set(threads).size).toBe(2);
  });
});

describe("duplicates", () => {
  it.each([false, true])("of every delivery, concurrently: %s", async (duplicatesConcurrently) => {
    await addWebhook();
    Object.assign(t.engage.webhooks.conduct, { duplicateProbability: 1, duplicatesConcurrently });
    let open = 0;
    let most = 0;
    receiver.answer = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 10));
      open -= 1;
      return {};
    };
    write("1", "2");
    await t.engage.idle();
    const [first, second, third, fourth] = receiver.posts().map((post) => post.rawBody);
    expect([first, third]).toEqual([second, fourth]);
    expect(t.engage.deliveries.map((one) => one.isDuplicate)).toEqual([false, true, false, true]);
    expect(most).toBe(duplicatesConcurrently ? 2 : 1);
  });

  it("of some, as the seed decides", async () => {
    const counts: number[] = [];
    for (const seed of [3, 3]) {
      t.engage.reset();
      receiver.received.length = 0;
      await addWebhook();
      Object.assign(t.engage.webhooks.conduct, { duplicateProbability: 0.5, seed });
      write("1", "2", "3", "4", "5", "6", "7", "8");
      await t.engage.idle();
      counts.push(receiver.posts().length);
    }
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).toBeGreaterThan(8);
    expect(counts[0]).toBeLessThan(16);
  });
});

it("shuffles within a window, as the seed decides", async () => {
  await addWebhook();
  Object.assign(t.engage.webhooks.conduct, { reorder: true, seed: 7 });
  const texts = ["1", "2", "3", "4", "5", "6"];
  write(...texts);
  await t.engage.idle();
  expect(bodies().flat()).toEqual(shuffle(texts, createRandom(7)));
  expect(bodies().flat()).not.toEqual(texts);
  expect(new Set(requestIds()).size).toBe(6);
});

it.each<[true | "missing", string | undefined]>([
  [true, "somebody-elses-secret"],
  ["missing", undefined],
])("sends a wrong secret: %s", async (wrongSecret, expected) => {
  await addWebhook();
  t.engage.webhooks.conduct.wrongSecret = wrongSecret;
  write("1");
  await t.engage.idle();
  expect(receiver.posts()[0]?.headers["x-dimelo-secret"]).toBe(expected);
});

describe("faults", () => {
  it.each<[OutboundFault, number, boolean]>([
    [{ kind: "lost" }, 0, true],
    [{ kind: "cut" }, 1, true],
    [{ kind: "delay", ms: 5 }, 1, false],
    [{ kind: "body", body: "{}" }, 1, false],
  ])("%j", async (fault, arrived, isRetried) => {
    await addWebhook();
    t.engage.webhooks.conduct.fault = ({ attempt }) => (attempt === 1 ? fault : undefined);
    write("1");
    await t.engage.idle();
    expect(receiver.posts()).toHaveLength(arrived);
    await t.engage.flushRetries();
    expect(t.engage.deliveries.map((one) => one.attempt)).toEqual(isRetried ? [1, 2] : [1]);
  });

  it("in Channel SDK calls", async () => {
    const { domain, sdk, seed } = t.engage;
    receiver.answer = () => signed({ objects: {}, options: [] }, KEY);
    sdk.conduct.fault = () => ({ kind: "body", body: '{"action":"other"}' });
    domain.setBaseUri(seed.sources.sdk.id, receiver.url);
    await t.engage.idle();
    expect(receiver.received[0]?.rawBody).toBe('{"action":"other"}');
    expect(receiver.received[0]?.headers["x-smccsdk-signature"]).toBe(t.engage.sdkCalls[0]?.signature);
  });
});

it.each(["header", "query", "wrong", "missing"] as const)("signs Channel SDK calls: %s", async (signature) => {
  const { domain, sdk, seed } = t.engage;
  receiver.answer = () => signed({}, KEY);
  domain.setBaseUri(seed.sources.sdk.id, `${receiver.url}/?key=k`);
  await t.engage.idle();
  receiver.received.length = 0;
  sdk.conduct.signature = signature;
  await sdk.send(seed.sources.sdk.id, "typing.start", { thread_id: "conv-77" });
  const [request] = receiver.received;
  const right = signBytes(KEY, request?.rawBody ?? "");
  const given = request?.headers["x-smccsdk-signature"] ?? request?.query.get("signature");
  expect(request?.query.get("key")).toBe("k");
  expect({ isGiven: given !== null, isRight: given === right }).toEqual({
    isGiven: signature !== "missing",
    isRight: signature === "header" || signature === "query",
  });
});

it("creates twice, and shows", async () => {
  const { domain, sdk, seed } = t.engage;
  receiver.answer = (request) =>
    signed(
      request.body.action === "implementation.info" ? { objects: { messages: ["create", "show"] } } : { id: "o-1" },
      KEY,
    );
  domain.setBaseUri(seed.sources.sdk.id, receiver.url);
  Object.assign(sdk.conduct, { createsTwice: true, showAfterCreate: true });
  const identity = domain.addIdentity({ communityId: seed.communities.sdk.id, foreignId: "c" });
  const { thread } = domain.customerWrites({ sourceId: seed.sources.sdk.id, identityId: identity.id, body: "Hi" });
  domain.agentReplies(thread.id, seed.agents.ana.id, "Hello");
  await t.engage.idle();
  expect(t.engage.sdkCalls.slice(1).map(({ action, params }) => [action, params?.retry ?? params?.id])).toEqual([
    ["messages.create", false],
    ["messages.create", true],
    ["messages.show", "o-1"],
  ]);
  expect(t.events.filter((event) => event.type === "content.exported")).toHaveLength(1);
});

describe("echo", () => {
  it.each([true, false])("%s: what REST wrote comes back from the network", async (echo) => {
    t.engage.conduct.echo = echo;
    await addWebhook();
    const { content, thread } = t.engage.seed;
    await t.call("POST", "/contents", { json: { in_reply_to_id: content.id, body: "Hello" } });
    await t.engage.idle();
    const events = receiver.posts().flatMap(eventsOf);
    expect(events.map((event) => event.resource.metadata)).toEqual(
      echo
        ? [
            expect.objectContaining({
              body: "Hello",
              thread_id: thread.id,
              status: "user_reply",
              creator_id: null,
              author_id: t.engage.seed.puppets.bot.id,
              created_from: "synchronizer",
            }),
          ]
        : [],
    );
    // It is the brand's: nobody has to answer it.
    expect(namesOf(t.events).filter((name) => name === "task.created")).toEqual([]);
  });
});

describe("agents who work by themselves", () => {
  const skilled = (body: string, index = 0) => {
    const { domain, seed } = t.engage;
    const identity = domain.addIdentity({ communityId: seed.communities.messaging.id, foreignId: `visitor ${index}` });
    return domain.customerWrites({
      sourceId: seed.sources.messaging.id,
      identityId: identity.id,
      body,
      categoryIds: [seed.categories.agent.id],
    });
  };
  const play = (script: Omit<AgentScript, "agentId">, agentId = t.engage.seed.agents.ana.id) =>
    t.engage.agents.script({ agentId, answersWith: (content) => `re: ${content.body}`, ...script });
  const names = () => namesOf(t.events).filter((name) => name !== "content.exported");

  it.each<[string, Omit<AgentScript, "agentId">, string[]]>([
    ["take and answer", {}, []],
    ["close", { closesAfter: 1 }, ["intervention.closed", "task.completed"]],
    ["defer", { defersAfter: 1 }, ["intervention.deferred", "task.completed"]],
  ])("%s", async (_name, script, end) => {
    play(script);
    const { thread } = skilled("Hi");
    await t.engage.idle();
    expect(names()).toEqual([
      "content.imported",
      "task.created",
      "task.assigned",
      "task.taken",
      "intervention.opened",
      "content.replied",
      ...end,
    ]);
    const contents = [...t.engage.domain.contents.values()].filter((one) => one.thread_id === thread.id);
    expect(contents.map((one) => one.body)).toEqual(["Hi", "re: Hi"]);
    expect(t.engage.agents.problems).toEqual([]);
  });

  it("transfer to one another", async () => {
    const { ana, ben } = t.engage.seed.agents;
    const { domain, seed } = t.engage;
    domain.setPresence(ben.id, seed.channels.async.id, { status: "available" });
    play({ transfersAfter: 1, transfersTo: { agentIds: [ben.id] } });
    play({ answersWith: () => "I take over", closesAfter: 1 }, ben.id);
    domain.setPresence(ben.id, seed.channels.async.id, { status: "away" });
    const { thread } = skilled("Hi");
    domain.setPresence(ben.id, seed.channels.async.id, { status: "available" });
    await t.engage.idle();
    const replies = [...domain.contents.values()].filter((one) => one.thread_id === thread.id && one.creator_id);
    expect(replies.map((one) => one.creator_id)).toEqual([ana.id, ben.id]);
    expect(names().slice(-2)).toEqual(["intervention.closed", "task.completed"]);
    expect(t.engage.agents.problems).toEqual([]);
  });

  it("answer follow-ups, once each, until they are stopped", async () => {
    const stop = play({});
    const { thread } = skilled("1");
    await t.engage.idle();
    t.engage.domain.customerWrites({ sourceId: thread.source_id, threadId: thread.id, body: "2" });
    await t.engage.idle();
    stop();
    t.engage.domain.customerWrites({ sourceId: thread.source_id, threadId: thread.id, body: "3" });
    await t.engage.idle();
    const contents = [...t.engage.domain.contents.values()].filter((one) => one.thread_id === thread.id);
    expect(contents.map((one) => one.body)).toEqual(["1", "re: 1", "2", "re: 2", "3"]);
  });

  it("work through more than they can hold at once", async () => {
    play({ closesAfter: 1 });
    for (let index = 0; index < 20; index += 1) {
      skilled("Hi", index);
    }
    await t.engage.idle();
    expect(names().filter((name) => name === "intervention.closed")).toHaveLength(20);
    expect(t.engage.agents.problems).toEqual([]);
  });
});

it("forgets everything with a reset", async () => {
  await addWebhook();
  t.engage.conduct.echo = true;
  t.engage.webhooks.conduct.batchSize = 5;
  receiver.answer = () => ({ hangs: true });
  write("1");
  while (receiver.posts().length === 0) {
    await new Promise(setImmediate);
  }
  t.engage.reset();
  await t.engage.flushRetries();
  expect([t.engage.deliveries, t.engage.webhooks.handshakes, t.engage.sdkCalls]).toEqual([[], [], []]);
  expect(t.engage.conduct.echo).toBe(false);
  expect(t.engage.webhooks.conduct.batchSize).toBe(1);
});

it("doesn't send what was held back after a reset", async () => {
  await addWebhook();
  t.engage.webhooks.conduct.delayMs = 50;
  write("1");
  while (t.engage.deliveries.length === 0) {
    await new Promise(setImmediate);
  }
  const [held] = t.engage.deliveries;
  t.engage.reset();
  while (held?.ms === undefined) {
    await new Promise(setImmediate);
  }
  expect(held).toMatchObject({ status: undefined, failure: "the webhook is gone" });
  expect(receiver.posts()).toEqual([]);
});

it("retries in scaled time, and closes whatever still runs", async () => {
  const other = await startEngage({ retryTimeScale: 0.001, webhookTimeoutMs: 60_000, webhookConduct: { delayMs: 1 } });
  receiver.answer = (request) =>
    request.method === "GET" ? { body: request.query.get("hub.challenge") ?? "" } : { status: 500 };
  other.domain.addWebhook({ url: receiver.url, registeredEvents: ["content.imported"] });
  await other.idle();
  const { sources, identities } = other.seed;
  other.domain.customerWrites({ sourceId: sources.messaging.id, identityId: identities.customer.id, body: "1" });
  await other.idle();
  // 32 ms is due at once, 240 ms is not.
  expect(other.deliveries.map((one) => one.attempt)).toEqual([1, 2]);
  receiver.answer = () => ({ hangs: true });
  void other.flushRetries();
  while (receiver.posts().length < 3) {
    await new Promise(setImmediate);
  }
  await other.close();
});
