/** The emergency switch: new conversations and open threads go to agents or to the bot, and back. */
import { existsSync } from "node:fs";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import type { CommandContext } from "../../setup/command";
import { recordFileOf } from "../../setup/emergency/EmergencyRecord";
import { switchAll, toDuration } from "../../setup/emergency/emergency";
import { createPace } from "../../setup/engage/createPace";
import { type CommandLab, openCommandLab } from "./commandLab";

let engage: EngageStandIn;
let lab: CommandLab;
/** No waiting in tests. */
const FAST = createPace(60_000_000);

beforeAll(async () => {
  engage = await startEngage({ requestsPerMinute: 100_000 });
});
beforeEach(() => {
  engage.reset();
  lab = openCommandLab(engage);
  engage.seed.users.bot.rights.push("update_content_source");
});
afterEach(() => lab.close());
afterAll(() => engage.close());

const ids = () => ({ bot: engage.seed.categories.bot.id, agent: engage.seed.categories.agent.id });

/** Threads with the Bot category, each with one message that waits for an answer. */
function addThreads(count: number): string[] {
  const { sources, communities } = engage.seed;
  return Array.from({ length: count }, (_, index) => {
    const visitor = engage.domain.addIdentity({
      communityId: communities.messaging.id,
      foreignId: `visitor-${index}-of-${count}`,
      screenname: `Visitor ${index}`,
    });
    const { thread } = engage.domain.customerWrites({
      sourceId: sources.messaging.id,
      identityId: visitor.id,
      body: "Hello",
    });
    return thread.id;
  });
}

async function run(direction: "agents" | "bot", options: Partial<CommandContext> & { isUndo?: boolean } = {}) {
  const { context, result } = lab.start(options);
  const exitCode = await switchAll({ ...context, ...options }, direction, FAST);
  return { exitCode, ...result() };
}

const categoriesOf = (id: string) => engage.domain.threads.get(id)?.thread_category_ids;
const changes = () => engage.exchanges.filter(({ method }) => method === "PUT").length;

test("gives new conversations and open threads to agents; other categories stay", async () => {
  const { seed } = engage;
  seed.sources.messaging.default_category_ids = [ids().bot, seed.categories.billing.id];
  const [thread = ""] = addThreads(1);
  expect(await run("agents")).toMatchObject({ exitCode: 0 });
  expect(seed.sources.messaging.default_category_ids).toEqual([seed.categories.billing.id, ids().agent]);
  expect(new Set(categoriesOf(thread))).toEqual(new Set([ids().agent, seed.categories.billing.id]));
});

test("a source whose new conversations get neither category is named, and stays", async () => {
  const { messaging } = engage.seed.sources;
  messaging.default_category_ids = [];
  const { exitCode, findings } = await run("agents");
  expect(exitCode).toBe(1);
  expect(findings).toContainEqual(
    expect.objectContaining({ code: "source_left", message: expect.stringContaining(String(messaging.name)) }),
  );
  expect(messaging.default_category_ids).toEqual([]);
});

test("goes through more threads than a page has, and leaves closed ones alone", async () => {
  const threads = addThreads(160);
  const [closed = ""] = threads;
  const record = engage.domain.threads.get(closed);
  if (record !== undefined) {
    record.closed = true;
  }
  await run("agents");
  expect(threads.filter((id) => categoriesOf(id)?.includes(ids().bot))).toEqual([closed]);
});

test("a dry run shows counts and duration, says what it can't do, and changes nothing", async () => {
  addThreads(3);
  const before = changes();
  const { exitCode, notes } = await run("agents", { isDryRun: true });
  expect(exitCode).toBe(0);
  expect(notes).toMatch(/new conversations of "Web messaging" go to agents/);
  expect(notes).toMatch(/up to 4 threads, 4 of them waiting, in about 1 s/);
  expect(notes).toMatch(/rules engine/);
  expect(changes()).toBe(before);
});

