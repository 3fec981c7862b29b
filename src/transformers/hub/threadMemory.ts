/** What the hub remembers of a conversation, in session storage: a cache that may be gone at any moment. */

import { OWN_END_MS } from "../../core/forwarding/decideEnd";
import { type DecidedUpdate, isOver, type KnownHandover } from "../../core/inbound/decideUpdate";
import { readNumber, readRecords, readText, toRecord } from "../../core/inbound/read";
import type { ToldQueue } from "../../core/inbound/sdkAction";
import type { SessionStorage } from "../platform";

/**
 * Ids of one conversation's last events and messages: Engage delivers again for 24 h, but rarely more than these, over a
 * hundred. In one text, which takes half as long as a new list for each event, and which any storage can hold.
 */
const SEEN_LENGTH = 5_000;
const MAX_SEEN_LENGTH = 6_000;
const MAX_OWN_ENDS = 10;

export interface ThreadMemory {
  /** Whether this id is new; it is not the next time. As good as storage without locks can be. */
  isNew(id: string): boolean;
  known(): KnownHandover;
  /** Ignored where something newer is known. `isRestart`: the bot has it, and no handover counts any more. */
  noteHolder(holder: KnownHandover["holder"], atMs: number, isRestart?: boolean): void;
  noteUpdate(update: DecidedUpdate, atMs: number): void;
  noteLongWait(): void;
  /** Agents have it again: its next end is another one, however soon it comes. */
  forgetEnd(atMs: number): void;
  /** Returns whether an agent has had the conversation since, as far as is known. */
  noteHandover(id: string, atMs: number): boolean;
  /** Which handover something belongs to that happened then; `undefined` where that isn't certain. */
  handoverAt(atMs: number, isReturn?: boolean): string | undefined;
  /** It seems to be over: what is certain may be of the next, whose announcement is on the way. */
  noteReturn(): void;
  /** The same news from several events of a task is looked into once, until the task's categories change. */
  isNewAssumption(update: DecidedUpdate, atMs: number): boolean;
  /** The task's categories have changed: whether the bot still has it isn't known. */
  forgetAssumption(atMs: number): void;
  /** The bot closes this intervention itself, or, without a time, didn't manage to. */
  noteOwnEnd(interventionId: string, closingMs?: number): void;
  /** Its end is known. What the bot says about it may come later. */
  noteEnd(interventionId: string): void;
  isOwnEnd(interventionId: string | undefined, atMs: number): boolean;
  /** The bot has opened this intervention itself, as that user where Engage tells it. */
  noteOwnOpening(interventionId: string, userId?: string): void;
  /** News of that intervention, not of its task: whoever owns the token may take that as an agent. */
  isOwnOpening(news: { resourceType?: unknown; interventionId?: unknown }, agentId: string | undefined): boolean;
  toldQueue(): ToldQueue | undefined;
  /** `undefined`: the wait is over, and the next position is news. */
  noteQueue(told: ToldQueue | undefined): void;
  /** Whether this agent hasn't written last. */
  isOtherAgent(agentId: string): boolean;
}

