/** What the agent reads first on route `bridge`: the conversation with the bot so far, then the customer's request. */
import type { Mask } from "./masking/createMask";
import { cutText, toWellFormed } from "./text";

const SPEAKERS = { user: "Customer", bot: "Bot", agent: "Agent" } as const;

export interface TranscriptEntry {
  source: keyof typeof SPEAKERS;
  text: string;
  /** What the customer's choice is called; `text` is what came back. */
  shown?: string;
}

/** Engage's limit for the body of a Channel SDK message. */
export const MAX_BODY_LENGTH = 20_000;

const CUT_NOTE = "[... earlier messages left out]";

/** What Cognigy writes for an input that has no text. */
const DATA_ONLY = /^DATA_ONLY_MESSAGE_/;

/** What the customer wrote last; nothing where the input only had data. */
export function toCustomerWords(text: string): string {
  return DATA_ONLY.test(text) ? "" : text;
}

/** What the customer chose, as it was called in the chat, where a request is the payload that came back. */
export function toShownRequest(entries: readonly TranscriptEntry[], request: string): string {
  const last = findLastOfCustomer(entries);
  return (last && isSame(last.text, request) && last.shown) || request;
}

function findLastOfCustomer(entries: readonly TranscriptEntry[]): TranscriptEntry | undefined {
  return entries.filter(({ source }) => source === "user").at(-1);
}

/** The request follows at the end of the message. The platform counts it among the turns, so it is left out here. */
export function toTranscript(
  entries: readonly TranscriptEntry[],
  request = "",
  // Before lines are indented: a number may be written over two of them.
  mask: Mask = (text) => text,
): string {
  const last = findLastOfCustomer(entries);
  return entries
    .filter((entry) => toCustomerWords(entry.text).trim() !== "" && (entry !== last || !isSame(entry.text, request)))
    .map(({ source, text, shown }) => `${SPEAKERS[source]}: ${indent(mask(shown ?? text))}`)
    .join("\n");
}

/** An author's own transcript often ends with what the customer wrote last. */
export function withoutRequest(transcript: string, request: string): string {
  const lines = transcript.trimEnd().split("\n");
  const [, words = ""] = /^[^:\n]{1,40}: (.*)$/.exec(lines.at(-1) ?? "") ?? [];
  return words.trim() !== "" && isSame(words, request) ? lines.slice(0, -1).join("\n") : transcript;
}

function isSame(text: string, request: string): boolean {
  const toWords = (one: string) => one.trim().replace(/\s+/g, " ");
  return toWords(text) === toWords(request);
}

/** Who speaks is at the beginning of a line, so no other line of a message may look as if somebody else did. */
function indent(text: string): string {
  return text
    .trim()
    .split(/\r?\n|\r|\u2028|\u2029/)
    .join("\n  ");
}

/**
 * The briefing first, the request last. The end of a transcript matters most, so it is cut at its beginning, between two
 * lines.
 */
export function toOpeningBody(transcript: string, opening: string, briefing = ""): string {
  const lead = briefing === "" ? 0 : briefing.length + 2;
  const request = cutText(opening.trim(), MAX_BODY_LENGTH - lead);
  const history = toWellFormed(transcript.trim());
  const room = MAX_BODY_LENGTH - lead - (request === "" ? 0 : request.length + 2);
  const kept = cutBeginning(history, room);
  return [briefing, kept, request].filter((part) => part !== "").join("\n\n");
}

function cutBeginning(text: string, room: number): string {
  if (text.length <= room) {
    return text;
  }
  const start = text.length - (room - CUT_NOTE.length - 1);
  if (start >= text.length) {
    return "";
  }
  const lineEnd = text[start - 1] === "\n" ? start - 1 : text.indexOf("\n", start);
  // One line that is longer than all the room is cut within.
  const kept = lineEnd === -1 ? toWellFormed(text.slice(start)) : text.slice(lineEnd + 1);
  return `${CUT_NOTE}\n${kept}`;
}
