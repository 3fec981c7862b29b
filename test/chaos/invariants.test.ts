/** Every invariant can fail: a simulation without faults that holds them all, with one thing changed in what was seen. */
import { checkInvariants } from "../../chaos/checkInvariants";
import { createPlan } from "../../chaos/createPlan";
import type { ConversationPlan } from "../../chaos/Plan";
import type { ConversationRecord, SimulationRecord } from "../../chaos/Records";
import { simulate } from "../../chaos/simulate";
import { packedExtension } from "../../harness/packedExtension";
import type { LoadedExtension } from "../../sandbox/cognigy/loadExtension";

let extension: LoadedExtension;
let record: SimulationRecord;

/** A handover with a message each way, at a person's pace. */
const conversation = (name: string, route: ConversationPlan["route"]): ConversationPlan => ({
  name,
  route,
  steps: (["write", "write", "askForAgent", "write", "take", "answer", "answer", "close", "write"] as const).map(
    (act, id) => ({ id, act, atMs: 5_000 + id * 10_000 }),
  ),
});

beforeAll(async () => {
  extension = await packedExtension();
  const plan = createPlan("calm", 1, 0);
  const conditions = { ...plan.conditions, faultRate: 0, killRate: 0, requestsPerMinute: 500 };
  const conversations = [conversation("c1", "channel"), conversation("c2", "bridge")];
  record = await simulate({ ...plan, conditions, restarts: [], readings: {}, conversations }, extension);
});
afterAll(() => extension.close());

type Change = (record: SimulationRecord, channel: ConversationRecord, bridge: ConversationRecord) => void;

/** Agents of requests are compared by identity, and stay. */
function changed(change: Change): SimulationRecord {
  const { exchanges, ...rest } = record;
  const copy: SimulationRecord = {
    ...structuredClone(rest),
    exchanges: exchanges.map((exchange) => ({ ...exchange })),
  };
  const [channel, bridge] = copy.conversations;
  if (!channel || !bridge) {
    throw new Error("The simulation has two conversations.");
  }
  change(copy, channel, bridge);
  return copy;
}

const without = <Item>(items: Item[], fits: (item: Item) => boolean) => void items.splice(items.findIndex(fits), 1);
const twice = <Item>(items: Item[], fits: (item: Item) => boolean) => {
  const found = items.find(fits);
  if (found !== undefined) {
    items.push(found);
  }
};

test("A simulation without faults holds them all, with something to look at", () => {
  const { violations, allowed, checks } = checkInvariants(record);
  expect({ violations, allowed }).toEqual({ violations: [], allowed: [] });
  expect(checks).toBeGreaterThan(100);
  for (const { customer, agent, ends } of record.conversations) {
    expect([customer.length, agent.length, ends.length]).toEqual([5, 2, 1]);
  }
});

test.each<[string, Change]>([
  ["lost customerMessage", (_, { flowRuns }) => without(flowRuns, ({ text }) => text.startsWith("Question"))],
  [
    "lost customerMessage",
    (_, __, { contents }) => without(contents, ({ foreignId }) => foreignId?.startsWith("relay-") ?? false),
  ],
  ["lost botAnswer", (_, __, { sent }) => without(sent, (text) => text.startsWith("Bot:"))],
  ["lost agentMessage", (_, __, { sent }) => without(sent, (text) => text.startsWith("Answer"))],
  ["doubled customerMessage", (_, { flowRuns }) => twice(flowRuns, ({ text }) => text.startsWith("Question"))],
  [
    "doubled customerMessage",
    (_, __, { contents }) => twice(contents, ({ foreignId }) => foreignId?.startsWith("relay-") ?? false),
  ],
  ["doubled botAnswer", (_, { sent }) => twice(sent, (text) => text.startsWith("Bot:"))],
  ["doubled agentMessage", (_, __, { sent }) => twice(sent, (text) => text.startsWith("Answer"))],
  [
    "doubled toldThoughArrived",
    (_, __, { flowRuns, customer }) => {
      const [run] = flowRuns;
      if (run) {
        flowRuns.push({ ...run, text: "", undelivered: customer[3]?.token, outputs: [] });
      }
    },
  ],
  [
    "doubled agentToldThoughArrived",
    (_, __, { contents, agent }) => {
      const [content] = contents;
      if (content) {
        contents.push({ ...content, foreignId: `undelivered-agent-${agent[0]?.contentId}` });
      }
    },
  ],
  ["reordered agentMessage", (_, __, { sent }) => void sent.reverse()],
  ["reordered flowRun", (_, { flowRuns }) => void flowRuns.reverse()],
  ["misrouted text", (_, { sent }, bridge) => void sent.push(`Answer ${bridge.agent[0]?.token}`)],
  [
    "botOverPerson customerMessage",
    (_, __, { flowRuns, customer }) => {
      const [run] = flowRuns;
      if (run) {
        flowRuns.push({ ...run, text: `Question ${customer[3]?.token}`, outputs: [] });
      }
    },
  ],
  ["finalStatus twice", (_, { flowRuns }) => twice(flowRuns, ({ handover }) => handover === "completed")],
  ["finalStatus missing", (_, __, { flowRuns }) => without(flowRuns, ({ handover }) => handover === "completed")],
  ["secret text", ({ texts, secrets }) => void Object.assign(texts[0] ?? {}, { text: `token ${secrets[0]}` })],
  [
    "rateLimit tooOften",
    ({ exchanges }) => {
      const put = exchanges.find(({ method }) => method === "PUT");
      if (put) {
        Object.assign(exchanges, [...exchanges, put, put, put, put, put]);
      }
    },
  ],
  [
    "rateLimit tooSoon",
    ({ exchanges }) => {
      const put = exchanges.find(({ method }) => method === "PUT");
      if (!put) {
        return;
      }
      const refused = { ...put, outcome: { kind: "status" as const, status: 429, retryAfterSeconds: 2 }, status: 429 };
      Object.assign(exchanges, [...exchanges, refused, { ...put, startedMs: (put.endedMs ?? 0) + 500 }]);
    },
  ],
  [
    "rateLimit unsafe",
    ({ exchanges }) => {
      const post = exchanges.find(({ method, url }) => method === "POST" && url.includes("/interventions"));
      if (post) {
        Object.assign(exchanges, [...exchanges, post]);
      }
    },
  ],
  ["rest simulation", (changedRecord) => void Object.assign(changedRecord, { isFinished: false })],
])("%s", (expected, change) => {
  const { violations } = checkInvariants(changed(change));
  expect(violations.map(({ invariant, kind }) => `${invariant} ${kind}`)).toContain(expected);
});
