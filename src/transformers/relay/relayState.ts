/** The relay's state of one session: a single value in session storage, which may be gone at any moment. */
import { type Offer, readOffers } from "../../core/content/structuredReply";
import { member, readNumber, readRecords, readText, readTexts, toRecord } from "../../core/inbound/read";
import type { SessionStorage } from "../platform";

export interface RelayState {
  handover: "on" | "off";
  /** The thread id at Engage. */
  ref: string;
  /** How the handover called the customer: each message names its author anew. */
  name: string;
  /** The customer's socket was lost and has not come back. */
  isAway: boolean;
  /** Messages forwarded so far: part of a message's id, so that two equal messages are two. */
  forwarded: number;
  /** When the start of the last handover was sealed: what was sealed before it ended the one before. */
  startedAtMs: number;
  /** When the end of the last handover was sealed: what was sealed before it does not bring it back. */
  endedAtMs: number;
  /** When that end happened at Engage: neither does what an agent wrote before, however late it comes. */
  overSinceMs: number;
  /** What agents have offered to choose from, the last message's first. */
  offers: AgentOffers[];
  /** Ids of seals that were used: each is good for once. */
  seen: string[];
}

/** Of one message of an agent, by its id at Engage. */
export interface AgentOffers {
  messageId: string;
  offers: Offer[];
}

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
      handover: member(stored, "handover") === "on" ? "on" : "off",
      ref: readText(stored, "ref") || "",
      name: readText(stored, "name") || "Customer",
      isAway: member(stored, "isAway") === true,
      // From the clock on where nothing is stored: a relay that lost its state makes no id twice.
      forwarded: readNumber(stored, "forwarded") ?? Date.now(),
      startedAtMs: readNumber(stored, "startedAtMs") || 0,
      endedAtMs: readNumber(stored, "endedAtMs") || 0,
      overSinceMs: readNumber(stored, "overSinceMs") || 0,
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
      const current = read();
      // Handlers run side by side: one that waited long knows an older count.
      const forwarded = Math.max(current.forwarded, change.forwarded || 0);
      const next = { ...current, ...change, forwarded };
      storage.engageRelay = { ...next, seen: next.seen.slice(-MAX_SEEN), offers: next.offers.slice(0, MAX_OFFERING) };
    },
  };
}