test("one thread is one", async () => {
  expect((await run("agents", { isDryRun: true })).notes).toMatch(/up to 1 thread, 1 of them waiting/);
});

test("without a confirmation nothing is changed", async () => {
  const before = changes();
  const prompt = { ...lab.start().context.prompt, confirm: async () => false };
  expect(await run("agents", { prompt })).toMatchObject({ exitCode: 1, codes: ["warn not_confirmed"] });
  expect(changes()).toBe(before);
});

test("--undo puts back what was changed, and nothing that people have changed since", async () => {
  const [first = "", second = ""] = addThreads(2);
  await run("agents");
  const { billing } = engage.seed.categories;
  const touched = engage.domain.threads.get(second);
  if (touched !== undefined) {
    touched.thread_category_ids = [billing.id];
  }
  expect(await run("agents", { isUndo: true })).toMatchObject({ exitCode: 0 });
  expect(categoriesOf(first)).toEqual([ids().bot]);
  expect(categoriesOf(second)).toEqual([billing.id]);
  expect(engage.seed.sources.messaging.default_category_ids).toEqual([ids().bot]);
  expect(existsSync(recordFileOf(lab.dotEnvFile))).toBe(false);
});

test("--undo names each source that somebody has changed since", async () => {
  const { categories, sources } = engage.seed;
  await run("agents");
  sources.messaging.default_category_ids = [categories.billing.id];
  const { exitCode, findings } = await run("agents", { isUndo: true });
  expect(exitCode).toBe(1);
  expect(findings).toMatchObject([
    { level: "warn", code: "source_left", message: expect.stringContaining("Web messaging") },
    { code: "undone" },
  ]);
  expect(sources.messaging.default_category_ids).toEqual([categories.billing.id]);
});

test("continues where an interrupted run has stopped, and can still be undone as a whole", async () => {
  const threads = addThreads(5);
  const path = new RegExp(`/content_threads/${threads[2]}/update_categories$`);
  engage.faults.inject({ kind: "status", status: 401, body: {} }, { method: "PUT", path, times: 100 });
  expect(await run("agents")).toMatchObject({
    exitCode: 2,
    codes: expect.arrayContaining(["fail engage_unauthorized"]),
  });
  engage.faults.clear();
  expect(await run("agents")).toMatchObject({ exitCode: 0 });
  expect(threads.every((id) => categoriesOf(id)?.includes(ids().agent))).toBe(true);
  await run("agents", { isUndo: true });
  expect(threads.map(categoriesOf)).toEqual(threads.map(() => [ids().bot]));
});

test("a conflict is tried once more; what stays is listed", async () => {
  const [thread = ""] = addThreads(1);
  const path = new RegExp(`/content_threads/${thread}/update_categories$`);
  engage.faults.inject({ kind: "status", status: 404, body: {} }, { method: "PUT", path, times: 10 });
  const { exitCode, findings } = await run("agents");
  expect(exitCode).toBe(1);
  expect(findings.filter(({ level }) => level === "warn")).toMatchObject([
    { code: "thread_left", message: expect.stringContaining(thread) },
  ]);
  engage.faults.clear();
});

test("the other direction is refused until the first is undone", async () => {
  await run("agents");
  expect(await run("bot")).toMatchObject({ exitCode: 2, codes: ["fail other_direction"] });
});

test("all-to-bot takes threads from agents", async () => {
  const [thread = ""] = addThreads(1);
  const record = engage.domain.threads.get(thread);
  if (record !== undefined) {
    record.thread_category_ids = [ids().agent];
  }
  await run("bot");
  expect(categoriesOf(thread)).toEqual([ids().bot]);
});

test("stays below 250 requests a minute", () => {
  expect(createPace().perMinute).toBeLessThan(250);
});

test.each([
  [500, "1 s"],
  [60_000, "60 s"],
  [240_000, "4 min"],
])("%d ms are told as %s", (ms, expected) => expect(toDuration(ms)).toBe(expected));
