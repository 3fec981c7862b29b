/** Who ended a handover, which one it was, and whether that is known. */
import { type Circumstances, type Decision, type Forwarding, type ForwardingMessage, NO_WAIT } from "./Forwarding";
import { add, has, MAX_IDS } from "./handoverIds";

/** A node closes an intervention within 15 s; the clocks differ a little. Later ends of the same one are an agent's. */
export const OWN_END_MS = 30_000;

/** The bot is about to close an intervention, or couldn't. */
export function noteClosing(
  state: Forwarding,
  message: Extract<ForwardingMessage, { kind: "closing" | "notClosed" }>,
): Decision {
  const { interventionId, sealedAtMs: closingMs } = message;
  const others = state.ownEnds.filter((own) => own.interventionId !== interventionId);
  const isOver = state.lastEnd.interventionId === interventionId && state.lastEnd.sealedAtMs >= message.sealedAtMs;
  const isNext = message.kind === "closing" && !isOver;
  const ownEnds = isNext ? [...others, { interventionId, closingMs }].slice(-MAX_IDS) : others;
  return { state: { ...state, ownEnds }, outcome: state.isOn ? "on" : "known" };
}

export function decideBotsEnd(state: Forwarding, message: Extract<ForwardingMessage, { kind: "botEnds" }>): Decision {
  // Close of the handover before, which arrives when the next one has begun.
  const isOther = message.handoverId !== undefined && message.handoverId !== state.handoverId;
  const isEarlier = isOther ? has(state.endedIds, message.handoverId) : message.sealedAtMs < state.startSealedMs;
  if (state.isOn && isEarlier) {
    return { state, outcome: "known" };
  }
  return { state: { ...end(state, message), awaitsEnd: true }, outcome: "ended" };
}

export function decideEnd(state: Forwarding, message: Extract<ForwardingMessage, { kind: "engageEnds" }>): Decision {
  const { interventionId, sealedAtMs } = message;
  const decided = judgeEnd(state, message);
  const isRepeated = message.atMs !== undefined && state.overSinceMs > 0 && message.atMs <= state.overSinceMs;
  return interventionId === undefined || isRepeated
    ? decided
    : { ...decided, state: { ...decided.state, lastEnd: { interventionId, sealedAtMs } } };
}

function judgeEnd(state: Forwarding, message: Extract<ForwardingMessage, { kind: "engageEnds" }>): Decision {
  const { handoverId, interventionId, atMs, sealedAtMs } = message;
  // Engage's clock doesn't run backwards: the end of a later handover is later.
  const isToldByClock = atMs !== undefined && state.overSinceMs > 0 && atMs <= state.overSinceMs;
  const isOwn = state.ownEnds.some(
    (own) => own.interventionId === interventionId && (atMs || sealedAtMs) - own.closingMs < OWN_END_MS,
  );
  if (has(state.endedIds, handoverId) || isOwn || isToldByClock) {
    const isConfirmed = state.awaitsEnd && !isToldByClock;
    // Once: the same intervention may be opened again, and then closed by an agent.
    const ownEnds = state.ownEnds.filter((own) => own.interventionId !== interventionId);
    return { state: { ...(isConfirmed ? confirm(state, atMs) : state), ownEnds }, outcome: "known" };
  }
  const isOther = handoverId !== undefined && state.handoverId !== "" && handoverId !== state.handoverId;
  // Of a handover whose start never arrived, or of one that can't say which it is: the times of the seals decide.
  if (state.isOn && (handoverId === undefined || isOther) && sealedAtMs < state.startSealedMs) {
    const endedIds = handoverId === undefined ? state.endedIds : add(state.endedIds, handoverId);
    return { state: { ...state, endedIds }, outcome: "late" };
  }
  if (state.awaitsEnd && !isOther) {
    const known = confirm(state, atMs);
    const endedIds = handoverId === undefined ? known.endedIds : add(known.endedIds, handoverId);
    return { state: { ...known, endedIds }, outcome: "known" };
  }
  // Closed once more, without a sign that anybody had the customer in between: it names no handover that began since.
  if (!state.isOn && handoverId === undefined && state.endSealedMs > 0) {
    return { state: confirm(state, atMs), outcome: "known" };
  }
  return { state: end(state, message), outcome: "ended" };
}

function confirm(state: Forwarding, atMs: number | undefined): Forwarding {
  return { ...state, awaitsEnd: false, overSinceMs: atMs || state.overSinceMs };
}

function end(state: Forwarding, { handoverId, atMs, sealedAtMs }: Circumstances): Forwarding {
  const ids = [handoverId, ...(state.isOn ? [...state.joinedIds, state.handoverId] : [])].filter((id) => id);
  return {
    ...state,
    isOn: false,
    // Kept: an agent who writes on has all of them again.
    joinedIds: state.isOn ? state.joinedIds : [],
    endedIds: ids.reduce<readonly string[]>((all, id) => add(all, id || ""), state.endedIds),
    overSinceMs: atMs || state.overSinceMs,
    awaitsEnd: false,
    endSealedMs: sealedAtMs,
    strayEndMs: ids.length === 0 ? sealedAtMs : state.strayEndMs,
    lastNews: "",
    ...NO_WAIT,
  };
}
