/** One message in a chat of the page, whichever way it came. */
import type { Card, Media } from "../../../src/core/content/cognigyOutput";
import type { AttachmentView, ChatMessage, DeskMessage } from "../../app/view";
import { type ChatChoice, toStructuredParts } from "./structuredParts";

export interface ChatMedia extends Media {
  kind: "image" | "audio" | "video" | "file";
}

export interface ChatEntry {
  id: string;
  at: number;
  from: "customer" | "bot" | "agent" | "system";
  /** Of an agent, as the customer reads it. */
  name: string;
  text: string;
  /** What the bot put before the customer's words when it handed over. */
  lead?: string;
  choices: ChatChoice[];
  cards: Card[];
  media: ChatMedia[];
  /** What a chat on a computer cannot do by itself. */
  note?: string;
  problem?: string;
  /** Webchat's display of the queue, and not a message. */
  isQueue?: boolean;
  rating?: RatingRequest;
}

/** What Cognigy's node Request Rating asks. */
export interface RatingRequest {
  title: string;
  commentLabel: string;
}

export function toMedia({ contentType, url, name }: AttachmentView): ChatMedia {
  return { kind: toMediaKind(contentType), url, title: name };
}

/** Of `image/png` as well as of `image` alone. */
export function toMediaKind(type: string): ChatMedia["kind"] {
  return (["image", "audio", "video"] as const).find((known) => type.startsWith(known)) ?? "file";
}

export function toMessagingEntry(message: ChatMessage): ChatEntry {
  const { id, at, from, name, text, attachments, structured, problem } = message;
  return {
    id,
    at,
    from,
    name,
    ...toStructuredParts(structured, text),
    media: attachments.map(toMedia),
    ...(problem !== undefined && { problem }),
  };
}

export function toDeskEntry(message: DeskMessage): ChatEntry {
  const { id, at, author, authorName, text, attachments, structured, reply, problem } = message;
  const parts = toStructuredParts(structured, text);
  return {
    id,
    at,
    from: author,
    name: authorName,
    ...parts,
    media: attachments.map(toMedia),
    ...(reply !== undefined && reply !== text && { note: `Chosen: ${reply}` }),
    ...(problem !== undefined && { problem }),
  };
}

/** Whether somebody has spoken since somebody else did. */
export function hasSpokenAfter(
  entries: readonly ChatEntry[],
  speaker: ChatEntry["from"],
  other: ChatEntry["from"],
): boolean {
  const speakers = entries.map(({ from }) => from);
  return speakers.lastIndexOf(speaker) > speakers.lastIndexOf(other);
}
