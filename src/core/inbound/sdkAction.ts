/** Channel SDK calls of Engage: what is answered, and what has to be done. */
import { cutText } from "../text";
import { htmlToText } from "./htmlToText";
import { isTooDeep, type Json, readId, readNumber, readRecord, readRecords, readText } from "./read";

export interface AgentAttachment {
  url: string;
  type: string;
  name: string;
}

interface AgentMessage {
  /** When it was written, as Engage tells it. */
  createdAt: string;
  contentId: string;
  threadRef: string;
  text: string;
  agentName: string;
  agentId: string;
  attachments: AgentAttachment[];
  /** A structured message, as Engage sent it. */
  structured?: Json;
  /** Our id of the message that it answers. */
  inReplyToId?: string;
}

export interface QueueUpdate {
  threadRef: string;
  /** When Engage sent it, as Engage tells it. */
  sentAt: string;
  inReplyToId?: string;
  position: number | null;
  /** Milliseconds on Cognigy's side; Engage sends seconds. */
  estimatedWaitTime: number | null;
}

export type SdkDecision =
  | { kind: "answer"; status: number; body: unknown }
  | { kind: "message"; message: AgentMessage }
  | { kind: "queue"; update: QueueUpdate };

/** What this side can do, in the form of `implementation.info`. */
export const IMPLEMENTATION = {
  objects: { messages: ["create", "show", "list"], status: ["mark_as_read"] },
  options: [
    "view.messaging",
    "messages.text",
    "messages.no_title",
    "messages.attachments",
    "messaging.typing_indicator",
    "messaging.queuing_update",
  ],
};

/** So that a work item stays within what Cognigy takes, however long the addresses. */
const MAX_ATTACHMENTS = 15;

/** Ten cards have some thousand characters. */
const MAX_STRUCTURED_BYTES = 24_000;

/** Allowed, and nothing to do: Engage asks for it, or says it. */
const WITHOUT_EFFECT =
  /^(?:(?:(?:private_)?messages|threads)\.(?:list|show|delete|destroy|(?:un)?publish)|typing\.(?:start|stop))$/;

/** The hash of a message that carries no `content_id`. */
export type Fingerprint = (text: string) => string;

export function decideSdkAction(body: Json, fingerprint: Fingerprint): SdkDecision {
  const action = readText(body, "action") || "";
  const params = readRecord(body, "params");
  if (action === "implementation.info") {
    return { kind: "answer", status: 200, body: IMPLEMENTATION };
  }
  if (WITHOUT_EFFECT.test(action)) {
    return { kind: "answer", status: 200, body: /list$/.test(action) ? [] : {} };
  }
  if (action === "messages.create") {
    return decideMessage(params, fingerprint);
  }
  if (action === "messaging.queuing_update") {
    return decideQueueUpdate(params, readText(body, "time") || "");
  }
  return { kind: "answer", status: 422, body: { error: "Invalid action", message: "This action is not supported." } };
}

function decideMessage(params: Json | undefined, fingerprint: Fingerprint): SdkDecision {
  const threadRef = readText(params, "thread_id");
  const body = readText(params, "body") || "";
  const text = readText(params, "format") === "html" ? htmlToText(body) : body;
  const attachments = readRecords(params, "attachments")
    .map(toAttachment)
    .filter((one): one is AgentAttachment => one !== undefined)
    .slice(0, MAX_ATTACHMENTS);
  const structured = readRecord(params, "structured_content");
  const isEmpty = text.trim() === "" && attachments.length === 0 && structured === undefined;
  if (threadRef === undefined || isEmpty) {
    return refuse("A message needs thread_id and body, attachments or structured_content.");
  }
  if (structured && (isTooDeep(structured) || Buffer.byteLength(JSON.stringify(structured)) > MAX_STRUCTURED_BYTES)) {
    return refuse("This structured message is too large.");
  }
  const agentId = readId(params, "author_id") || "";
  const createdAt = readText(params, "created_at") || "";
  const contentId = readId(params, "content_id") || fingerprint([threadRef, agentId, createdAt, body].join("\n"));
  return {
    kind: "message",
    message: {
      createdAt,
      contentId,
      threadRef,
      text,
      agentName: cutText(readText(params, "sender_name") || "", 100),
      agentId,
      attachments,
      ...(structured && { structured }),
      ...readAnswered(params),
    },
  };
}

function refuse(message: string): SdkDecision {
  return { kind: "answer", status: 422, body: { error: "Invalid resource", message } };
}

/** Only addresses that a chat may show as a link. */
function toAttachment(record: Json): AgentAttachment | undefined {
  const url = readText(record, "url");
  if (url === undefined || !/^https?:\/\/[^\s<>"']{3,2000}$/i.test(url)) {
    return undefined;
  }
  return {
    url,
    type: cutText(readText(record, "type") || "", 100),
    name: cutText(readText(record, "filename") || "", 200),
  };
}

function readAnswered(params: Json | undefined): { inReplyToId?: string } {
  const inReplyToId = readId(params, "in_reply_to_id");
  return inReplyToId === undefined ? {} : { inReplyToId };
}

function decideQueueUpdate(params: Json | undefined, sentAt: string): SdkDecision {
  const threadRef = readText(params, "thread_id");
  if (threadRef === undefined) {
    return refuse("A queue update needs thread_id.");
  }
  const seconds = readNumber(params, "estimated_wait_time");
  const position = readNumber(params, "position");
  return {
    kind: "queue",
    update: {
      threadRef,
      sentAt,
      ...readAnswered(params),
      position: position === undefined ? null : position,
      estimatedWaitTime: seconds === undefined ? null : Math.max(0, Math.round(seconds * 1000)),
    },
  };
}

/** So that a Flow is not run for every tick. */
export interface QueueUpdateLimits {
  /** Tell a new position only if it moved this far, or is first. */
  minPositionChange: number;
  minIntervalMs: number;
  /** When the wait gets this long, the Flow hears of it whatever the position; 0: never. */
  longestWaitMs: number;
}

export interface ToldQueue {
  position: number | null;
  atMs: number;
  /** When the first position was told. */
  sinceMs?: number;
  /** Each handover waits anew. */
  handoverId?: string;
}

export function isQueueUpdateDue(
  update: QueueUpdate,
  told: ToldQueue | undefined,
  limits: QueueUpdateLimits,
  nowMs: number,
): boolean {
  if (told === undefined) {
    return true;
  }
  const { sinceMs = told.atMs } = told;
  const { longestWaitMs } = limits;
  // The relay knows better how long it was, and says so to the Flow.
  if (longestWaitMs > 0 && told.atMs - sinceMs < longestWaitMs && nowMs - sinceMs >= longestWaitMs) {
    return true;
  }
  if (nowMs - told.atMs < limits.minIntervalMs) {
    return false;
  }
  if (update.position === null || told.position === null) {
    return update.position !== told.position;
  }
  const moved = Math.abs(update.position - told.position);
  return moved >= limits.minPositionChange || (moved > 0 && update.position === 1);
}
