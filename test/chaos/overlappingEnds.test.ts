/** Ends of handovers that overlap others: late, doubled, lost, or shown by nothing but what the customer writes. */
import { checkInvariants } from "../../chaos/checkInvariants";
import { createPlan } from "../../chaos/createPlan";
import type { InjectFault } from "../../chaos/Observer";
import type { Act, SimulationPlan } from "../../chaos/Plan";
import { simulate } from "../../chaos/simulate";
import { packedExtension } from "../../harness/packedExtension";
import { readBundle } from "../../sandbox/app/readBundle";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { EngageDomain } from "../../sandbox/engage/domain/EngageDomain";

jest.setTimeout(120_000);

let extension: LoadedExtension;
beforeAll(async () => {
  extension = await packedExtension();
});
afterAll(() => extension.close());

function planOf(acts: readonly (readonly [Act, number])[], change: Partial<SimulationPlan["conditions"]> = {}) {
  const plan = createPlan("attack", 1, 1);
  const steps = acts.map(([act, second], id) => ({ id, act, atMs: second * 1_000 }));
  return {
    ...plan,
    restarts: [],
    readings: {},
    conditions: {
      ...plan.conditions,
      faultRate: 0,
      killRate: 0,
      requestsPerMinute: 500,
      webhookBatch: 1,
      webhookReorder: false,
      webhookConcurrency: 4,
      ...change,
    },
    conversations: [{ name: "c1", route: "bridge" as const, steps }],
  };
}

async function run(plan: SimulationPlan, injectFault?: InjectFault, isMirrored = false) {
  const record = await simulate(
    plan,
    extension,
    injectFault,
    isMirrored
      ? (name, config) => readBundle(name, { ...config, ...(/relay/.test(name) && { forwardOnlyHandovers: false }) })
      : undefined,
  );
  const { violations } = checkInvariants(record);
  const [{ flowRuns = [] } = {}] = record.conversations;
  return { record, violations, flowRuns };
}

/** The hub doesn't take the first announcement of that message; Engage repeats it later. */
function refuseFirst(token: string) {
  let count = 0;
  const inject: InjectFault = ({ link, body }) =>
    link === "webhook" && body.includes('"content.imported"') && body.includes(token) && count++ === 0
      ? { kind: "status", status: 503 }
      : undefined;
  return { inject, isRefused: () => count > 0 };
}

test("The run that looks into a give-back is lost: the customer's next message ends it", async () => {
  const plan = planOf([
    ["askForAgent", 1],
    ["giveBack", 16],
    ["write", 31],
    ["write", 120],
    ["write", 150],
  ]);
  const { violations, flowRuns } = await run(plan, ({ link, startedMs }) =>
    link === "inject" && startedMs < Date.UTC(2026, 0, 5, 8, 1, 30) ? { kind: "status", status: 503 } : undefined,
  );
  expect(violations).toEqual([]);
  expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.4.0#"]);
});

test("The next handover's opening is announced late: its end isn't taken for that of the one given back", async () => {
  const plan = planOf([
    ["askForAgent", 1],
    ["giveBack", 16],
    ["write", 31],
    ["askForAgent", 60],
    ["take", 65],
    ["answer", 70],
    ["close", 80],
    ["write", 90],
    ["write", 150],
  ]);
  const announcement = refuseFirst("#c1.3.0#");
  const { violations, flowRuns } = await run(plan, announcement.inject);
  expect(announcement.isRefused()).toBe(true);
  expect(violations).toEqual([]);
  expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.8.0#"]);
});

test("Asking again in the moment of the cancel phrase, where nodes speak at their end: the second handover is on", async () => {
  const plan = planOf([
    ["askForAgent", 1],
    ["take", 16],
    ["answer", 20],
    ["cancel", 40],
    ["askForAgent", 40.006],
    ["write", 60],
  ]);
  // The note about the cancel phrase holds up the Flow that closes the first one.
  const { record, violations } = await run({ ...plan, readings: { nodeOutputs: "at its end" } }, ({ link, body }) =>
    link === "realtime" && body.includes("returned to the bot") ? { kind: "delay", ms: 60 } : undefined,
  );
  expect(violations).toEqual([]);
  const [{ contents = [] } = {}] = record.conversations;
  expect(contents.at(-1)?.body).toContain("#c1.5.0#");
});

