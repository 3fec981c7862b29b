/** Makes the plan of a simulation: conversations as people have them, with their mistakes, and the conditions. */
import type { Readings } from "../sandbox/readings";
import type { Act, Conditions, ConversationPlan, Restart, SimulationPlan, Step } from "./Plan";
import { createRandomOf, draw, pick, pickWeighted } from "./random";
import { FACTORS } from "./readings/factors";

/** Conversations begin within this time. */
const BEGIN_WITHIN_MS = 10 * 60_000;

export function createPlan(seed: string, first: number, count: number): SimulationPlan {
  const conversations = Array.from({ length: count }, (_, index) => createConversation(seed, `c${first + index}`));
  return {
    seed,
    conversations,
    conditions: createConditions(seed),
    restarts: createRestarts(seed),
    readings: createReadings(seed),
  };
}

/** Half of the questions are answered as usual, so that there is a chance to see what matters. */
function createReadings(seed: string): Readings {
  const random = createRandomOf(seed, "readings");
  return Object.fromEntries(
    Object.entries(FACTORS).map(([id, [usual = "", ...others]]) => {
      const other = others[Math.floor(random() * others.length)];
      return [id, random() < 0.5 && other !== undefined ? other : usual];
    }),
  );
}

function createConditions(seed: string): Conditions {
  const random = createRandomOf(seed, "conditions");
  return {
    faultRate: pick([0, 0.01, 0.03, 0.08], random()),
    killRate: pick([0, 0.001, 0.005], random()),
    requestsPerMinute: pick([500, 500, 60], random()),
    retryAfterSeconds: pick([undefined, 1, 3], random()),
    webhookBatch: pick([1, 1, 10], random()),
    webhookReorder: random() < 0.3,
    webhookConcurrency: pick([1, 4], random()),
    sendEvents: random() < 0.5,
  };
}

function createRestarts(seed: string): Restart[] {
  const random = createRandomOf(seed, "restarts");
  return Array.from({ length: pick([0, 0, 1, 3], random()) }, () => ({
    atMs: Math.floor(random() * BEGIN_WITHIN_MS * 1.2),
    downMs: Math.floor(500 + random() * 20_000),
  }));
}

function createConversation(seed: string, name: string): ConversationPlan {
  const random = createRandomOf(seed, "conversation", name);
  const route = draw(seed, "route", name) < 0.5 ? "channel" : "bridge";
  const steps: Step[] = [];
  let atMs = Math.floor(random() * BEGIN_WITHIN_MS);
  const add = (act: Act, maxGapMs = 15_000) => {
    // Mostly a person's pace, at times at once.
    atMs += Math.floor(random() < 0.2 ? random() * 120 : 500 + random() * maxGapMs);
    steps.push({ id: steps.length, atMs, act });
  };
  const some = (limit: number, act: () => void) => {
    for (let left = Math.floor(random() * (limit + 1)); left > 0; left--) {
      act();
    }
  };
  const customer = () => add(pickWeighted({ write: 8, burst: 2, repeat: 1, leave: 1, comeBack: 1 }, random()));
  const agent = () =>
    add(pickWeighted({ answer: 8, answers: 2, defer: 1, transfer: 1, recategorise: 0.5, giveBack: 0.5 }, random()));

  some(3, customer);
  for (let handovers = pick([0, 1, 1, 1, 2], random()); handovers > 0; handovers--) {
    add("askForAgent");
    some(2, customer);
    add("take", 40_000);
    some(6, () => (random() < 0.5 ? customer() : agent()));
    const end = pickWeighted({ close: 6, mistake: 1, cancel: 2, stay: 0.5 }, random());
    if (end === "mistake") {
      add("close");
      add("reopen", 60_000);
      add("answer");
    }
    if (end === "cancel") {
      add("cancel");
    } else if (end !== "stay") {
      add("close");
    }
    some(2, customer);
  }
  return { name, route, steps };
}
