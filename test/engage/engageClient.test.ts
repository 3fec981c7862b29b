/** The client against the stand-in: what is sent again and what is not, which code comes out, and that it always ends. */

import { hmac } from "../../harness/hmac";
import { installLeapingTime, type LeapingTime } from "../../harness/leapingTime";
import { checkExchanges } from "../../harness/openapi";
import { type EngageStandIn, type Fault, startEngage } from "../../sandbox/engage/startEngage";
import { EngageError } from "../../src/core/errors";
import type { Clock } from "../../src/engage/clock";
import { createEngageClient, type EngageClient } from "../../src/engage/engageClient";
import type { CallRecord } from "../../src/engage/request";

let engage: EngageStandIn;
let time: LeapingTime;
beforeAll(async () => {
  time = installLeapingTime();
  engage = await startEngage();
});
beforeEach(() => engage.reset());
afterEach(() => expect(checkExchanges(engage.exchanges)).toEqual([]));
afterAll(async () => {
  await engage.close();
  time.uninstall();
});

/** Sleeps take no time, but the clock believes them. */
function createTestClock(): Clock & { slept: number[] } {
  let nowMs = Date.now();
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs,
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
  };
}

interface Bench {
  client: EngageClient;
  clock: ReturnType<typeof createTestClock>;
  records: CallRecord[];
}

function createBench(
  change: { apiUrl?: string; accessToken?: string; requestMs?: number; totalMs?: number } = {},
): Bench {
  const clock = createTestClock();
  const records: CallRecord[] = [];
  const client = createEngageClient({
    settings: { apiUrl: change.apiUrl ?? engage.apiUrl, accessToken: change.accessToken ?? engage.seed.tokens.bot },
    hmac,
    clock,
    budget: { deadlineMs: clock.now() + (change.totalMs ?? 15_000), requestMs: change.requestMs ?? 5_000 },
    onCall: (record) => records.push(record),
  });
  return { client, clock, records };
}

const realtime = () => ({
  url: engage.realtimeUrl,
  sourceId: engage.seed.sources.sdk.id,
  accessToken: engage.seed.realtimeAccessToken,
});
const author = {
  id: "u",
  screenname: "Lee",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  puppetizable: false,
};
const message = {
  id: "m1",
  thread_id: "conv-1",
  author,
  body: "Hi",
  format: "text",
  actions: ["show", "reply"],
  created_at: "2026-01-01T00:00:00Z",
} as const;

/** One call of each kind of safety. */
const CALLS = {
  read: ({ client }: Bench) => client.getThread(engage.seed.thread.id),
  write: ({ client }: Bench) => client.categorizeThread(engage.seed.thread.id, [engage.seed.categories.agent.id]),
  create: ({ client }: Bench) => client.replyToContent({ inReplyToId: engage.seed.content.id, body: "Hello" }),
  realtime: ({ client }: Bench) => client.openRealtime(realtime()).createMessage(message),
};
type CallName = keyof typeof CALLS;

async function outcomeOf(bench: Bench, call: CallName): Promise<string> {
  try {
    await CALLS[call](bench);
    return "ok";
  } catch (error) {
    if (error instanceof EngageError) {
      return error.code;
    }
    throw error;
  } finally {
    bench.client.close();
  }
}

const REFUSAL = { error: "some_error", message: "Some message" };
const status = (code: number, more: Partial<Extract<Fault, { kind: "status" }>> = {}): Fault => ({
  kind: "status",
  status: code,
  body: { ...REFUSAL, status: code },
  ...more,
});