test("The same after the customer cancelled the first one", async () => {
  const plan = planOf([
    ["askForAgent", 1],
    ["cancel", 16],
    ["write", 31],
    ["askForAgent", 60],
    ["take", 65],
    ["answer", 70],
    ["close", 80],
    ["write", 90],
    ["write", 150],
  ]);
  const announcement = refuseFirst("#c1.3.0#");
  const { violations, flowRuns } = await run(plan, announcement.inject);
  expect(announcement.isRefused()).toBe(true);
  expect(violations).toEqual([]);
  expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.8.0#"]);
});

test("Mirrored: asking again after a cancelled handover isn't undone by the end of that one", async () => {
  const plan = planOf([
    ["askForAgent", 1],
    ["cancel", 16],
    ["askForAgent", 60],
    ["write", 75],
    ["take", 80],
    ["answer", 85],
  ]);
  let gets = 0;
  const { record, violations } = await run(
    plan,
    ({ link, method, url, startedMs }) => {
      const isAfter = startedMs > Date.UTC(2026, 0, 5, 8, 1, 0);
      return link === "rest" && method === "GET" && isAfter && /content_threads\/\w+$/.test(url) && ++gets === 2
        ? { kind: "status", status: 429, retryAfterSeconds: 2 }
        : undefined;
    },
    true,
  );
  // Mirrored, what the customer asks the bot is in Engage, too.
  expect(violations.filter(({ kind }) => kind !== "customerMessage")).toEqual([]);
  expect(record.conversations[0]?.steps.map(({ outcome }) => outcome).slice(4)).toEqual(["took it", "#c1.5.0#"]);
});

test("A rules engine that adds a category on import, and a throttled change: the fresh handover isn't ended", async () => {
  const { addWebhook } = EngageDomain.prototype;
  const spy = jest.spyOn(EngageDomain.prototype, "addWebhook").mockImplementation(function (
    this: EngageDomain,
    ...args
  ) {
    const bot = [...this.categories.values()].find(({ name }) => /bot/i.test(name));
    const billing = [...this.categories.values()].find(({ name }) => /billing/i.test(name));
    let done = false;
    this.on(({ type, metadata }) => {
      if (type === "task.created" && !done && bot && billing) {
        done = true;
        setTimeout(() => this.categorizeThread(String(metadata.thread_id), [bot.id, billing.id]), 100);
      }
    });
    return addWebhook.apply(this, args);
  });
  const plan = planOf([
    ["askForAgent", 1],
    ["write", 8],
    ["take", 20],
    ["answer", 25],
  ]);
  let puts = 0;
  try {
    const { violations, record, flowRuns } = await run(plan, ({ link, method, url }) =>
      link === "rest" && method === "PUT" && /update_categories/.test(url) && puts++ < 2
        ? { kind: "status", status: 429, retryAfterSeconds: 8 }
        : undefined,
    );
    expect(violations).toEqual([]);
    expect(flowRuns.flatMap(({ handover }) => handover ?? [])).not.toContain("completed");
    expect(record.conversations[0]?.steps.map(({ outcome }) => outcome).slice(2)).toEqual(["took it", "#c1.3.0#"]);
  } finally {
    spy.mockRestore();
  }
});

test("Announced late, and finished slowly: what the customer writes meanwhile doesn't end the handover", async () => {
  const base = planOf([
    ["askForAgent", 1],
    ["write", 34],
    ["take", 70],
    ["answer", 75],
    ["write", 80],
  ]);
  let refused = 0;
  let puts = 0;
  const { violations, record, flowRuns } = await run(
    { ...base, readings: { importTime: "20 s" } },
    ({ link, method, url, body }) => {
      if (link === "webhook" && body.includes('"content.imported"') && refused++ === 0) {
        return { kind: "status", status: 503 };
      }
      return link === "rest" && method === "PUT" && /update_categories/.test(url) && puts++ === 0
        ? { kind: "status", status: 429, retryAfterSeconds: 4 }
        : undefined;
    },
  );
  expect(violations).toEqual([]);
  expect(flowRuns.flatMap(({ handover }) => handover ?? [])).not.toContain("completed");
  expect(record.conversations[0]?.steps.map(({ outcome }) => outcome).slice(2, 4)).toEqual(["took it", "#c1.3.0#"]);
});

