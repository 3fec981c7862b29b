/** Whether the relay forwards, message by message, however late, doubled or lost they are. */
import fc from "fast-check";
import { decideForwarding } from "../../src/core/forwarding/decideForwarding";
import { type Forwarding, type ForwardingMessage, NO_HANDOVER } from "../../src/core/forwarding/Forwarding";

const T = 1_000_000;
const start = (handoverId: string, sealedAtMs: number): ForwardingMessage => ({
  kind: "start",
  handoverId,
  sealedAtMs,
});
const message = (
  kind: "words" | "news" | "engageEnds" | "botEnds",
  sealedAtMs: number,
  rest: { handoverId?: string; atMs?: number; interventionId?: string; what?: string } = {},
): ForwardingMessage => ({ kind, sealedAtMs, ...rest });

const closing = (interventionId: string): ForwardingMessage => ({ kind: "closing", interventionId, sealedAtMs: T });

function play(messages: readonly ForwardingMessage[]): { state: Forwarding; outcomes: string[] } {
  return messages.reduce<{ state: Forwarding; outcomes: string[] }>(
    ({ state, outcomes }, next) => {
      const decided = decideForwarding(state, next);
      return { state: decided.state, outcomes: [...outcomes, decided.outcome] };
    },
    { state: NO_HANDOVER, outcomes: [] },
  );
}

