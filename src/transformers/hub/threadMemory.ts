/** What the hub remembers of a conversation, in session storage: a cache that may be gone at any moment. */

import { OWN_END_MS } from "../../core/forwarding";
import { type DecidedUpdate, isOver, type KnownHandover } from "../../core/inbound/decideUpdate";
import { readNumber, readRecords, readText, toRecord } from "../../core/inbound/read";
import type { ToldQueue } from "../../core/inbound/sdkAction";
import type { SessionStorage } from "../platform";

/** Ids of one conversation's last events and messages: redelivery goes on for 24 h, but rarely over more than these. */
const MAX_SEEN = 100;
const MAX_OWN_ENDS = 10;

export interface ThreadMemory {
  /** Whether this id is new; it is not the next time. As good as storage without locks can be. */
  isNew(id: string): boolean;
  known(): KnownHandover;
  /** Ignored where something newer is known. `isRestart`: the bot has it, and no handover counts any more. */
  noteHolder(holder: KnownHandover["holder"], atMs: number, isRestart?: boolean): void;
  noteUpdate(update: DecidedUpdate, atMs: number): void;
  /** Agents have it again: its next end is another one, however soon it comes. */
  forgetEnd(atMs: number): void;
  /** Returns whether an agent has had the conversation since, as far as is known. */
  noteHandover(id: string, atMs: number): boolean;
  /** Which handover something belongs to that happened then; `undefined` where that isn't certain. */
  handoverAt(atMs: number): string | undefined;
  /** The same news from several events of a task is looked into once, until the task's categories change. */
  isNewAssumption(update: DecidedUpdate, atMs: number): boolean;
  forgetAssumption(): void;
  /** The bot closes this intervention itself, or, without a time, didn't manage to. */
  noteOwnEnd(interventionId: string, closingMs?: number): void;
  isOwnEnd(interventionId: string | undefined, atMs: number): boolean;
  toldQueue(): ToldQueue | undefined;
  /** `undefined`: the wait is over, and the next position is news. */
  noteQueue(told: ToldQueue | undefined): void;
}

export async function openThreadMemory(threadId: string): Promise<ThreadMemory> {
  const storage: SessionStorage = await getSessionStorage("engage-thread", threadId);
  const known = (): KnownHandover => (toRecord(storage.known) || {}) as KnownHandover;
  const memory: ThreadMemory = {
    isNew(id) {
      const seen: unknown[] = Array.isArray(storage.seen) ? storage.seen : [];
      if (seen.indexOf(id) !== -1) {
        return false;
      }
      storage.seen = [...seen, id].slice(-MAX_SEEN);
      return true;
    },
    known,
    noteHolder(holder, atMs, isRestart) {
      if (holder === undefined || (atMs !== 0 && atMs < (known().holderAtMs || 0))) {
        return;
      }
      const before = isRestart && holder === "bot" ? { statusAtMs: atMs } : known();
      storage.known = { ...before, holder, holderAtMs: atMs };
    },
    noteUpdate(update, atMs) {
      const { holder, holderAtMs } = known();
      storage.known = { ...(holder && { holder, holderAtMs }), ...update, statusAtMs: atMs };
      if (isOver(update) && memory.handoverAt(atMs) !== undefined) {
        // What comes after an end is of another handover, which may not have been announced yet.
        storage.handover = undefined;
      }
    },
    forgetEnd(atMs) {
      const { status, statusAtMs = 0, ...holder } = known();
      if (isOver({ status }) && atMs >= statusAtMs) {
        storage.known = { ...holder, statusAtMs: atMs };
      }
    },
    noteHandover(id, atMs) {
      const isOvertaken = atMs > 0 && atMs < (known().statusAtMs || 0);
      if (!isOvertaken && atMs >= (readNumber(toRecord(storage.handover), "atMs") || 0)) {
        storage.handover = { id, atMs };
      }
      return isOvertaken;
    },
    handoverAt(atMs) {
      const handover = toRecord(storage.handover);
      return atMs > 0 && atMs >= (readNumber(handover, "atMs") || 0) ? readText(handover, "id") : undefined;
    },
    isNewAssumption({ status, agentId }, atMs) {
      const { what, sinceMs } = { what: "", sinceMs: 0, ...toRecord(storage.assumed) };
      const news = `${status} ${agentId || ""}`;
      if (what === news && sinceMs >= (known().statusAtMs || 0)) {
        return false;
      }
      storage.assumed = { what: news, sinceMs: atMs };
      return true;
    },
    forgetAssumption() {
      storage.assumed = undefined;
    },
    noteOwnEnd(id, closingMs) {
      const others = readRecords({ ...storage }, "ownEnds").filter((own) => own.id !== id);
      storage.ownEnds = (closingMs === undefined ? others : [...others, { id, closingMs }]).slice(-MAX_OWN_ENDS);
    },
    isOwnEnd: (id, atMs) =>
      id !== undefined &&
      readRecords({ ...storage }, "ownEnds").some(
        (own) => own.id === id && atMs - (readNumber(own, "closingMs") || 0) < OWN_END_MS,
      ),
    toldQueue: () => toRecord(storage.told) as ToldQueue | undefined,
    noteQueue(told) {
      storage.told = told;
    },
  };
  return memory;
}
