/**
 * Whether the relay forwards what the customer writes: a pure state machine over messages that may be late, doubled or lost.
 *
 * Messages are told apart by the handover's id where the platforms let it travel, then by Engage's clock, which all events of
 * Engage share. Only where a message has neither do the times decide at which Cognigy.AI sealed it.
 */

import { decideBotsEnd, decideEnd, noteClosing } from "./decideEnd";
import { answer, decideNews, isLate, resume } from "./decideNews";
import { type Decision, type Forwarding, type ForwardingMessage, NO_WAIT } from "./Forwarding";
import { add, has, join } from "./handoverIds";

/** What happens that long after a start by the other platform's clock is not of what was over before. */
const CLOCK_DIFFERENCE_MS = 5_000;

export function decideForwarding(state: Forwarding, given: ForwardingMessage): Decision {
  const message = nameAnew(state, given);
  switch (message.kind) {
    case "start":
      return decideStart(state, message);
    case "closing":
    case "notClosed":
      return noteClosing(state, message);
    case "botEnds":
      return decideBotsEnd(state, message);
    case "engageEnds":
      return decideEnd(state, message);
    case "words":
      return isLate(state, message)
        ? { state, outcome: "late" }
        : { state: answer(resume(state, message), message), outcome: "on" };
    case "news":
      return isLate(state, message) ? { state, outcome: "late" } : decideNews(resume(state, message), message);
    default:
      return message satisfies never;
  }
}

/** All handovers of a session are one conversation at Engage, and the hub may not have heard of the latest yet. */
function nameAnew(state: Forwarding, message: ForwardingMessage): ForwardingMessage {
  if (message.kind !== "engageEnds" && message.kind !== "words" && message.kind !== "news") {
    return message;
  }
  const isOfCurrent = state.isOn && (message.atMs || 0) > state.startSealedMs + CLOCK_DIFFERENCE_MS;
  return isOfCurrent && has(state.endedIds, message.handoverId)
    ? { ...message, handoverId: state.handoverId || undefined }
    : message;
}

function decideStart(
  state: Forwarding,
  { handoverId, sealedAtMs }: Extract<ForwardingMessage, { kind: "start" }>,
): Decision {
  // Handed over once more by the same input, which gives it the same id.
  const isAnew = !state.isOn && state.handoverId === handoverId && sealedAtMs > state.endSealedMs;
  if (has(state.endedIds, handoverId) && !isAnew) {
    return { state, outcome: "late" };
  }
  if (sealedAtMs < state.strayEndMs) {
    return { state: { ...state, endedIds: add(state.endedIds, handoverId) }, outcome: "late" };
  }
  const isKnown = state.isOn && state.handoverId === handoverId;
  const fresh = isKnown ? {} : { lastNews: "", ...NO_WAIT, waitingSinceMs: sealedAtMs };
  return {
    state: {
      ...state,
      isOn: true,
      handoverId,
      endedIds: state.endedIds.filter((id) => id !== handoverId),
      joinedIds: join(state, handoverId),
      awaitsEnd: false,
      startSealedMs: sealedAtMs,
      ...fresh,
    },
    outcome: "on",
  };
}