describe("A fault that passes", () => {
  test.each<[string, Fault, Record<CallName, [outcome: string, attempts: number]>]>([
    ["429", status(429), { read: ["ok", 2], write: ["ok", 2], create: ["ok", 2], realtime: ["ok", 2] }],
    [
      "429 with Retry-After",
      status(429, { headers: { "retry-after": "3" } }),
      { read: ["ok", 2], write: ["ok", 2], create: ["ok", 2], realtime: ["ok", 2] },
    ],
    [
      "500",
      status(500),
      { read: ["server_error", 1], write: ["server_error", 1], create: ["server_error", 1], realtime: ["ok", 2] },
    ],
    [
      "502 in HTML",
      status(502, { body: "<html><body>Bad gateway</body></html>", headers: { "content-type": "text/html" } }),
      { read: ["ok", 2], write: ["ok", 2], create: ["server_error", 1], realtime: ["ok", 2] },
    ],
    ["503", status(503), { read: ["ok", 2], write: ["ok", 2], create: ["server_error", 1], realtime: ["ok", 2] }],
    ["504", status(504), { read: ["ok", 2], write: ["ok", 2], create: ["server_error", 1], realtime: ["ok", 2] }],
    [
      "a reset before anything was done",
      { kind: "reset" },
      { read: ["ok", 2], write: ["ok", 2], create: ["network", 1], realtime: ["ok", 2] },
    ],
    [
      "a reset after it was done",
      { kind: "reset", after: "after" },
      { read: ["ok", 2], write: ["ok", 2], create: ["network", 1], realtime: ["ok", 2] },
    ],
    [
      "no answer in time",
      { kind: "hang" },
      { read: ["ok", 2], write: ["ok", 2], create: ["timeout", 1], realtime: ["ok", 2] },
    ],
    [
      "a truncated answer",
      { kind: "truncated" },
      { read: ["ok", 2], write: ["ok", 2], create: ["network", 1], realtime: ["ok", 2] },
    ],
    [
      "401",
      status(401),
      {
        read: ["unauthorized", 1],
        write: ["unauthorized", 1],
        create: ["unauthorized", 1],
        realtime: ["unauthorized", 1],
      },
    ],
    [
      "403",
      status(403),
      { read: ["forbidden", 1], write: ["forbidden", 1], create: ["forbidden", 1], realtime: ["forbidden", 1] },
    ],
    [
      "403 for a bad token",
      status(403, { body: { error: "invalid_access_token", message: "x", status: 403 } }),
      {
        read: ["unauthorized", 1],
        write: ["unauthorized", 1],
        create: ["unauthorized", 1],
        realtime: ["unauthorized", 1],
      },
    ],
    [
      "404",
      status(404),
      { read: ["not_found", 1], write: ["not_found", 1], create: ["not_found", 1], realtime: ["not_found", 1] },
    ],
    [
      "409",
      status(409),
      { read: ["conflict", 1], write: ["conflict", 1], create: ["conflict", 1], realtime: ["conflict", 1] },
    ],
    [
      "422",
      status(422),
      {
        read: ["invalid_request", 1],
        write: ["invalid_request", 1],
        create: ["invalid_request", 1],
        realtime: ["invalid_request", 1],
      },
    ],
    [
      "a redirect",
      status(302, { headers: { location: "http://127.0.0.1:1/" } }),
      {
        read: ["bad_response", 1],
        write: ["bad_response", 1],
        create: ["bad_response", 1],
        realtime: ["bad_response", 1],
      },
    ],
  ])("%s", async (_, fault, expected) => {
    const seen: Partial<Record<CallName, [string, number]>> = {};
    for (const call of Object.keys(CALLS) as CallName[]) {
      engage.reset();
      engage.faults.inject(fault);
      seen[call] = [await time.leapDuring(() => outcomeOf(createBench(), call)), engage.exchanges.length];
    }
    expect(seen).toEqual(expected);
  });

  test("does not make two messages of one, whatever was lost", async () => {
    engage.faults.inject({ kind: "reset", after: "after" });
    expect(await outcomeOf(createBench(), "create")).toBe("network");
    expect([...engage.domain.contents.values()].filter(({ body }) => body === "Hello")).toHaveLength(1);
  });

  test("makes a creation go again when nobody can have heard it", async () => {
    const bench = createBench({ apiUrl: "http://127.0.0.1:1/1.0" });
    expect(await outcomeOf(bench, "create")).toBe("network");
    expect(bench.records).toHaveLength(5);
    expect(bench.records[0]).toMatchObject({ status: null, failure: "no connection (ECONNREFUSED)" });
  });
});

