/**
 * Whether the relay forwards what the customer writes: a pure state machine over messages that may be late, doubled or lost.
 *
 * Messages are told apart by the handover's id where the platforms let it travel, then by Engage's clock, which all events of
 * Engage share. Only where a message has neither do the times decide at which Cognigy.AI sealed it.
 */

export interface Forwarding {
  isOn: boolean;
  /** The handover that is on or was on last; "" when that isn't known. */
  handoverId: string;
  /** Handovers that began while this one was on, or before it: one conversation at Engage, and one end for all. */
  joinedIds: readonly string[];
  /** Handovers that are over, the latest last. */
  endedIds: readonly string[];
  /** Interventions that the bot closes itself: their end isn't an agent's. */
  ownEnds: readonly OwnEnd[];
  /** The last end of an intervention that was reported. What the bot says about it may come later. */
  lastEnd: { interventionId: string; sealedAtMs: number };
  /** When the last handover ended, by Engage's clock; 0 when that isn't known. */
  overSinceMs: number;
  /** The bot or the customer ended it. Until Engage says so too, what agents do belongs to what is over. */
  awaitsEnd: boolean;
  /** When the last start and the last end were sealed. */
  startSealedMs: number;
  endSealedMs: number;
  /** When an end was sealed that couldn't be told to belong to any handover: its start may be on the way. */
  strayEndMs: number;
  /** The last news of this handover that the Flow has heard. */
  lastNews: string;
  /** When the customer began to wait, by the clock of the seals, and when the first agent was there; 0: not known. */
  waitingSinceMs: number;
  answeredAtMs: number;
  /** The agent that the Flow has heard of last. */
  agentId: string;
  /** The Flow has heard that the customer waits too long: once for each handover. */
  isLongWaitTold: boolean;
}

interface OwnEnd {
  interventionId: string;
  /** When the bot was about to close it. */
  closingMs: number;
}

interface Circumstances {
  handoverId?: string | undefined;
  /** By Engage's clock. */
  atMs?: number | undefined;
  sealedAtMs: number;
}

export type ForwardingMessage =
  | { kind: "start"; handoverId: string; sealedAtMs: number }
  /** The bot gives the customer back to itself: Close, or a cancel phrase. */
  | ({ kind: "botEnds" } & Circumstances)
  /** The bot closes this intervention itself; or it was about to, and couldn't. */
  | { kind: "closing" | "notClosed"; interventionId: string; sealedAtMs: number }
  | ({ kind: "engageEnds"; interventionId?: string | undefined } & Circumstances)
  /** An agent wrote to the customer. */
  | ({ kind: "words" } & Circumstances)
  /** A queue position, or an agent took over. Where it says `what`, the same news twice in a row is reported once. */
  | ({ kind: "news"; what?: string | undefined; isActive?: boolean; agentId?: string | undefined } & Circumstances);

/** `late`: about a handover that is over, or was followed by another. `known`: an end or news reported before. */
export type ForwardingOutcome = "on" | "ended" | "known" | "late";

const MAX_IDS = 10;

/** A node closes an intervention within 15 s; the clocks differ a little. Later ends of the same one are an agent's. */
export const OWN_END_MS = 30_000;
/** What happens that long after a start by the other platform's clock is not of what was over before. */
const CLOCK_DIFFERENCE_MS = 5_000;
const NO_WAIT = { waitingSinceMs: 0, answeredAtMs: 0, agentId: "", isLongWaitTold: false } as const;

export const NO_HANDOVER: Forwarding = {
  isOn: false,
  handoverId: "",
  joinedIds: [],
  endedIds: [],
  ownEnds: [],
  lastEnd: { interventionId: "", sealedAtMs: 0 },
  overSinceMs: 0,
  awaitsEnd: false,
  startSealedMs: 0,
  endSealedMs: 0,
  strayEndMs: 0,
  lastNews: "",
  ...NO_WAIT,
};

