/** 429: one budget for all requests of a node, whoever sends them and in whatever loop. */
import { hmac } from "../../harness/hmac";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import type { Clock } from "../../src/engage/clock";
import { createEngageClient, type EngageClient } from "../../src/engage/engageClient";
import type { HttpOutcome } from "../../src/engage/httpExchange";
import { repeatWhileInTime } from "../../src/engage/repeat";
import { createThrottle } from "../../src/engage/throttle";

const TOTAL_MS = 14_000;

let engage: EngageStandIn;
let client: EngageClient;
let clock: Clock;
let startMs: number;
beforeAll(async () => {
  engage = await startEngage();
});
beforeEach(() => {
  engage.reset();
  startMs = Date.now();
  clock = createSharedClock(startMs);
  client = createEngageClient({
    settings: { apiUrl: engage.apiUrl, accessToken: engage.seed.tokens.bot },
    hmac,
    clock,
    budget: { deadlineMs: startMs + TOTAL_MS, requestMs: 5_000 },
  });
});
afterEach(() => client.close());
afterAll(() => engage.close());

/** Sleeps that run side by side end in the order of their times, and take no real time. */
function createSharedClock(beginMs: number): Clock {
  let nowMs = beginMs;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const wakeNext = () => {
    sleepers.sort((one, other) => one.atMs - other.atMs);
    const next = sleepers.shift();
    if (next) {
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
  };
  return {
    now: () => nowMs,
    random: () => 0.5,
    sleep: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ atMs: nowMs + ms, wake: resolve });
        setTimeout(wakeNext, 1);
      }),
  };
}

const refuse = (times: number, retryAfter?: string) =>
  engage.faults.inject(
    {
      kind: "status",
      status: 429,
      body: { error: "rate_limit_exceeded", message: "Rate limit exceeded", status: 429 },
      headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
    },
    { times },
  );
const read = () => client.getThread(engage.seed.thread.id);
const readWhileInTime = () => repeatWhileInTime(client, read);
const tenTimes = (act: () => Promise<unknown>) => Promise.allSettled(Array.from({ length: 10 }, act));
const statuses = (outcomes: readonly PromiseSettledResult<unknown>[]) => new Set(outcomes.map(({ status }) => status));
const elapsedMs = () => clock.now() - startMs;

test("Ten requests at once are refused once each; then one asks, and all follow it", async () => {
  const throttle = createThrottle(clock);
  const sent: ((status: number) => void)[] = [];
  const act = () =>
    new Promise<HttpOutcome>((resolve) => {
      sent.push((status) => resolve({ kind: "answered", status, headers: { "retry-after": "3" }, body: "" }));
    });
  const passAll = () => Promise.all(Array.from({ length: 10 }, () => throttle.pass(startMs + TOTAL_MS, act)));
  const answerAll = async (status: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    const count = sent.length;
    for (const answer of sent.splice(0)) {
      answer(status);
    }
    return count;
  };

  const first = passAll();
  expect(await answerAll(429)).toBe(10);
  await first;
  expect(throttle.pauseMs()).toBe(3_125);

  const second = passAll();
  await clock.sleep(3_200);
  expect(await answerAll(200)).toBe(1);
  expect(await answerAll(200)).toBe(9);
  await second;
  expect(throttle.pauseMs()).toBe(0);
});

test("While Engage goes on refusing, one request asks at a time, less and less often", async () => {
  refuse(Number.POSITIVE_INFINITY);
  expect(statuses(await tenTimes(readWhileInTime))).toEqual(new Set(["rejected"]));
  expect(engage.exchanges.length).toBeLessThanOrEqual(18);
});

test("A loop above the client makes no more requests than one request may", async () => {
  refuse(Number.POSITIVE_INFINITY);
  await expect(readWhileInTime()).rejects.toMatchObject({ code: "rate_limited" });
  expect(engage.exchanges.length).toBeLessThanOrEqual(8);
});

test("A loop above the client waits as long as Retry-After says", async () => {
  refuse(1, "6");
  await readWhileInTime();
  expect(engage.exchanges).toHaveLength(2);
  expect(elapsedMs()).toBeGreaterThanOrEqual(6_000);
});

test("A pause that outlasts the node is not waited for: nothing else is sent, and no loop goes on", async () => {
  refuse(1, "60");
  await expect(readWhileInTime()).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: expect.any(Number) });
  await expect(read()).rejects.toMatchObject({
    code: "rate_limited",
    retryable: true,
    message: expect.stringContaining("not sent"),
    hint: expect.any(String),
  });
  expect(engage.exchanges).toHaveLength(1);
  expect(elapsedMs()).toBe(0);
});

test("What Engage takes ends the pause for all", async () => {
  refuse(1, "1");
  await read();
  const afterMs = elapsedMs();
  expect(statuses(await tenTimes(read))).toEqual(new Set(["fulfilled"]));
  expect(elapsedMs()).toBe(afterMs);
});

test("Another server is asked meanwhile", async () => {
  const other = await startEngage();
  refuse(1, "60");
  await expect(read()).rejects.toMatchObject({ code: "rate_limited" });
  const url = `${other.apiUrl}/content_threads/${other.seed.thread.id}`;
  const headers = { Authorization: `Bearer ${other.seed.tokens.bot}` };
  const call = { method: "GET", url, path: "/other", headers, policy: { statuses: [], isRepeatable: true } } as const;
  await expect(client.request(call)).resolves.toContain(other.seed.thread.id);
  await other.close();
});

describe("In the last moment", () => {
  const leave = (ms: number) => clock.sleep(TOTAL_MS - ms);

  test("no write is begun, because nobody would learn what became of it", async () => {
    await leave(400);
    const reply = client.replyToContent({ inReplyToId: engage.seed.content.id, body: "Hello" });
    await expect(reply).rejects.toMatchObject({ code: "timeout", message: expect.stringContaining("no time left") });
    expect(engage.exchanges).toEqual([]);
  });

  test("a read still is", async () => {
    await leave(400);
    await expect(read()).resolves.toMatchObject({ id: engage.seed.thread.id });
  });

  test("no write is repeated either", async () => {
    await leave(600);
    engage.faults.inject({ kind: "status", status: 503 });
    await expect(client.closeThread(engage.seed.thread.id)).rejects.toMatchObject({ code: "server_error" });
    expect(engage.exchanges).toHaveLength(1);
  });
});
