/**
 * The hub's work for Receive Engage Events: what one HTTP request and five seconds are too little for.
 *
 * @where `input.data.engageWork`, in a work session
 * @writer hub
 * @reader Receive Engage Events
 * @secret `accessToken`
 * @purpose `work`
 * @limits 40 kB, 60 items; long texts are left out and read again by their id
 * @foreign not carried out, and logged as an error; single items of another version are reported as `unknownItem`
 */
import {
  type Json,
  readFlag,
  readId,
  readNumber,
  readRecord,
  readRecords,
  readText,
  readTexts,
  setMember,
  toRecord,
} from "../core/inbound/read";
import type { AgentAttachment } from "../core/inbound/sdkAction";
import { cutText } from "../core/text";
import { type HandoverUpdate, readUpdate } from "./handoverUpdate";
import { MEMBERS } from "./members";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";
import type { CognigySession } from "./sessionReference";

export type WorkItem =
  /** An agent's words for a bridged customer. */
  | {
      kind: "agentMessage";
      session: CognigySession;
      threadRef: string;
      id: string;
      createdAt?: string;
      handoverId?: string;
      /** `undefined`: too large to be carried, to be read by the content's id. */
      text?: string;
      contentId: string;
      agentName: string;
      agentId: string;
      attachments: AgentAttachment[];
      structured?: Json;
      /** The first one that this agent writes in the conversation, as far as is known. */
      isFirstOfAgent?: true;
    }
  | {
      kind: "queue";
      session: CognigySession;
      threadRef: string;
      id: string;
      atMs?: number;
      handoverId?: string;
      position: number | null;
      estimatedWaitTime: number | null;
    }
  /** A bridged handover's status, from a webhook: it knows Engage's thread id only. */
  | {
      kind: "bridgeUpdate";
      threadId: string;
      id: string;
      atMs?: number;
      handoverId?: string;
      interventionId?: string;
      /** The thread's categories must say that agents have it before anybody hears of this. */
      isAssumed?: true;
      update: HandoverUpdate;
    }
  /** Engage has imported the opening message of a handover. */
  | {
      kind: "imported";
      threadId: string;
      contentId: string;
      id: string;
      atMs?: number;
      handoverId?: string;
      categoryIds: string[];
    }
  /** Route `channel`, from a delivery with several events: each goes to its own session. */
  | {
      kind: "customerMessage";
      userId: string;
      sessionId: string;
      id: string;
      text?: string;
      contentId: string;
      data: Json;
      /** There are files, to be read by the content's id. */
      hasAttachment?: boolean;
    }
  | {
      kind: "channelUpdate";
      userId: string;
      sessionId: string;
      id: string;
      isAssumed?: true;
      update: HandoverUpdate;
      data: Json;
    };

const VERSION = 1;
const SESSION_PREFIX = "engage-work-";

/** Work has sessions of its own, so that it never mixes with a customer's. */
export function writeWorkSession(hash: string): string {
  return SESSION_PREFIX + hash;
}

export function isWorkSession(sessionId: string): boolean {
  return sessionId.indexOf(SESSION_PREFIX) === 0;
}

/** Cognigy takes 62 KB, and the session's own members need room. */
export const MAX_WORK_BYTES = 40 * 1024;
/** A node has 15 seconds for all of them, and each takes a request or two. */
export const MAX_WORK_ITEMS = 60;

/** As long as Engage documents payloads to be. */
const MAX_PAYLOAD = 1_000;

export function writeWork(sealing: Sealing, items: readonly WorkItem[], id: string) {
  const payload = { items: mapTexts(fitWork(items), hideBrackets), version: VERSION };
  const sealed = writeSealed(sealing, "work", "accessToken", payload, id);
  return sealed && { [MEMBERS.work]: sealed };
}

/** `items` that this version can't read are `undefined`. */
export function readWork(sealing: Sealing, data: Json): Reading<(WorkItem | undefined)[]> {
  return readSealed(sealing, "work", ["accessToken"], data[MEMBERS.work], (record) =>
    record.version === VERSION && Array.isArray(record.items)
      ? record.items.map((item) => readItem(mapTexts(item, showBrackets)))
      : undefined,
  );
}

/**
 * Cognigy's Input Sanitization may escape angle brackets in `data`, which would break the seal over an agent's words. So
 * they travel as characters of Unicode's private use area.
 */
const [HIDDEN_LESS, HIDDEN_GREATER] = ["\uE03C", "\uE03E"];

function hideBrackets(text: string): string {
  return /[<>]/.test(text) ? text.replace(/</g, HIDDEN_LESS).replace(/>/g, HIDDEN_GREATER) : text;
}

function showBrackets(text: string): string {
  return text.replace(/\uE03C/g, "<").replace(/\uE03E/g, ">");
}

/** What has nothing to map isn't copied. */
function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") {
    return map(value);
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => mapTexts(item, map));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const record = toRecord(value);
  if (record === undefined) {
    return value;
  }
  let mapped: Json | undefined;
  for (const key of Object.keys(record)) {
    const text = mapTexts(record[key], map);
    if (text !== record[key]) {
      mapped = mapped || { ...record };
      setMember(mapped, key, text);
    }
  }
  return mapped || record;
}

export function fitWork(items: readonly WorkItem[]): WorkItem[] {
  const isTooLarge = Buffer.byteLength(JSON.stringify(items)) > MAX_WORK_BYTES;
  return isTooLarge ? items.map(toSlimItem) : [...items];
}