describe("A 200 that is none", () => {
  test.each<[string, string, RegExp]>([
    [
      "HTML",
      "<html><head><style>x{}</style></head><body>Please <b>log in</b></body></html>",
      /web page: Please log in$/,
    ],
    ["an empty body", "", /empty body/],
    ["a list", "[]", /another shape/],
    ["null", "null", /another shape/],
    ["JSON of another shape", '{"id":{"$oid":"1"}}', /another shape \(id/],
    ["cut JSON", '{"id": "66', /not JSON/],
    ["binary rubbish", "\u0000\u0001\ud83d", /not JSON/],
  ])("%s is a bad_response that says what came", async (_, body, text) => {
    engage.faults.inject({ kind: "garbage", body });
    const { client } = createBench();
    await expect(client.getThread(engage.seed.thread.id)).rejects.toMatchObject({
      code: "bad_response",
      message: expect.stringMatching(text),
      hint: expect.stringContaining("Base API URL"),
    });
    client.close();
  });

  test("HTML is a bad_response where any 2xx is a success, too", async () => {
    engage.faults.inject({ kind: "garbage", body: "<!DOCTYPE html><p>Please log in" });
    const { client } = createBench();
    await expect(client.openRealtime(realtime()).createMessage(message)).rejects.toMatchObject({
      code: "bad_response",
      message: expect.stringMatching(/web page: Please log in$/),
    });
    client.close();
  });

  test("50 MB is given up after a few", async () => {
    engage.faults.inject({ kind: "huge", bytes: 50 * 1024 * 1024 });
    const { client } = createBench();
    await expect(client.getThread(engage.seed.thread.id)).rejects.toMatchObject({
      code: "bad_response",
      message: expect.stringContaining("larger than"),
    });
    client.close();
  });
});

describe("Trouble that lasts", () => {
  test.each<[string, Fault, string]>([
    ["throttling", status(429), "rate_limited"],
    ["throttling with a long Retry-After", status(429, { headers: { "retry-after": "60" } }), "rate_limited"],
    ["an outage", status(503), "server_error"],
    ["resets", { kind: "reset" }, "network"],
    ["silence", { kind: "hang" }, "timeout"],
  ])("%s ends within the budget, by the clock", async (_, fault, code) => {
    engage.faults.inject(fault, { times: Number.POSITIVE_INFINITY });
    // Only silence is waited for.
    const bench = createBench(code === "timeout" ? { requestMs: 50 } : {});
    const startMs = bench.clock.now();
    expect(await outcomeOf(bench, "read")).toBe(code);
    expect(bench.clock.now() - startMs).toBeLessThan(15_000);
    expect(engage.exchanges.length).toBeLessThanOrEqual(5);
  });

  test("backs off longer each time, and no less than Retry-After says", async () => {
    engage.faults.inject(status(429), { times: 2 });
    engage.faults.inject(status(429, { headers: { "retry-after": "2" } }));
    const { client, clock } = createBench();
    await client.getThread(engage.seed.thread.id);
    expect(clock.slept).toEqual([125, 250, 2500]);
    client.close();
  });

  test("starts nothing when no time is left", async () => {
    const bench = createBench({ totalMs: 0 });
    expect(await outcomeOf(bench, "read")).toBe("timeout");
    expect(engage.exchanges).toHaveLength(0);
  });
});

describe("A client that is closed sends and logs nothing more", () => {
  test.each([503, 429])("while it waits for another try after %s", async (code) => {
    engage.faults.inject(status(code), { times: 2 });
    const bench = createBench();
    bench.clock.sleep = async () => bench.client.close();
    expect(await outcomeOf(bench, "read")).not.toBe("ok");
    expect([engage.exchanges.length, bench.records.length]).toEqual([1, 1]);
  });

  test("while a request is under way", async () => {
    engage.faults.inject({ kind: "hang" });
    const bench = createBench();
    const arrived = new Promise<void>((resolve) => (engage.domain.changed = resolve));
    const outcome = outcomeOf(bench, "read");
    await arrived;
    bench.client.close();
    expect(await outcome).toBe("network");
    expect([engage.exchanges.length, bench.records.length]).toEqual([1, 0]);
  });
});

describe("Engage's real throttling", () => {
  test("is waited for when the window ends in time", async () => {
    let nowMs = 0;
    const throttled = await startEngage({ requestsPerMinute: 1, now: () => nowMs, retryAfter: "5" });
    const { client, clock } = createBench({ apiUrl: throttled.apiUrl });
    const sleep = clock.sleep;
    clock.sleep = async (ms) => {
      nowMs += 60_000;
      return sleep(ms);
    };
    await client.getThread(throttled.seed.thread.id);
    await client.getThread(throttled.seed.thread.id);
    expect(throttled.exchanges.map((exchange) => exchange.status)).toEqual([200, 429, 200]);
    client.close();
    await throttled.close();
  });
});

describe("Secrets", () => {
  const everythingOf = (error: unknown): string => {
    const seen = new Set<unknown>();
    const walk = (value: unknown): string => {
      if (typeof value !== "object" || value === null || seen.has(value)) {
        return String(value);
      }
      seen.add(value);
      return Reflect.ownKeys(value)
        .map((key) => walk(Reflect.get(value, key)))
        .join(" ");
    };
    return walk(error);
  };

  test.each<[string, Fault]>([
    [
      "a refusal that repeats the token",
      { kind: "status", status: 401, body: { error: "bad", message: "Token bot-token is unknown", status: 401 } },
    ],
    ["a page that repeats the token", { kind: "garbage", body: "<p>bot-token</p>" }],
    ["a broken connection", { kind: "reset" }],
    ["silence", { kind: "hang" }],
    ["a broken answer", { kind: "truncated" }],
  ])("are in no error, log or URL after %s", async (_, fault) => {
    engage.faults.inject(fault, { times: Number.POSITIVE_INFINITY });
    const { client, records } = createBench({ requestMs: 50 });
    const error: unknown = await client.getThread(engage.seed.thread.id).catch((thrown) => thrown);
    client.close();
    expect(error).toBeInstanceOf(EngageError);
    expect(everythingOf(error)).not.toContain("bot-token");
    expect(JSON.stringify(records)).not.toContain("bot-token");
    expect(engage.exchanges.map(({ path, query }) => path + query.join())).not.toContainEqual(
      expect.stringContaining("bot-token"),
    );
    expect(engage.exchanges[0]?.headers.authorization).toBe("Bearer bot-token");
  });

  test("what people wrote is in no log either", async () => {
    const bench = createBench();
    await CALLS.create(bench);
    await bench.client.findThreadByForeignId("secret-reference", "source");
    expect(bench.records).toEqual([
      { method: "POST", path: "/contents", status: 200, ms: 0, attempt: 1 },
      { method: "GET", path: "/content_threads", status: 200, ms: 0, attempt: 1 },
    ]);
    bench.client.close();
  });
});

describe("Strangers' conversations", () => {
  test("are not taken for the one that was searched", async () => {
    const { client } = createBench();
    const { sources } = engage.seed;
    const own = engage.domain.addThread({ sourceId: sources.sdk.id, foreignId: "conv-1" });
    engage.domain.addThread({ sourceId: sources.sdk.id, foreignId: "conv-11" });
    // The stand-in ignores the unknown keyword `foreign_id` and returns everything, as Engage may.
    await expect(client.findThreadByForeignId("conv-1", sources.sdk.id, "foreign_id")).resolves.toMatchObject({
      id: own.id,
    });
    await expect(client.findThreadByForeignId("conv-2", sources.sdk.id, "foreign_id")).resolves.toBeUndefined();
    await expect(client.findThreadByForeignId("conv-1", sources.messaging.id)).resolves.toBeUndefined();
    client.close();
  });
});

describe("A list whose filter Engage ignores", () => {
  test("gives the interventions of one conversation only", async () => {
    const { client } = createBench();
    const { thread } = engage.seed;
    const of = (id: string, thread_id: string | null) => ({ id, thread_id, closed: false });
    const records = [of("a", "other"), of("b", thread.id), of("c", null)];
    engage.faults.inject({ kind: "status", status: 200, body: { count: 3, limit: 30, offset: 0, records } });
    const found = await client.listThreadInterventions(thread.id);
    expect(found.map(({ id }) => id)).toEqual(["b"]);
    client.close();
  });

  test("gives the messages of one conversation only", async () => {
    const { client } = createBench();
    const { thread } = engage.seed;
    const records = [
      { id: "a", thread_id: "other" },
      { id: "b", thread_id: thread.id },
    ];
    engage.faults.inject({ kind: "status", status: 200, body: { count: 2, limit: 30, offset: 0, records } });
    const found = await client.listThreadContents(thread.id);
    expect(found.map(({ id }) => id)).toEqual(["b"]);
    client.close();
  });
});

describe("The rest of the resources", () => {
  test("reads and writes as the published API says", async () => {
    const { client } = createBench();
    const { thread, content, categories, channels, sources, users, identities } = engage.seed;
    await expect(client.getTokenUser()).resolves.toEqual({ id: users.bot.id });
    await expect(client.getContent(content.id)).resolves.toMatchObject({
      id: content.id,
      thread_id: thread.id,
      body: "Where is my parcel?",
    });
    await expect(client.listThreadContents(thread.id, "asc")).resolves.toHaveLength(1);
    await expect(client.getCategory(categories.bot.id)).resolves.toMatchObject({
      name: "Bot",
      parent_id: categories.cognigy.id,
    });
    await expect(client.listCategories(1)).resolves.toMatchObject({ count: 4, isComplete: true });
    await expect(client.listChannels(1)).resolves.toMatchObject({
      records: expect.arrayContaining([expect.objectContaining({ id: channels.async.id, name: "Async" })]),
    });
    await expect(client.getSource(sources.sdk.id)).resolves.toMatchObject({
      channel_id: channels.realtime.id,
      default_category_ids: [categories.bot.id],
    });
    await expect(client.getIdentity(identities.customer.id)).resolves.toMatchObject({
      identity_group_id: null,
      user_ids: [],
    });
    const opened = await client.openIntervention(content.id);
    expect(opened).toMatchObject({ closed: false, user_id: users.bot.id });
    await expect(client.commentIntervention(opened.id, "A summary", users.bot.id)).resolves.toMatchObject({
      id: expect.any(String),
    });
    const attachment = await client.uploadAttachment({
      filename: "a.png",
      contentType: "image/png",
      bytes: new Uint8Array([1, 2, 3]),
    });
    const reply = await client.replyToContent({
      inReplyToId: content.id,
      body: "Look",
      isPrivate: true,
      attachmentIds: [attachment.id],
      isAutomatic: true,
      structuredContent: { type: "select", items: [{ title: "Yes" }] },
    });
    expect(reply).toMatchObject({ private_message: true });
    await client.closeIntervention(opened.id);
    await expect(client.closeThread(thread.id)).resolves.toMatchObject({ id: thread.id, closed: false });
    client.close();
  });

  test("keeps each record once while rows shift between pages", async () => {
    for (let number = 0; number < 200; number++) {
      engage.domain.addCategory({ name: `C${number}` });
    }
    const { client } = createBench();
    const listing = await client.listCategories(5);
    expect(listing).toMatchObject({ count: 204, isComplete: true });
    expect(new Set(listing.records.map(({ id }) => id)).size).toBe(204);
    expect(engage.exchanges.map(({ query }) => query)).toEqual([
      [
        ["offset", "0"],
        ["limit", "150"],
      ],
      [
        ["offset", "150"],
        ["limit", "150"],
      ],
    ]);
    client.close();
  });
});