test.each(["Bot", "none", "missing"])("given back twice before anybody opened it (%s)", async (importedCategories) => {
  const base = planOf([
    ["askForAgent", 1],
    ["giveBack", 16],
    ["write", 40],
    ["askForAgent", 60],
    ["giveBack", 80],
    ["write", 120],
    ["write", 150],
  ]);
  const { violations, flowRuns } = await run({ ...base, readings: { importedCategories } });
  expect(violations).toEqual([]);
  expect(flowRuns.flatMap(({ handover }) => handover ?? []).filter((one) => one === "completed")).toHaveLength(2);
  expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.6.0#"]);
});

test("The customer writes soon after a supervisor gave it back, and waits", async () => {
  const plan = planOf([
    ["askForAgent", 1],
    ["giveBack", 50],
    ["write", 53],
  ]);
  const { flowRuns } = await run(plan);
  expect(flowRuns.flatMap(({ handover }) => handover ?? [])).toContain("completed");
});

test("The next handover's opening is never announced: given back unopened, its end is still reported", async () => {
  const acts = [
    ["askForAgent", 1],
    ["giveBack", 16],
    ["write", 40],
    ["askForAgent", 60],
    ["giveBack", 80],
    ["write", 120],
    ["write", 150],
    ["write", 180],
  ] as const;
  const { violations, flowRuns } = await run(planOf(acts), ({ link, body }) =>
    link === "webhook" && body.includes('"content.imported"') && body.includes("#c1.3.0#")
      ? { kind: "status", status: 503 }
      : undefined,
  );
  expect(violations).toEqual([]);
  expect(flowRuns.flatMap(({ handover }) => handover ?? []).filter((one) => one === "completed")).toHaveLength(2);
});

describe("Nothing is reported twice or never", () => {
  const twice = [
    ["askForAgent", 1],
    ["askForAgent", 1.001],
    ["giveBack", 50],
    ["write", 60],
    ["write", 70],
    ["askForAgent", 90],
    ["take", 95],
    ["answer", 100],
    ["close", 110],
    ["write", 120],
  ] as const;
  test.each<[string, Parameters<typeof planOf>[1], boolean]>([
    ["as usual", {}, false],
    ["in batches, out of order", { webhookBatch: 10, webhookReorder: true }, false],
    ["one after the other", { webhookConcurrency: 1 }, false],
    ["mirrored", {}, true],
  ])("asked twice at once, given back unopened, handed over again: %s", async (_, conditions, isMirrored) => {
    const { violations, flowRuns } = await run(planOf(twice, conditions), undefined, isMirrored);
    expect(violations.filter(({ kind }) => kind !== "customerMessage")).toEqual([]);
    expect(flowRuns.flatMap(({ handover }) => handover ?? []).filter((one) => one === "completed")).toHaveLength(2);
    expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.9.0#"]);
  });

  test("every delivery twice, the second one 40 s later", async () => {
    const { violations, flowRuns } = await run(planOf(twice), ({ link }) =>
      link === "webhook" || link === "inject" ? { kind: "twice", afterMs: 40_000 } : undefined,
    );
    expect(violations).toEqual([]);
    expect(flowRuns.flatMap(({ handover }) => handover ?? []).filter((one) => one === "completed")).toHaveLength(2);
  });

  test("the message that shows the give-back is announced only after the next handover", async () => {
    let refused = 0;
    const acts = [
      ["askForAgent", 1],
      ["giveBack", 50],
      ["write", 60],
      ["cancel", 70],
      ["askForAgent", 85],
      ["write", 110],
      ["take", 120],
      ["answer", 125],
      ["close", 130],
      ["write", 140],
    ] as const;
    const { violations, flowRuns } = await run(planOf(acts), ({ link, body }) =>
      link === "webhook" && body.includes("#c1.2.0#") && refused++ === 0 ? { kind: "status", status: 503 } : undefined,
    );
    expect(violations).toEqual([]);
    expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.9.0#"]);
  });
});