export async function openThreadMemory(threadId: string): Promise<ThreadMemory> {
  const storage: SessionStorage = await getSessionStorage("engage-thread", threadId);
  const known = (): KnownHandover => {
    const sinceMs = readNumber(toRecord(storage.handover), "atMs");
    const announcedMs = readNumber(toRecord(storage.handover), "announcedMs");
    const known = (toRecord(storage.known) || {}) as KnownHandover;
    return sinceMs || announcedMs
      ? { ...known, ...(sinceMs && { sinceMs }), ...(announcedMs && { announcedMs }) }
      : known;
  };
  const memory: ThreadMemory = {
    isNew(id) {
      const { seen: stored } = storage;
      // A list where an earlier version wrote it: an upgrade in mid-conversation answers nothing twice.
      const seen = typeof stored === "string" ? stored : `|${Array.isArray(stored) ? stored.join("|") : ""}|`;
      const entry = `|${id}|`;
      if (seen.includes(entry)) {
        return false;
      }
      const next = seen + entry.slice(1);
      storage.seen = next.length > MAX_SEEN_LENGTH ? next.slice(-SEEN_LENGTH) : next;
      return true;
    },
    known,
    noteHolder(holder, atMs, isRestart) {
      const now = known();
      if (holder === undefined || (atMs !== 0 && atMs < (now.holderAtMs || 0))) {
        return;
      }
      if (isRestart && holder === "bot") {
        storage.known = { holder, holderAtMs: atMs, statusAtMs: atMs };
        return;
      }
      const isWaiting = holder === "agents" && !isOver(now);
      storage.known = { ...now, holder, holderAtMs: atMs, ...(isWaiting && { sinceMs: now.sinceMs || atMs }) };
    },
    noteUpdate(update, atMs) {
      const { holder, holderAtMs, ...before } = known();
      const { status, agentId, event } = update;
      const wait = isOver(before) ? {} : before;
      storage.known = {
        ...(holder && { holder, holderAtMs }),
        ...(!isOver(update) && { ...wait, sinceMs: wait.sinceMs || atMs }),
        ...(status === "active" && { takenAtMs: wait.takenAtMs || atMs }),
        status,
        event,
        ...(agentId !== undefined && { agentId }),
        statusAtMs: atMs,
      };
      if (isOver(update) && memory.handoverAt(atMs, true) !== undefined) {
        // What comes after an end is of another handover, which may not have been announced yet.
        storage.handover = undefined;
      }
    },
    noteLongWait() {
      storage.known = { ...known(), isLongWaitTold: true };
    },
    forgetEnd(atMs) {
      const { status, statusAtMs = 0, ...rest } = known();
      if (isOver({ status }) && atMs >= statusAtMs) {
        // An agent has reopened it: nobody waits.
        storage.known = { ...rest, takenAtMs: atMs, statusAtMs: atMs };
      }
    },
    noteHandover(id, atMs) {
      const isOvertaken = atMs > 0 && atMs < (known().statusAtMs || 0);
      if (!isOvertaken && atMs >= (readNumber(toRecord(storage.handover), "atMs") || 0)) {
        const { statusAtMs } = known();
        if (isOver(known())) {
          // Nothing that is known of the handover before says anything about this one.
          storage.known = { statusAtMs };
        }
        storage.handover = { id, atMs, announcedMs: Date.now() };
      }
      return isOvertaken;
    },
    noteReturn() {
      storage.handover = { ...toRecord(storage.handover), isDoubtful: true };
    },
    handoverAt(atMs, isReturn) {
      const handover = toRecord(storage.handover);
      if (handover && handover.isDoubtful === true && !isReturn) {
        return undefined;
      }
      return atMs > 0 && atMs >= (readNumber(handover, "atMs") || 0) ? readText(handover, "id") : undefined;
    },
    isNewAssumption({ status, agentId, event }, atMs) {
      const { what, sinceMs } = { what: "", sinceMs: 0, ...toRecord(storage.assumed) };
      const news = `${status} ${event || agentId || ""}`;
      if (what === news && sinceMs >= (known().statusAtMs || 0)) {
        return false;
      }
      storage.assumed = { what: news, sinceMs: atMs };
      return true;
    },
    forgetAssumption(atMs) {
      storage.assumed = undefined;
      storage.known = { ...known(), recategorizedAtMs: atMs };
    },
    noteOwnEnd(id, closingMs) {
      const others = readRecords({ ...storage }, "ownEnds").filter((own) => own.id !== id);
      const last = toRecord(storage.lastEnd) || {};
      const isKnown = last.id === id && (closingMs || 0) <= (readNumber(last, "noticedMs") || 0);
      const isNext = closingMs !== undefined && !isKnown;
      storage.ownEnds = (isNext ? [...others, { id, closingMs }] : others).slice(-MAX_OWN_ENDS);
    },
    noteEnd(id) {
      storage.lastEnd = { id, noticedMs: Date.now() };
    },
    isOwnEnd: (id, atMs) =>
      id !== undefined &&
      readRecords({ ...storage }, "ownEnds").some(
        (own) => own.id === id && atMs - (readNumber(own, "closingMs") || 0) < OWN_END_MS,
      ),
    noteOwnOpening(id, userId) {
      storage.ownOpening = { id, userId };
    },
    isOwnOpening({ resourceType, interventionId: id }, agentId) {
      const own = toRecord(storage.ownOpening) || {};
      return (
        resourceType === "intervention" && !!id && own.id === id && (!own.userId || !agentId || own.userId === agentId)
      );
    },
    toldQueue: () => toRecord(storage.told) as ToldQueue | undefined,
    noteQueue(told) {
      storage.told = told;
    },
    isOtherAgent(agentId) {
      const isOther = storage.agentId !== agentId;
      storage.agentId = agentId;
      return isOther;
    },
  };
  return memory;
}
