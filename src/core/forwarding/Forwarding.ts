/** What the relay knows of a session's handovers, and what it may hear of them. */

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

export interface Circumstances {
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
type ForwardingOutcome = "on" | "ended" | "known" | "late";

export interface Decision {
  state: Forwarding;
  outcome: ForwardingOutcome;
}

export const NO_WAIT = { waitingSinceMs: 0, answeredAtMs: 0, agentId: "", isLongWaitTold: false } as const;

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