describe("Forwarding", () => {
  test.each<[string, ForwardingMessage[], string[], boolean]>([
    ["begins with a handover", [start("A", 1)], ["on"], true],
    [
      "ends with it, and begins again with the next",
      [start("A", 1), message("engageEnds", 2, { handoverId: "A", atMs: T }), start("B", 3)],
      ["on", "ended", "on"],
      true,
    ],
    ["is restored by an agent's words when the state was lost", [message("words", 2, { atMs: T })], ["on"], true],
    ["is restored by a queue position when the state was lost", [message("news", 2)], ["on"], true],

    // A customer who asks twice at once: two handovers, one conversation at Engage, one end.
    [
      "ends both handovers that ran together by the cancel phrase, whichever Engage's end names",
      [
        start("A", 1),
        start("B", 2),
        message("botEnds", 3, { handoverId: "B" }),
        message("engageEnds", 4, { handoverId: "A", atMs: T }),
      ],
      ["on", "on", "ended", "known"],
      false,
    ],
    [
      "ends both also when Engage's news names the first one after the second has begun",
      [
        start("A", 1),
        start("B", 2),
        message("news", 3, { handoverId: "A", atMs: T, what: "queue" }),
        message("engageEnds", 4, { handoverId: "A", atMs: T + 1 }),
        message("engageEnds", 5, { handoverId: "B", atMs: T + 2 }),
      ],
      ["on", "on", "on", "ended", "known"],
      false,
    ],
    [
      "ends both also when the first one's start was lost",
      [
        start("B", 1),
        message("news", 2, { handoverId: "A", atMs: T, what: "queue" }),
        message("botEnds", 3, { handoverId: "A" }),
        message("engageEnds", 4, { handoverId: "B", atMs: T + 1 }),
      ],
      ["on", "on", "ended", "known"],
      false,
    ],

    [
      "hears that an agent closes what the bot closed before, although the bot's word arrived after its own end",
      [
        start("A", 1),
        message("botEnds", T + 1, { handoverId: "A" }),
        message("engageEnds", T + 2, { handoverId: "A", interventionId: "I", atMs: T + 1 }),
        closing("I"),
        start("B", T + 5_000),
        message("engageEnds", T + 9_000, { handoverId: "B", interventionId: "I", atMs: T + 9_000 }),
      ],
      ["on", "ended", "known", "known", "on", "ended"],
      false,
    ],

    // A start that arrives after the end.
    [
      "stays off when the start arrives after the end that names it",
      [message("engageEnds", 2, { handoverId: "A", atMs: T }), start("A", 1)],
      ["ended", "late"],
      false,
    ],
    [
      "stays off when the start arrives after an end that can't name it",
      [message("engageEnds", 2, { atMs: T }), start("A", 1)],
      ["ended", "late"],
      false,
    ],
    [
      "stays off when the bot's own end overtakes the start of the same run",
      [message("botEnds", 2), start("A", 1)],
      ["ended", "late"],
      false,
    ],

    // A start that never arrives.
    [
      "is restored by the next handover's queue position right after an end",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        message("news", 3, { handoverId: "B", atMs: T + 5 }),
      ],
      ["on", "ended", "on"],
      true,
    ],
    [
      "isn't brought back by a later queue position that names no handover: the note that the customer has left makes one",
      [start("A", 1), message("engageEnds", 2, { handoverId: "A", atMs: T }), message("news", 3, { atMs: T + 5 })],
      ["on", "ended", "late"],
      false,
    ],
    [
      "reports the end of a handover whose start was lost",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        message("engageEnds", 9, { handoverId: "B", atMs: T + 9 }),
      ],
      ["on", "ended", "ended"],
      false,
    ],
    [
      "reports no second end that names no handover",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        message("engageEnds", 9, { atMs: T + 9 }),
      ],
      ["on", "ended", "known"],
      false,
    ],

    // Late messages of the handover before.
    [
      "goes on when the end of the handover before is repeated",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        start("B", 3),
        message("engageEnds", 9, { handoverId: "A", atMs: T }),
      ],
      ["on", "ended", "on", "known"],
      true,
    ],
    [
      "goes on when it is repeated without its id",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        start("B", 3),
        message("engageEnds", 9, { atMs: T }),
      ],
      ["on", "ended", "on", "known"],
      true,
    ],
    [
      "goes on when the end of a handover it never saw was sealed before the present one began",
      [start("B", 3), message("engageEnds", 2, { handoverId: "A", atMs: T })],
      ["on", "late"],
      true,
    ],
    [
      "isn't brought back by words from before the end",
      [start("A", 1), message("engageEnds", 2, { handoverId: "A", atMs: T }), message("words", 3, { atMs: T - 1 })],
      ["on", "ended", "late"],
      false,
    ],
    [
      "isn't brought back by words that only their handover dates",
      [start("A", 1), message("engageEnds", 2, { handoverId: "A" }), message("words", 3, { handoverId: "A" })],
      ["on", "ended", "late"],
      false,
    ],
    [
      "isn't brought back by words that only their seal dates",
      [start("A", 1), message("engageEnds", 3, { handoverId: "A" }), message("words", 2)],
      ["on", "ended", "late"],
      false,
    ],
    [
      "isn't brought back by a queue position of the handover that is over",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        message("news", 3, { handoverId: "A", atMs: T + 1 }),
      ],
      ["on", "ended", "late"],
      false,
    ],

    // The same news twice.
    [
      "reports the same news in a row once",
      [
        start("A", 1),
        message("news", 2, { handoverId: "A", what: "ana" }),
        message("news", 3, { handoverId: "A", what: "ana" }),
        message("news", 4, { handoverId: "A", what: "ben" }),
        message("news", 5, { handoverId: "A", what: "ana" }),
      ],
      ["on", "on", "known", "on", "on"],
      true,
    ],
    [
      "reports it again in the next handover",
      [
        start("A", 1),
        message("news", 2, { handoverId: "A", what: "ana" }),
        message("botEnds", 3, { handoverId: "A" }),
        start("B", 4),
        message("news", 5, { handoverId: "B", what: "ana" }),
      ],
      ["on", "on", "ended", "on", "on"],
      true,
    ],

    // An agent who writes on.
    [
      "is brought back by an agent who writes on after the end, until that ends too",
      [
        start("A", 1),
        message("engageEnds", 2, { handoverId: "A", atMs: T }),
        message("words", 3, { handoverId: "A", atMs: T + 1 }),
        message("engageEnds", 4, { handoverId: "A", atMs: T + 2 }),
      ],
      ["on", "ended", "on", "ended"],
      false,
    ],

    // The bot's own ends.
    [
      "doesn't report the end that follows a cancel phrase",
      [
        start("A", 1),
        message("botEnds", 2, { handoverId: "A" }),
        message("news", 3, { atMs: T }),
        message("words", 4, { atMs: T + 1 }),
        message("engageEnds", 5, { handoverId: "A", atMs: T + 2 }),
        message("engageEnds", 6, { atMs: T + 2 }),
      ],
      ["on", "ended", "late", "late", "known", "known"],
      false,
    ],
    [
      "doesn't report the end of the intervention that the bot closed, also during the next handover",
      [
        start("A", 1),
        closing("i"),
        message("botEnds", 2),
        start("B", 3),
        message("engageEnds", 4, { interventionId: "i", atMs: T }),
      ],
      ["on", "on", "ended", "on", "known"],
      true,
    ],
    [
      "reports the end of the next handover all the same",
      [
        start("A", 1),
        closing("i"),
        message("botEnds", 2),
        start("B", 3),
        message("engageEnds", 4, { interventionId: "j", atMs: T }),
      ],
      ["on", "on", "ended", "on", "ended"],
      false,
    ],
    [
      "goes on when the bot's end of the handover before arrives after the next one has begun",
      [start("A", 1), message("botEnds", 2, { handoverId: "A" }), start("B", 4), message("botEnds", 3)],
      ["on", "ended", "on", "known"],
      true,
    ],
    [
      "reports an agent's end of the intervention that the bot closed before and the next handover opened again",
      [
        start("A", 1),
        message("botEnds", 2, { handoverId: "A" }),
        message("engageEnds", 3, { handoverId: "A", interventionId: "i", atMs: T }),
        // What the bot was about to do arrives after the news of it.
        closing("i"),
        start("B", 4),
        message("engageEnds", 5, { handoverId: "B", interventionId: "i", atMs: T + 60_000 }),
      ],
      ["on", "ended", "known", "known", "on", "ended"],
      false,
    ],
    [
      "reports the end of an intervention that the bot couldn't close",
      [
        start("A", 1),
        closing("i"),
        { kind: "notClosed", interventionId: "i", sealedAtMs: T },
        message("engageEnds", 4, { interventionId: "i", atMs: T }),
      ],
      ["on", "on", "on", "ended"],
      false,
    ],
    [
      "comes back with the next handover's words after a cancel phrase whose start was lost",
      [start("A", 1), message("botEnds", 2, { handoverId: "A" }), message("words", 3, { handoverId: "B", atMs: T })],
      ["on", "ended", "on"],
      true,
    ],
  ])("%s", (_, messages, outcomes, isOn) => {
    const played = play(messages);
    expect(played.outcomes).toEqual(outcomes);
    expect(played.state.isOn).toBe(isOn);
  });

  const anyMessage = fc.oneof(
    fc.record({ kind: fc.constant("start" as const), handoverId: fc.constantFrom("A", "B"), sealedAtMs: fc.nat(9) }),
    fc.record(
      {
        kind: fc.constantFrom("words" as const, "news" as const, "engageEnds" as const, "botEnds" as const),
        sealedAtMs: fc.nat(9),
        handoverId: fc.constantFrom("A", "B"),
        atMs: fc.integer({ min: 1, max: 9 }),
        interventionId: fc.constantFrom("i", "j"),
      },
      { requiredKeys: ["kind", "sealedAtMs"] },
    ),
  );

  test("reports no end twice, whatever arrives in between without a sign of life", () => {
    const history = fc.array(anyMessage, { maxLength: 12 });
    fc.assert(
      fc.property(history, fc.constantFrom("A", "B"), fc.integer({ min: 1, max: 9 }), (before, handoverId, atMs) => {
        const end = message("engageEnds", 20, { handoverId, atMs });
        const [first, second] = play([...before, end, end]).outcomes.slice(-2);
        expect([first, second]).toContainEqual(expect.stringMatching(/known|late|ended/));
        expect(second).not.toBe("ended");
      }),
    );
  });

  test("is off after any end of the present handover, and on after any start of a new one", () => {
    fc.assert(
      fc.property(fc.array(anyMessage, { maxLength: 12 }), (before) => {
        const begun = play([...before, start("C", 10)]).state;
        expect(begun).toMatchObject({ isOn: true, handoverId: "C" });
        const ended = decideForwarding(begun, message("engageEnds", 11, { handoverId: "C", atMs: 10 }));
        expect(ended).toMatchObject({ outcome: "ended", state: { isOn: false } });
        expect(decideForwarding(ended.state, start("C", 10))).toMatchObject({ outcome: "late" });
      }),
    );
  });
});

