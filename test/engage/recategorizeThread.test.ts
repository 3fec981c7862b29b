/** Changing a thread's categories beside others who change them too, and answers of Engage that lag behind. */
import { hmac } from "../../harness/hmac";
import { checkExchanges } from "../../harness/openapi";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import type { Clock } from "../../src/engage/clock";
import { createEngageClient, type EngageClient } from "../../src/engage/engageClient";
import { changeCategories, recategorizeThread } from "../../src/engage/recategorizeThread";

let engage: EngageStandIn;
let client: EngageClient;
let slept: number[];
beforeAll(async () => {
  engage = await startEngage();
});
beforeEach(() => {
  engage.reset();
  slept = [];
  let nowMs = Date.now();
  const clock: Clock = {
    now: () => nowMs,
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
  };
  const budget = { deadlineMs: nowMs + 14_000, requestMs: 5_000 };
  const settings = { apiUrl: engage.apiUrl, accessToken: engage.seed.tokens.bot };
  client = createEngageClient({ settings, hmac, clock, budget });
});
afterEach(() => {
  client.close();
  expect(checkExchanges(engage.exchanges)).toEqual([]);
});
afterAll(() => engage.close());

const handOver = async () => {
  const { thread, categories } = engage.seed;
  const change = { add: [categories.agent.id], remove: [categories.bot.id] };
  return recategorizeThread(client, thread.id, changeCategories(change), await client.getThread(thread.id));
};
const calls = () => engage.exchanges.map(({ method }) => method);

const rules: (() => void)[] = [];
afterEach(() => {
  for (const remove of rules.splice(0)) {
    remove();
  }
});

/** As a rule of Engage does it: at once, whenever somebody changes the thread's categories. */
function addRule(change: (current: string[]) => string[]): void {
  let isAtWork = false;
  const { thread } = engage.seed;
  rules.push(
    engage.domain.on(({ type }) => {
      if (type === "content_thread.recategorized" && !isAtWork) {
        isAtWork = true;
        engage.domain.categorizeThread(thread.id, change(thread.thread_category_ids));
        isAtWork = false;
      }
    }),
  );
}

/** The next answers show the thread as it is now, whatever becomes of it. */
function answerLate(method: "PUT" | "GET", times = 1): void {
  const { id, source_id, thread_category_ids } = engage.seed.thread;
  const body = { id, source_id, closed: false, thread_category_ids: [...thread_category_ids] };
  engage.faults.inject({ kind: "status", status: 200, body, after: "after" }, { method, times });
}

test("A category that somebody else adds meanwhile does no harm", async () => {
  const { categories } = engage.seed;
  addRule((current) => [...current, categories.billing.id]);
  await expect(handOver()).resolves.toMatchObject({
    before: [categories.bot.id],
    after: [categories.agent.id, categories.billing.id],
    changed: true,
  });
  expect(calls()).toEqual(["GET", "PUT"]);
});

test("Nor does one that somebody else takes away", async () => {
  const { categories, thread } = engage.seed;
  engage.domain.categorizeThread(thread.id, [categories.billing.id, categories.bot.id]);
  addRule((current) => current.filter((id) => id !== categories.billing.id));
  await expect(handOver()).resolves.toMatchObject({ after: [categories.agent.id] });
});

test("Replacing all of them leaves alone what somebody adds afterwards", async () => {
  const { categories, thread } = engage.seed;
  addRule((current) => [...current, categories.agent.id]);
  await expect(recategorizeThread(client, thread.id, () => [categories.billing.id])).resolves.toMatchObject({
    after: [categories.billing.id, categories.agent.id],
  });
});

test.each([0, 1, 2])("An answer that lags behind is looked at again, with %i looks that lag, too", async (times) => {
  const { categories, thread } = engage.seed;
  const known = await client.getThread(thread.id);
  answerLate("PUT");
  if (times > 0) {
    answerLate("GET", times);
  }
  const change = changeCategories({ add: [categories.agent.id], remove: [categories.bot.id] });
  await expect(recategorizeThread(client, thread.id, change, known)).resolves.toMatchObject({
    after: [categories.agent.id],
    changed: true,
  });
  expect(calls()).toEqual(["GET", "PUT", ...Array.from({ length: times + 1 }, () => "GET")]);
});

test("An answer that lags behind and a category that somebody adds come together", async () => {
  const { categories } = engage.seed;
  answerLate("PUT");
  addRule((current) => [...current, categories.billing.id]);
  await expect(handOver()).resolves.toMatchObject({ after: [categories.agent.id, categories.billing.id] });
});

test.each([1, 3])("What Engage accepted counts as done where its answer lags and %i of 3 looks fail", async (times) => {
  const { categories, thread } = engage.seed;
  const known = await client.getThread(thread.id);
  answerLate("PUT");
  engage.faults.inject({ kind: "status", status: 500 }, { method: "GET", times });
  const change = changeCategories({ add: [categories.agent.id], remove: [categories.bot.id] });
  await expect(recategorizeThread(client, thread.id, change, known)).resolves.toMatchObject({
    after: [categories.agent.id],
    changed: true,
  });
});

test.each<[what: string, rule: (current: string[]) => string[]]>([
  ["gives the conversation back to the bot", (current) => [...current, engage.seed.categories.bot.id]],
  ["takes the agents' category away", () => [engage.seed.categories.billing.id]],
])("A rule that %s is reported, after a few looks", async (_, rule) => {
  addRule(rule);
  await expect(handOver()).rejects.toMatchObject({
    code: "categories_not_applied",
    hint: expect.stringContaining("rule"),
  });
  expect(calls()).toEqual(["GET", "PUT", "GET", "GET", "GET"]);
  expect(slept.reduce((total, ms) => total + ms, 0)).toBeLessThan(2_000);
});

test("What looks have shown not to be applied isn't done because the last look fails", async () => {
  const { categories, thread } = engage.seed;
  const known = await client.getThread(thread.id);
  addRule(() => [categories.bot.id]);
  // As the thread is, since the rule has changed it back.
  answerLate("GET", 2);
  engage.faults.inject({ kind: "status", status: 500 }, { method: "GET", times: 9 });
  const change = changeCategories({ add: [categories.agent.id], remove: [categories.bot.id] });
  await expect(recategorizeThread(client, thread.id, change, known)).rejects.toMatchObject({
    code: "categories_not_applied",
  });
});
