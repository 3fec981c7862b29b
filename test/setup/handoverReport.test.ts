/** `report`: figures from what was read, and the reading itself against Engage's stand-in. */
import { existsSync } from "node:fs";
import type { Task } from "../../sandbox/engage/domain/records";
import { type EngageStandIn, startEngage } from "../../sandbox/engage/startEngage";
import { createPace } from "../../setup/engage/createPace";
import { computeReport, percentile } from "../../setup/operate/computeReport";
import { emptyData, type HandoverData } from "../../setup/operate/HandoverData";
import { parseSince } from "../../setup/operate/parseSince";
import { type ReportOptions, reportHandovers } from "../../setup/operate/reportHandovers";
import { PAGE_SIZE } from "../../src/engage/rest";
import { type CommandLab, openCommandLab } from "./commandLab";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes)).toISOString();
const name = (id: string) => id;

function figuresOf(data: Partial<HandoverData>) {
  return computeReport({ ...emptyData(at(0), at(180)), ...data }, name, []);
}

const handover = (threadId: string, minutes: number, categoryIds: string[] = []) => ({
  threadId,
  at: at(minutes),
  categoryIds,
});

describe("the figures", () => {
  test("the wait lasts from the handover to the first agent who takes over", () => {
    const figures = figuresOf({
      handovers: [handover("a", 0), handover("b", 10)],
      takeUps: [
        { threadId: "a", at: at(2) },
        { threadId: "a", at: at(1) },
        { threadId: "b", at: at(15) },
      ],
    });
    expect(figures).toMatchObject({ handovers: 2, takenUp: 2, abandoned: 0, waitSeconds: { p50: 60, p95: 300 } });
  });

  test("abandoned: nobody took it up, and it was closed or an hour has passed", () => {
    const figures = figuresOf({
      handovers: [handover("closed", 0), handover("silent", 0), handover("fresh", 170)],
      closed: [{ threadId: "closed", at: at(5) }],
    });
    expect(figures).toMatchObject({ handovers: 3, takenUp: 0, abandoned: 2, waiting: 1 });
  });

  test("a thread that is handed over twice counts twice, and each by its own agent", () => {
    const figures = figuresOf({
      handovers: [handover("a", 0), handover("a", 60)],
      takeUps: [
        { threadId: "a", at: at(1) },
        { threadId: "a", at: at(70) },
      ],
    });
    expect(figures).toMatchObject({ handovers: 2, takenUp: 2, waitSeconds: { p50: 60, p95: 600 } });
  });

  test("by category and by hour", () => {
    const figures = figuresOf({ handovers: [handover("a", 0, ["billing"]), handover("b", 59), handover("c", 60)] });
    expect(figures).toMatchObject({ byCategory: { billing: 1 }, byHour: { "09": 2, "10": 1 } });
  });

  test("what can't be known is unknown, and not zero", () => {
    expect(figuresOf({})).toMatchObject({
      undeliveredNow: null,
      undeliveredInPeriod: "unknown",
      waitSeconds: { p50: null, p95: null },
      satisfaction: { answers: 0, averageGrade: null },
    });
  });

  test.each([
    [[], 0.5, null],
    [[3], 0.95, 3],
    [[4, 1, 3, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.95, 4],
  ])("percentile of %j at %d is %s", (values, share, expected) => expect(percentile(values, share)).toBe(expected));

  test.each([
    ["24h", 86_400_000],
    ["7d", 7 * 86_400_000],
    ["2w", 14 * 86_400_000],
  ])("--since %s", (text, expected) => expect(parseSince(text)).toBe(expected));

  test.each(["", "7", "0d", "1y", "-1d"])("--since %j is refused", (text) => {
    expect(() => parseSince(text)).toThrow("such as 24h, 7d or 4w");
  });
});

describe("the command", () => {
  let engage: EngageStandIn;
  let lab: CommandLab;
  beforeAll(async () => {
    engage = await startEngage({ requestsPerMinute: 100_000 });
  });
  beforeEach(() => {
    engage.reset();
    lab = openCommandLab(engage);
  });
  afterEach(() => lab.close());
  afterAll(() => engage.close());

  const FAST = createPace(60_000_000);
  async function run(options: Partial<ReportOptions> = {}, limits: { maxTasks?: number } = {}) {
    const { context, result } = lab.start();
    const exitCode = await reportHandovers(context, { asJson: true, ...options }, { pace: FAST, ...limits });
    return { exitCode, ...result() };
  }

  /** The bot gives the waiting conversation to agents. */
  function handOver(): string {
    const { thread, categories, users } = engage.seed;
    engage.domain.categorizeThread(thread.id, [categories.agent.id, categories.billing.id], users.bot.id);
    return thread.id;
  }

  test("counts a handover that an agent has taken up", async () => {
    const threadId = handOver();
    engage.domain.agentReplies(threadId, engage.seed.agents.ana.id, "Ana here");
    const from = engage.exchanges.length;
    const { exitCode, result } = await run();
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ handovers: 1, takenUp: 1, byCategory: { Billing: 1 }, undeliveredNow: 0 });
    expect(engage.exchanges.slice(from).filter(({ method }) => method !== "GET")).toEqual([]);
    expect(existsSync(`${lab.dotEnvFile}.report.json`)).toBe(false);
  });

  /** More than a page of them comes before all others. */
  function addOldTasks(like: Task): void {
    for (let index = 0; index < PAGE_SIZE; index++) {
      const id = `old-${index}`;
      const times = { created_at: "2020-01-01T00:00:00Z", accepted_at: "2020-01-01T00:00:10Z" };
      engage.domain.tasks.set(id, { ...like, id, thread_id: "old", priority: like.priority + 1, ...times });
    }
  }

  /** A task that an agent has accepted, without an intervention. */
  function acceptTask(): Task {
    handOver();
    const [task] = engage.domain.tasks.values();
    if (task === undefined) {
      throw new Error("There is no task");
    }
    return Object.assign(task, { queue: "history", accepted_at: new Date().toISOString() });
  }

  test("finds new tasks behind a page of old ones of a higher priority", async () => {
    addOldTasks(acceptTask());
    expect(await run()).toMatchObject({ exitCode: 0, result: { handovers: 1, takenUp: 1 } });
  });

  test("says when there are more tasks than it reads", async () => {
    addOldTasks(acceptTask());
    const { exitCode, findings } = await run({}, { maxTasks: PAGE_SIZE });
    expect(exitCode).toBe(1);
    expect(findings).toMatchObject([
      { code: "report_gap", message: expect.stringContaining(`Only ${PAGE_SIZE} processed tasks were read`) },
    ]);
  });

  test("leaves rehearsals out", async () => {
    const { seed, domain } = engage;
    const { author_id: identityId = "" } = [...domain.contents.values()].at(-1) ?? {};
    domain.customerWrites({ sourceId: seed.sources.messaging.id, identityId, body: "[Rehearsal 4f2a91] Hello" });
    handOver();
    expect(await run()).toMatchObject({ exitCode: 0, result: { handovers: 0, waiting: 0, byHour: {} } });
  });

  test("counts conversations in which a customer only writes the word", async () => {
    const { seed, domain } = engage;
    const { author_id: identityId = "" } = [...domain.contents.values()].at(-1) ?? {};
    domain.customerWrites({ sourceId: seed.sources.messaging.id, identityId, body: "When is the rehearsal?" });
    handOver();
    expect(await run()).toMatchObject({ exitCode: 0, result: { handovers: 1 } });
  });

  test("names the right that is missing, and reports the rest", async () => {
    engage.seed.users.bot.rights = engage.seed.users.bot.rights.filter((right) => right !== "search_event");
    const { exitCode, findings } = await run();
    expect(exitCode).toBe(1);
    expect(findings).toMatchObject([{ code: "report_gap", message: expect.stringContaining("search_event") }]);
  });

  test("continues an interrupted reading without counting anything twice", async () => {
    handOver();
    engage.faults.inject({ kind: "status", status: 401, body: {} }, { path: /\/interventions$/ });
    expect((await run()).exitCode).toBe(2);
    const from = engage.exchanges.length;
    expect(await run()).toMatchObject({ result: { handovers: 1 } });
    expect(engage.exchanges.slice(from).filter(({ path }) => path.includes("/events"))).toEqual([]);
  });

  test.each<[Partial<ReportOptions>, string]>([
    [{ "max-undelivered": "0" }, "too_many_undelivered"],
    [{ "max-abandoned": "10" }, "too_many_abandoned"],
  ])("a threshold gives exit code 2: %j", async (options, code) => {
    const threadId = handOver();
    for (const task of engage.domain.tasks.values()) {
      task.queue = "undelivered";
    }
    const thread = engage.domain.threads.get(threadId);
    const intervention = engage.domain.agentReplies(threadId, engage.seed.users.bot.id, "Bot");
    engage.domain.agentCloses(intervention.intervention_id ?? "", engage.seed.users.bot.id);
    expect(thread).toBeDefined();
    for (const task of engage.domain.tasks.values()) {
      task.queue = "undelivered";
    }
    const { exitCode, codes } = await run(options);
    expect({ exitCode, codes }).toEqual({ exitCode: 2, codes: [`fail ${code}`] });
  });

  test("is written for people", async () => {
    handOver();
    const { notes } = await run();
    expect(notes).toMatch(/^From \d{4}-\d\d-\d\d \d\d:\d\d to \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\)$/m);
    expect(notes).toMatch(/^Wait until an agent took over: no agent took one over$/m);
  });

  test("one conversation is one", async () => {
    handOver();
    for (const task of engage.domain.tasks.values()) {
      task.queue = "undelivered";
    }
    const { findings } = await run({ "max-undelivered": "0" });
    expect(findings).toMatchObject([{ message: "Undelivered now: 1 conversation (limit 0)." }]);
  });

  test("a threshold that is no number is refused", async () => {
    await expect(run({ "max-wait": "soon" })).rejects.toThrow("--max-wait takes a number");
  });
});