/** Without what can be read again by its id. */
export function toSlimItem(item: WorkItem): WorkItem {
  // A structured reply's payload is in the event only.
  if (item.kind === "customerMessage" && item.data[MEMBERS.structuredReply] !== undefined) {
    const { [MEMBERS.structuredReply]: _, ...data } = item.data;
    return { ...item, text: cutText(item.text || "", MAX_PAYLOAD), data };
  }
  if (item.kind === "agentMessage" || item.kind === "customerMessage") {
    const { text: _, ...slim } = item;
    return slim;
  }
  return item;
}

type Item<Kind extends WorkItem["kind"]> = Extract<WorkItem, { kind: Kind }>;

function readItem(value: unknown): WorkItem | undefined {
  const record = toRecord(value);
  const id = readText(record, "id");
  if (record === undefined || !id) {
    return undefined;
  }
  switch (record.kind) {
    case "agentMessage":
      return readAgentMessage(record, id);
    case "queue":
      return readQueue(record, id);
    case "bridgeUpdate":
      return readBridgeUpdate(record, id);
    case "imported":
      return readImported(record, id);
    case "customerMessage":
      return readCustomerMessage(record, id);
    case "channelUpdate":
      return readChannelUpdate(record, id);
    default:
      return undefined;
  }
}

function readAgentMessage(record: Json, id: string): Item<"agentMessage"> | undefined {
  const session = readSession(record);
  const threadRef = readText(record, "threadRef");
  const contentId = readText(record, "contentId");
  if (!session || !threadRef || !contentId) {
    return undefined;
  }
  return {
    kind: "agentMessage",
    session,
    threadRef,
    id,
    contentId,
    ...optional("text", readText(record, "text")),
    ...optional("createdAt", readText(record, "createdAt")),
    ...optional("handoverId", readId(record, "handoverId")),
    agentName: readText(record, "agentName") || "",
    agentId: readText(record, "agentId") || "",
    attachments: readRecords(record, "attachments").map((file) => ({
      url: readText(file, "url") || "",
      type: readText(file, "type") || "",
      name: readText(file, "name") || "",
    })),
    ...optional("structured", readRecord(record, "structured")),
    ...(readFlag(record, "isFirstOfAgent") && { isFirstOfAgent: true }),
  };
}

function readQueue(record: Json, id: string): Item<"queue"> | undefined {
  const session = readSession(record);
  const threadRef = readText(record, "threadRef");
  if (!session || !threadRef) {
    return undefined;
  }
  const { position = null, estimatedWaitTime = null } = {
    ...optional("position", readNumber(record, "position")),
    ...optional("estimatedWaitTime", readNumber(record, "estimatedWaitTime")),
  };
  return { kind: "queue", session, threadRef, id, ...readCircumstances(record), position, estimatedWaitTime };
}

function readBridgeUpdate(record: Json, id: string): Item<"bridgeUpdate"> | undefined {
  const threadId = readText(record, "threadId");
  const update = readUpdate(readRecord(record, "update"));
  if (!threadId || !update) {
    return undefined;
  }
  const interventionId = optional("interventionId", readId(record, "interventionId"));
  return {
    kind: "bridgeUpdate",
    threadId,
    id,
    ...readCircumstances(record),
    ...interventionId,
    ...readAssumed(record),
    update,
  };
}

function readImported(record: Json, id: string): Item<"imported"> | undefined {
  const threadId = readText(record, "threadId");
  const contentId = readText(record, "contentId");
  if (!threadId || !contentId) {
    return undefined;
  }
  const categoryIds = readTexts(record, "categoryIds");
  return { kind: "imported", threadId, contentId, id, ...readCircumstances(record), categoryIds };
}

function readCustomerMessage(record: Json, id: string): Item<"customerMessage"> | undefined {
  const [userId, sessionId] = [readText(record, "userId"), readText(record, "sessionId")];
  const contentId = readText(record, "contentId");
  if (!userId || !sessionId || !contentId) {
    return undefined;
  }
  return {
    kind: "customerMessage",
    userId,
    sessionId,
    id,
    contentId,
    ...optional("text", readText(record, "text")),
    data: readRecord(record, "data") || {},
    ...(readFlag(record, "hasAttachment") && { hasAttachment: true }),
  };
}

function readChannelUpdate(record: Json, id: string): Item<"channelUpdate"> | undefined {
  const [userId, sessionId] = [readText(record, "userId"), readText(record, "sessionId")];
  const update = readUpdate(readRecord(record, "update"));
  if (!userId || !sessionId || !update) {
    return undefined;
  }
  const data = readRecord(record, "data") || {};
  return { kind: "channelUpdate", userId, sessionId, id, ...readAssumed(record), update, data };
}

function readAssumed(record: Json): { isAssumed?: true } {
  return readFlag(record, "isAssumed") ? { isAssumed: true } : {};
}

function readSession(record: Json): CognigySession | undefined {
  const session = readRecord(record, "session");
  const [userId, sessionId, URLToken] = ["userId", "sessionId", "URLToken"].map((key) => readText(session, key));
  return userId !== undefined && sessionId !== undefined && URLToken !== undefined
    ? { userId, sessionId, URLToken }
    : undefined;
}

function readCircumstances(record: Json): { atMs?: number; handoverId?: string } {
  return {
    ...optional("atMs", readNumber(record, "atMs")),
    ...optional("handoverId", readId(record, "handoverId")),
  };
}

function optional<K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } {
  const entry: { [key in K]?: T } = {};
  if (value !== undefined) {
    entry[key] = value;
  }
  return entry;
}
