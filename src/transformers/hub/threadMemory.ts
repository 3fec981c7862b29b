/** What the hub remembers of a conversation, in session storage: a cache that may be gone at any moment. */
import type { HandoverUpdate, KnownHandover } from "../../core/inbound/handoverUpdate";
import { toRecord } from "../../core/inbound/read";
import type { ToldQueue } from "../../core/inbound/sdkAction";
import type { SessionStorage } from "../platform";

/** Ids of one conversation's last events and messages: redelivery goes on for 24 h, but rarely over more than these. */
const MAX_SEEN = 100;

export interface ThreadMemory {
  /** Whether this id is new; it is not the next time. As good as storage without locks can be. */
  isNew(id: string): boolean;
  known(): KnownHandover;
  note(change: KnownHandover): void;
  /** The bot has the conversation: nothing from before this moment counts any more. */
  restart(atMs: number): void;
  noteUpdate(update: HandoverUpdate, atMs: number): void;
  toldQueue(): ToldQueue | undefined;
  noteQueue(told: ToldQueue): void;
}

export async function openThreadMemory(threadId: string): Promise<ThreadMemory> {
  const storage: SessionStorage = await getSessionStorage("engage-thread", threadId);
  const known = (): KnownHandover => (toRecord(storage.known) || {}) as KnownHandover;
  return {
    isNew(id) {
      const seen: unknown[] = Array.isArray(storage.seen) ? storage.seen : [];
      if (seen.indexOf(id) !== -1) return false;
      storage.seen = [...seen, id].slice(-MAX_SEEN);
      return true;
    },
    known,
    note(change) {
      storage.known = { ...known(), ...change };
    },
    restart(atMs) {
      storage.known = { holder: "bot", statusAtMs: Math.max(atMs, known().statusAtMs || 0) };
    },
    noteUpdate(update, atMs) {
      const { holder } = known();
      storage.known = { ...(holder && { holder }), ...update, statusAtMs: atMs };
    },
    toldQueue: () => toRecord(storage.told) as ToldQueue | undefined,
    noteQueue(told) {
      storage.told = told;
    },
  };
}
