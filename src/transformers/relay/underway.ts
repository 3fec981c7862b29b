/**
 * Messages on their way to Engage. Since release 2025.25 the platform waits for Engage longer than for the handler: it stops
 * the handler, and nobody learns what became of the message. The customer's next one brings that up.
 */
import { member, readNumber, readRecords, readText } from "../../core/inbound/read";

export interface Message {
  id: string;
  text: string;
  attachments: readonly { url: string }[];
}

interface Noted extends Message {
  atMs: number;
  /** A later message's handler is about to bring it up, unless it's stopped, too. */
  claimedMs: number;
  /** The customer knows that it may not have arrived. */
  isReported: boolean;
}

/** No handler lives that long. */
const STOPPED_AFTER_MS = 6_000;
/** What is older is no news any more. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;
/** How long a customer who reads that a message got lost may take to write it again. */
const REWRITE_MS = 60_000;
/** How much session storage holds is not documented: a few kB are safe. */
const MAX_NOTED = 10;

export interface Underway {
  /** The message's id: that of one that was reported, if this is the same again; else one that nobody had before. */
  idOf(text: string, attachments: Message["attachments"], makeId: () => string): string;
  /** Notes the message, and returns those whose handlers were stopped. */
  begin(message: Message): Message[];
  /** Engage has it, or the customer knows of it. */
  settle(message: Message): void;
  report(messages: readonly Message[]): void;
}

export async function openUnderway(userId: string, sessionId: string): Promise<Underway> {
  const storage = await getSessionStorage(userId, sessionId);
  const nowMs = Date.now();
  const read = (): Noted[] =>
    readRecords({ list: storage.engageUnderway }, "list").map((one) => ({
      id: readText(one, "id") || "",
      text: readText(one, "text") || "",
      attachments: readRecords(one, "attachments").map((file) => ({ url: readText(file, "url") || "" })),
      atMs: readNumber(one, "atMs") || 0,
      claimedMs: readNumber(one, "claimedMs") || 0,
      isReported: member(one, "isReported") === true,
    }));
  const without = (id: string): Noted[] => read().filter((one) => one.id !== id);
  const write = (list: readonly Noted[]): void => {
    storage.engageUnderway = list.slice(-MAX_NOTED);
  };
  const toNoted = ({ id, text, attachments }: Message, isReported: boolean): Noted => ({
    id,
    text,
    attachments,
    atMs: nowMs,
    claimedMs: 0,
    isReported,
  });
  return {
    idOf(text, attachments, makeId) {
      const words = toWords(text, attachments);
      const [again] = read().filter(
        (one) => one.isReported && nowMs - one.atMs < REWRITE_MS && toWords(one.text, one.attachments) === words,
      );
      return again ? again.id : makeId();
    },
    begin(message) {
      const others = without(message.id);
      const stopped = others.filter(
        ({ atMs, claimedMs, isReported }) =>
          !isReported && nowMs - Math.max(atMs, claimedMs) > STOPPED_AFTER_MS && nowMs - atMs < FORGOTTEN_AFTER_MS,
      );
      // At once, so that another message that is written at the same time doesn't report them, too.
      const noted = others.map((one) => (stopped.includes(one) ? { ...one, claimedMs: nowMs } : one));
      write([...noted, toNoted(message, false)]);
      return stopped;
    },
    settle(message) {
      write(without(message.id));
    },
    report(messages) {
      const ids = messages.map(({ id }) => id);
      write([...read().filter(({ id }) => !ids.includes(id)), ...messages.map((one) => toNoted(one, true))]);
    },
  };
}

function toWords(text: string, attachments: Message["attachments"]): string {
  return [text, ...attachments.map(({ url }) => url)].join("\n");
}
