/** How long a customer of the bridge waits, as the relay knows it. */
import { decideForwarding } from "../../src/core/forwarding/decideForwarding";
import { type Forwarding, type ForwardingMessage, NO_HANDOVER } from "../../src/core/forwarding/Forwarding";
import { isLongWaitDue, toWaitTimes } from "../../src/core/longWait";

const MINUTE = 60_000;
const LONG = 5 * MINUTE;
const start: ForwardingMessage = { kind: "start", handoverId: "A", sealedAtMs: MINUTE };
const queue = (sealedAtMs: number): ForwardingMessage => ({ kind: "news", what: `queue ${sealedAtMs}`, sealedAtMs });
const joins = (agentId: string | undefined, sealedAtMs: number): ForwardingMessage => ({
  kind: "news",
  what: `active ${agentId}`,
  isActive: true,
  agentId,
  sealedAtMs,
});
const words = (sealedAtMs: number): ForwardingMessage => ({ kind: "words", sealedAtMs });
const over = (sealedAtMs: number): ForwardingMessage => ({ kind: "engageEnds", sealedAtMs });

function play(...messages: ForwardingMessage[]): Forwarding {
  return messages.reduce((state, message) => decideForwarding(state, message).state, NO_HANDOVER);
}

describe("A wait is too long", () => {
  test.each<[string, Forwarding, number, boolean]>([
    ["from the setting on", play(start), MINUTE + LONG, true],
    ["not before", play(start), MINUTE + LONG - 1, false],
    ["whatever the queue said", play(start, queue(2 * MINUTE)), MINUTE + LONG, true],
    ["counted from the first position where the start was lost", play(queue(2 * MINUTE)), MINUTE + LONG, false],
    ["not with an agent", play(start, joins("a", 2 * MINUTE)), 9 * MINUTE, false],
    ["not once an agent has written", play(start, words(2 * MINUTE)), 9 * MINUTE, false],
    ["not once it was told", { ...play(start), isLongWaitTold: true }, 9 * MINUTE, false],
    ["not after the end", play(start, over(2 * MINUTE)), 9 * MINUTE, false],
    ["without a handover", NO_HANDOVER, 9 * MINUTE, false],
  ])("%s", (_, state, nowMs, expected) => {
    expect(isLongWaitDue(state, LONG, nowMs)).toBe(expected);
    expect(isLongWaitDue(state, 0, nowMs)).toBe(false);
  });

  test("anew in each handover", () => {
    const told = { ...play(start), isLongWaitTold: true };
    const next = decideForwarding(told, { kind: "start", handoverId: "B", sealedAtMs: 2 * MINUTE }).state;
    expect(isLongWaitDue(next, LONG, 2 * MINUTE + LONG)).toBe(true);
  });
});

test.each<[string, Forwarding, boolean, object]>([
  ["still waiting", play(start), false, { waitedMs: 9 * MINUTE }],
  ["with an agent", play(start, joins("a", 4 * MINUTE)), false, { waitedMs: 3 * MINUTE }],
  ["over", play(start, words(4 * MINUTE)), true, { waitedMs: 3 * MINUTE, handledMs: 6 * MINUTE }],
  ["over without an agent", play(start), true, { waitedMs: 9 * MINUTE }],
  ["the agent's words are the first that is known", play(words(4 * MINUTE)), true, { handledMs: 6 * MINUTE }],
  ["nothing known", NO_HANDOVER, true, {}],
])("Times: %s", (_, state, isOver, expected) => {
  expect(toWaitTimes(state, 10 * MINUTE, isOver)).toEqual(expected);
});

test("Each agent is news once, whoever is named in between", () => {
  const messages = [
    start,
    joins("a", 2),
    joins("a", 3),
    queue(4),
    joins("a", 5),
    joins(undefined, 6),
    joins("b", 7),
    joins("a", 8),
  ];
  let state = NO_HANDOVER;
  const outcomes = messages.map((message) => {
    const decided = decideForwarding(state, message);
    state = decided.state;
    return decided.outcome;
  });
  expect(outcomes).toEqual(["on", "on", "known", "on", "known", "known", "on", "on"]);
});
