/** The simulation itself: the same seed is the same run, what breaks the product's promises is found, and cut down. */
import { createPlan } from "../../chaos/createPlan";
import { judge } from "../../chaos/judge";
import type { Meddle } from "../../chaos/Observer";
import type { TownPlan } from "../../chaos/Plan";
import { shrinkFailure } from "../../chaos/runTown";
import { simulate } from "../../chaos/simulation";
import { readBundle } from "../../sandbox/app/readBundle";
import { type LoadedExtension, loadExtension } from "../../sandbox/cognigy/loadExtension";
import { toReadableName } from "../../scripts/bundleTransformers";
import { paths } from "../../scripts/paths";

/** Simulated time costs nothing, but the machine may be busy. */
jest.setTimeout(30_000);

let extension: LoadedExtension;
beforeAll(async () => {
  extension = await loadExtension(paths.tarball);
});
afterAll(() => extension.close());

const calm = (plan: TownPlan): TownPlan => ({
  ...plan,
  restarts: [],
  weather: {
    ...plan.weather,
    faultRate: 0,
    killRate: 0,
    requestsPerMinute: 500,
    webhookBatch: 1,
    webhookReorder: false,
  },
});

test("The same seed is the same run, under faults, kills and restarts; another seed is another", async () => {
  const stormy = (seed: string): TownPlan => {
    const plan = createPlan(seed, 1, 8);
    const weather = { ...plan.weather, faultRate: 0.1, killRate: 0.01 };
    return { ...plan, weather, restarts: [{ atMs: 200_000, downMs: 5_000 }] };
  };
  const one = await simulate(stormy("same"), extension);
  const again = await simulate(stormy("same"), extension);
  expect(again.trace).toEqual(one.trace);
  expect(again.hash).toBe(one.hash);
  expect(one.exchanges.some(({ fate }) => fate.kind !== "pass")).toBe(true);
  expect((await simulate(stormy("other"), extension)).hash).not.toBe(one.hash);
});

test("Time and chance of the process are its own again afterwards", async () => {
  const before = [Date, setTimeout, setImmediate, Math.random, performance.now];
  await simulate(calm(createPlan("back", 1, 1)), extension);
  expect([Date, setTimeout, setImmediate, Math.random, performance.now]).toEqual(before);
  expect(Math.abs(Date.now() - Date.now())).toBeLessThan(1_000);
});

describe("Behind the product's back", () => {
  test.each<[string, Meddle, string]>([
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
  ])("%s is found", async (_, meddle, expected) => {
    const { violations } = judge(await simulate(calm(createPlan("meddle", 1, 6)), extension, meddle));
    expect(violations.map(({ invariant, kind }) => `${invariant} ${kind}`)).toContain(expected);
  });
});

describe("A bundle without one of its safeguards is found out", () => {
  const steps = (["write", "askForAgent", "write", "take", "answer", "close"] as const).map((act, id) => ({
    id,
    act,
    atMs: 5_000 + id * 10_000,
  }));
  const handovers: TownPlan = {
    ...calm(createPlan("broken", 1, 0)),
    conversations: [
      { name: "c1", route: "channel", steps },
      { name: "c2", route: "bridge", steps },
    ],
  };
  const twice: Meddle = ({ link }) =>
    link === "webhook" || link === "notify" ? { kind: "twice", afterMs: 200 } : undefined;

  test.each<[string, string, string, string, string]>([
    [
      "the hub's memory of events",
      "engage-hub.js",
      "if (seen.indexOf(id) !== -1) { return false; }",
      "",
      "doubled customerMessage",
    ],
    [
      "the relay's memory of seals",
      "engage-relay.socket.js",
      "if (state.seen.indexOf(sealId) !== -1) { return null; }",
      "",
      "doubled agentMessage",
    ],
    [
      "the relay's forwarding",
      "engage-relay.socket.js",
      'if (state.handover === "off") {',
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
    const { violations } = judge(await simulate(handovers, extension, twice, readBroken));
    expect(violations.map(({ invariant, kind }) => `${invariant} ${kind}`)).toContain(expected);
  });

  test("and with all of them nothing is", async () => {
    const { violations } = judge(await simulate(handovers, extension, twice));
    expect(violations).toEqual([]);
  });
});

/** The readable twin has line breaks where the safeguard is given with spaces. */
function onAnyLines(code: string): RegExp {
  return new RegExp(code.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+"));
}

test("A failing plan is cut down to one conversation and the step that matters", async () => {
  const plan = calm(createPlan("meddle", 1, 6));
  const meddle: Meddle = ({ link, body }) =>
    link === "webhook" && /"body":"Question/.test(body) ? { kind: "status", status: 200 } : undefined;
  const record = await simulate(plan, extension, meddle);
  const smaller = await shrinkFailure(plan, record, judge(record), extension, meddle);
  expect(smaller.conversations).toHaveLength(1);
  expect(smaller.conversations[0]?.steps).toMatchObject([{ act: "write" }]);
  expect(smaller.onlyFaults).toEqual([]);
});
