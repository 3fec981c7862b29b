/** The simulation itself: the same seed is the same run, what breaks the product's promises is found, and cut down. */
import { checkInvariants } from "../../chaos/checkInvariants";
import { createPlan } from "../../chaos/createPlan";
import type { InjectFault } from "../../chaos/Observer";
import type { SimulationPlan } from "../../chaos/Plan";
import { shrinkFailure } from "../../chaos/runSimulation";
import { simulate } from "../../chaos/simulate";
import { packedExtension } from "../../harness/packedExtension";
import { readBundle } from "../../sandbox/app/readBundle";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";
import { toReadableName } from "../../scripts/toReadableName";

/** Simulated time costs nothing, but the machine may be busy. */
jest.setTimeout(120_000);

let extension: LoadedExtension;
beforeAll(async () => {
  extension = await packedExtension();
});
afterAll(() => extension.close());

const withoutFaults = (plan: SimulationPlan): SimulationPlan => ({
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
  },
});

test("The same seed is the same run, under faults, kills and restarts; another seed is another", async () => {
  const withFaults = (seed: string): SimulationPlan => {
    const plan = createPlan(seed, 1, 8);
    const conditions = { ...plan.conditions, faultRate: 0.1, killRate: 0.01 };
    return { ...plan, conditions, restarts: [{ atMs: 200_000, downMs: 5_000 }] };
  };
  const one = await simulate(withFaults("same"), extension);
  const again = await simulate(withFaults("same"), extension);
  expect(again.trace).toEqual(one.trace);
  expect(again.hash).toBe(one.hash);
  expect(one.exchanges.some(({ outcome }) => outcome.kind !== "pass")).toBe(true);
  expect((await simulate(withFaults("other"), extension)).hash).not.toBe(one.hash);
});

test("Time and chance of the process are its own again afterwards", async () => {
  const before = [Date, setTimeout, setImmediate, Math.random, performance.now];
  await simulate(withoutFaults(createPlan("back", 1, 1)), extension);
  expect([Date, setTimeout, setImmediate, Math.random, performance.now]).toEqual(before);
  expect(Math.abs(Date.now() - Date.now())).toBeLessThan(1_000);
});

describe("Behind the product's back", () => {
  test.each<[string, InjectFault, string]>([
    [
      "a link that swallows deliveries and says 200",
      ({ link, body }) =>
        link === "webhook" && /"body":"Question/.test(body) ? { kind: "status", status: 200 } : undefined,
      "lost customerMessage",
    ],
    [
      "a link that doubles replies",
      ({ link, method, url }) =>
        link === "rest" && method === "POST" && url.endsWith("/contents") ? { kind: "twice", afterMs: 20 } : undefined,
      "doubled botAnswer",
    ],
  ])("%s is found", async (_, injectFault, expected) => {
    const { violations } = checkInvariants(
      await simulate(withoutFaults(createPlan("injected", 1, 6)), extension, injectFault),
    );
    expect(violations.map(({ invariant, kind }) => `${invariant} ${kind}`)).toContain(expected);
  });
});

test("Given back before anybody opened it: the customer's next message ends the handover, the one after it is the bot's", async () => {
  const acts = ["askForAgent", "giveBack", "write", "write"] as const;
  const steps = acts.map((act, id) => ({ id, act, atMs: 1_000 + id * 25_000 }));
  const plan = withoutFaults(createPlan("unopened", 1, 1));
  const record = await simulate({ ...plan, conversations: [{ name: "c1", route: "bridge", steps }] }, extension);
  expect(checkInvariants(record).violations).toEqual([]);
  const [{ flowRuns = [] } = {}] = record.conversations;
  expect(flowRuns.flatMap(({ handover }) => handover ?? []).at(-1)).toBe("completed");
  expect(flowRuns.at(-1)?.outputs).toEqual(["Bot: Question #c1.3.0#"]);
});

describe("A bundle without one of its safeguards is found out", () => {
  const steps = (["write", "askForAgent", "write", "take", "answer", "close"] as const).map((act, id) => ({
    id,
    act,
    atMs: 5_000 + id * 10_000,
  }));
  const handovers: SimulationPlan = {
    ...withoutFaults(createPlan("broken", 1, 0)),
    conversations: [
      { name: "c1", route: "channel", steps },
      { name: "c2", route: "bridge", steps },
    ],
  };
  const twice: InjectFault = ({ link }) =>
    link === "webhook" || link === "notify" ? { kind: "twice", afterMs: 200 } : undefined;

  test.each<[string, string, string, string, string]>([
    [
      "the hub's memory of events",
      "engage-hub.js",
      "if (seen.includes(entry)) { return false; }",
      "",
      "doubled customerMessage",
    ],
    [
      "the relay's memory of seals",
      "engage-relay.socket.js",
      "if (state.seen.includes(sealId)) { return null; }",
      "",
      "doubled agentMessage",
    ],
    [
      "the relay's forwarding",
      "engage-relay.socket.js",
      "if (!state.forwarding.isOn) {",
      "if (true) {",
      "botOverPerson customerMessage",
    ],
  ])("%s", async (_, file, safeguard, instead, expected) => {
    const readBroken: typeof readBundle = (name, config) => {
      if (name !== file) {
        return readBundle(name, config);
      }
      const source = readBundle(toReadableName(name), config);
      const broken = source.replace(onAnyLines(safeguard), instead);
      expect(broken).not.toBe(source);
      return broken;
    };
    const { violations } = checkInvariants(await simulate(handovers, extension, twice, readBroken));
    expect(violations.map(({ invariant, kind }) => `${invariant} ${kind}`)).toContain(expected);
  });

  test("and with all of them nothing is", async () => {
    const { violations } = checkInvariants(await simulate(handovers, extension, twice));
    expect(violations).toEqual([]);
  });
});

/** The readable twin has line breaks where the safeguard is given with spaces. */
function onAnyLines(code: string): RegExp {
  return new RegExp(code.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+"));
}

test("A failing plan is cut down to one conversation and the step that matters", async () => {
  const plan = withoutFaults(createPlan("injected", 1, 6));
  const injectFault: InjectFault = ({ link, body }) =>
    link === "webhook" && /"body":"Question/.test(body) ? { kind: "status", status: 200 } : undefined;
  const record = await simulate(plan, extension, injectFault);
  const smaller = await shrinkFailure(plan, record, checkInvariants(record), extension, injectFault);
  expect(smaller.conversations).toHaveLength(1);
  expect(smaller.conversations[0]?.steps).toMatchObject([{ act: "write" }]);
  expect(smaller.onlyFaults).toEqual([]);
});
