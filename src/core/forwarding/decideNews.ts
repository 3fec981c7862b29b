/** News and words of agents: whether they are of the handover that is on, and whether they are new. */
import { type Circumstances, type Decision, type Forwarding, type ForwardingMessage, NO_WAIT } from "./Forwarding";
import { has, join } from "./handoverIds";

/** Two events of Engage can say the same, such as a task that is taken and the intervention that opens with it. */
export function decideNews(state: Forwarding, message: Extract<ForwardingMessage, { kind: "news" }>): Decision {
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

export function answer(state: Forwarding, { sealedAtMs }: Circumstances): Forwarding {
  return { ...state, answeredAtMs: state.answeredAtMs || sealedAtMs };
}

export function isLate(
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

export function resume(state: Forwarding, { handoverId, sealedAtMs }: Circumstances): Forwarding {
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