export function decideForwarding(
  state: Forwarding,
  given: ForwardingMessage,
): { state: Forwarding; outcome: ForwardingOutcome } {
  const message = nameAnew(state, given);
  switch (message.kind) {
    case "start":
      return decideStart(state, message);
    case "closing":
    case "notClosed": {
      const { interventionId, sealedAtMs: closingMs } = message;
      const others = state.ownEnds.filter((own) => own.interventionId !== interventionId);
      const isOver = state.lastEnd.interventionId === interventionId && state.lastEnd.sealedAtMs >= message.sealedAtMs;
      const isNext = message.kind === "closing" && !isOver;
      const ownEnds = isNext ? [...others, { interventionId, closingMs }].slice(-MAX_IDS) : others;
      return { state: { ...state, ownEnds }, outcome: state.isOn ? "on" : "known" };
    }
    case "botEnds": {
      // Close of the handover before, which arrives when the next one has begun.
      const isOther = message.handoverId !== undefined && message.handoverId !== state.handoverId;
      const isEarlier = isOther ? has(state.endedIds, message.handoverId) : message.sealedAtMs < state.startSealedMs;
      if (state.isOn && isEarlier) {
        return { state, outcome: "known" };
      }
      return { state: { ...end(state, message), awaitsEnd: true }, outcome: "ended" };
    }
    case "engageEnds": {
      const { interventionId, sealedAtMs } = message;
      const decided = decideEnd(state, message);
      const isRepeated = message.atMs !== undefined && state.overSinceMs > 0 && message.atMs <= state.overSinceMs;
      return interventionId === undefined || isRepeated
        ? decided
        : { ...decided, state: { ...decided.state, lastEnd: { interventionId, sealedAtMs } } };
    }
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
): { state: Forwarding; outcome: ForwardingOutcome } {
  if (has(state.endedIds, handoverId)) {
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
      joinedIds: join(state, handoverId),
      awaitsEnd: false,
      startSealedMs: sealedAtMs,
      ...fresh,
    },
    outcome: "on",
  };
}

function decideEnd(
  state: Forwarding,
  message: Extract<ForwardingMessage, { kind: "engageEnds" }>,
): { state: Forwarding; outcome: ForwardingOutcome } {
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

/** Two events of Engage can say the same, such as a task that is taken and the intervention that opens with it. */
function decideNews(
  state: Forwarding,
  message: Extract<ForwardingMessage, { kind: "news" }>,
): { state: Forwarding; outcome: ForwardingOutcome } {
  const { what, isActive, agentId } = message;
  if (what === undefined) {
    return { state, outcome: "on" };
  }
  // Each agent once: also where a queue position came in between, and where an event doesn't say which agent it was.
  const isSameAgent = isActive === true && state.agentId !== "" && (agentId || state.agentId) === state.agentId;
  const next = isActive ? { ...answer(state, message), agentId: agentId || state.agentId } : state;
  return {
    state: { ...next, lastNews: what },
    outcome: isSameAgent || state.lastNews === what ? "known" : "on",
  };
}

function answer(state: Forwarding, { sealedAtMs }: Circumstances): Forwarding {
  return { ...state, answeredAtMs: state.answeredAtMs || sealedAtMs };
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

function isLate(
  state: Forwarding,
  { kind, handoverId, atMs, sealedAtMs }: Extract<ForwardingMessage, { kind: "words" | "news" }>,
): boolean {
  const isOfEnded = has(state.endedIds, handoverId);
  const hasClock = atMs !== undefined && state.overSinceMs > 0;
  if (hasClock && atMs < state.overSinceMs) {
    return true;
  }
  // Nobody has seen it yet, and it isn't over: the start was lost.
  if (handoverId !== undefined && !isOfEnded) {
    return false;
  }
  // A queue position after an end is of what is over, unless it names a handover that began since.
  const isOverAndQuiet = kind === "news" && !state.isOn && state.endSealedMs > 0;
  if (state.awaitsEnd || isOverAndQuiet) {
    return true;
  }
  // An agent who writes on after the end has the customer again; a queue position of what is over means nothing.
  return hasClock ? isOfEnded && kind === "news" : isOfEnded || sealedAtMs < state.endSealedMs;
}

function resume(state: Forwarding, { handoverId, sealedAtMs }: Circumstances): Forwarding {
  const id =
    handoverId === undefined || (state.isOn && has([...state.joinedIds, ...state.endedIds], handoverId))
      ? state.handoverId
      : handoverId;
  const group = [...state.joinedIds, state.handoverId];
  const isAgain = !state.isOn && group.includes(id);
  const others = group.filter((one) => one !== "" && one !== id);
  return {
    ...state,
    isOn: true,
    handoverId: id,
    joinedIds: isAgain ? others : join(state, id),
    awaitsEnd: false,
    ...(id !== state.handoverId && { lastNews: "", ...NO_WAIT }),
    ...((id !== state.handoverId || state.waitingSinceMs === 0) && { waitingSinceMs: sealedAtMs }),
    endedIds: state.endedIds.filter((one) => one !== id && !(isAgain && group.includes(one))),
  };
}

/** The others that are on when this one is. */
function join({ isOn, handoverId, joinedIds }: Forwarding, id: string): readonly string[] {
  return isOn ? (handoverId === "" ? joinedIds : add(joinedIds, handoverId)).filter((one) => one !== id) : [];
}

function has(ids: readonly string[], id: string | undefined): boolean {
  return id !== undefined && ids.includes(id);
}

function add(ids: readonly string[], id: string): readonly string[] {
  return [...ids.filter((one) => one !== id), id].slice(-MAX_IDS);
}
