/** The relay's state of one session: a single value in session storage, which may be gone at any moment. */
import { type Offer, readOffers } from "../../core/content/structuredReply";
import { type Forwarding, NO_HANDOVER } from "../../core/forwarding/Forwarding";
import {
  type Json,
  member,
  readNumber,
  readRecord,
  readRecords,
  readText,
  readTexts,
  toRecord,
} from "../../core/inbound/read";
import type { SessionStorage } from "../platform";

export interface RelayState {
  forwarding: Forwarding;
  /** The thread id at Engage. */
  ref: string;
  /** How the handover called the customer: each message names its author anew. */
  name: string;
  /** The agent who joined last in this handover, as Engage's webhooks name the agent. */
  agentName: string;
  namedAgentId: string;
  /** The picture of the agent who wrote last. */
  agentAvatar: { id: string; url: string };
  /** The customer's socket was lost and has not come back. */
  isAway: boolean;
  /** What agents have offered to choose from, the last message's first. */
  offers: AgentOffers[];
  /** Ids of seals that were used: each is good for once. */
  seen: string[];
}

/** Of one message of an agent, by its id at Engage. */
interface AgentOffers {
  messageId: string;
  offers: Offer[];
}

/** At the beginning of a handover and after its end. */
export const NOBODY_NAMED = { agentName: "", namedAgentId: "" } as const;

const MAX_SEEN = 50;
const MAX_OFFERING = 3;

export async function openRelayState(
  userId: string,
  sessionId: string,
): Promise<{ state: RelayState; save(change: Partial<RelayState>): void }> {
  const storage: SessionStorage = await getSessionStorage(userId, sessionId);
  const read = (): RelayState => {
    const stored = toRecord(storage.engageRelay);
    return {
      forwarding: readForwarding(readRecord(stored, "forwarding")),
      ref: readText(stored, "ref") || "",
      name: readText(stored, "name") || "Customer",
      agentName: readText(stored, "agentName") || "",
      namedAgentId: readText(stored, "namedAgentId") || "",
      agentAvatar: readAvatar(readRecord(stored, "agentAvatar")),
      isAway: member(stored, "isAway") === true,
      offers: readRecords(stored, "offers").map((one) => ({
        messageId: readText(one, "messageId") || "",
        offers: readOffers(one),
      })),
      seen: readTexts(stored, "seen"),
    };
  };
  return {
    state: read(),
    save(change) {
      const next = { ...read(), ...change };
      storage.engageRelay = {
        ...next,
        seen: next.seen.slice(-MAX_SEEN),
        offers: next.offers.slice(0, MAX_OFFERING),
      };
    },
  };
}

function readAvatar(stored: Json | undefined): RelayState["agentAvatar"] {
  return { id: readText(stored, "id") || "", url: readText(stored, "url") || "" };
}

function readLastEnd(stored: Json | undefined): Forwarding["lastEnd"] {
  return {
    interventionId: readText(stored, "interventionId") || "",
    sealedAtMs: readNumber(stored, "sealedAtMs") || 0,
  };
}

function readForwarding(stored: Json | undefined): Forwarding {
  return {
    isOn: member(stored, "isOn") === true,
    handoverId: readText(stored, "handoverId") || NO_HANDOVER.handoverId,
    joinedIds: readTexts(stored, "joinedIds"),
    endedIds: readTexts(stored, "endedIds"),
    ownEnds: readRecords(stored, "ownEnds").map((own) => ({
      interventionId: readText(own, "interventionId") || "",
      closingMs: readNumber(own, "closingMs") || 0,
    })),
    lastEnd: readLastEnd(readRecord(stored, "lastEnd")),
    overSinceMs: readNumber(stored, "overSinceMs") || 0,
    awaitsEnd: member(stored, "awaitsEnd") === true,
    startSealedMs: readNumber(stored, "startSealedMs") || 0,
    endSealedMs: readNumber(stored, "endSealedMs") || 0,
    strayEndMs: readNumber(stored, "strayEndMs") || 0,
    lastNews: readText(stored, "lastNews") || NO_HANDOVER.lastNews,
    waitingSinceMs: readNumber(stored, "waitingSinceMs") || 0,
    answeredAtMs: readNumber(stored, "answeredAtMs") || 0,
    agentId: readText(stored, "agentId") || NO_HANDOVER.agentId,
    isLongWaitTold: member(stored, "isLongWaitTold") === true,
  };
}