describe("Attacks", () => {
  test("An agent who writes on after the end of two handovers together has both again: their next end is reported, whichever it names", () => {
    const played = play([
      start("A", 1),
      start("B", 2),
      message("engageEnds", 3, { handoverId: "B", atMs: T }),
      // The agent answers what the customer wrote while the first was on: the message's id names that.
      message("words", 4, { handoverId: "A", atMs: T + 1_000 }),
      message("engageEnds", 5, { handoverId: "B", atMs: T + 60_000 }),
    ]);
    expect(played.outcomes).toEqual(["on", "on", "ended", "on", "ended"]);
    expect(played.state.isOn).toBe(false);
  });

  test("The repeated news of an earlier end doesn't make the bot's own end an agent's", () => {
    const played = play([
      start("A", 1),
      message("engageEnds", 2, { handoverId: "A", interventionId: "i", atMs: T }),
      message("words", 3, { atMs: T + 1_000 }),
      // A webhook that is repeated under another event, sealed when it is delivered.
      message("engageEnds", T + 20_001, { interventionId: "i", atMs: T }),
      { kind: "closing", interventionId: "i", sealedAtMs: T + 20_000 },
      message("engageEnds", T + 20_700, { interventionId: "i", atMs: T + 20_300 }),
    ]);
    expect(played.outcomes).toEqual(["on", "ended", "on", "known", "on", "known"]);
  });
});
