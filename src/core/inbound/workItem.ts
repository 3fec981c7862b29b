/** The hub's work for Receive Engage Events: what one HTTP request and five seconds are too little for. */
import type { CognigySession } from "../sessionReference";
import { cutText } from "../text";
import type { HandoverUpdate } from "./handoverUpdate";
import type { Json } from "./read";
import type { AgentAttachment } from "./sdkAction";

export type WorkItem =
  /** An agent's words for a bridged customer. */
  | {
      kind: "agentMessage";
      session: CognigySession;
      threadRef: string;
      id: string;
      createdAt?: string;
      /** `undefined`: too large to be carried, to be read by the content's id. */
      text?: string;
      contentId: string;
      agentName: string;
      agentId: string;
      attachments: AgentAttachment[];
      structured?: Json;
    }
  | {
      kind: "queue";
      session: CognigySession;
      threadRef: string;
      id: string;
      position: number | null;
      estimatedWaitTime: number | null;
    }
  /** A bridged handover's status, from a webhook: it knows Engage's thread id only. */
  | { kind: "bridgeUpdate"; threadId: string; id: string; atMs?: number; update: HandoverUpdate }
  /** Engage has imported the opening message of a handover. */
  | { kind: "imported"; threadId: string; contentId: string; id: string; categoryIds: string[] }
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
  | { kind: "channelUpdate"; userId: string; sessionId: string; id: string; update: HandoverUpdate; data: Json };

/** Context data of an opening message: categories that the conversation is to get, where they are not the usual ones. */
export const HANDOVER_CATEGORIES_KEY = "handover-categories";

/** Cognigy takes 62 KB, and the session's own members need room. */
export const MAX_WORK_BYTES = 40 * 1024;

/** As long as Engage documents payloads to be. */
const MAX_PAYLOAD = 1_000;

/** Without what can be fetched again by its id. */
export function toSlimItem(item: WorkItem): WorkItem {
  // A structured reply's payload is in the event only.
  if (item.kind === "customerMessage" && item.data.structuredReply !== undefined) {
    const { structuredReply: _, ...data } = item.data;
    return { ...item, text: cutText(item.text || "", MAX_PAYLOAD), data };
  }
  if (item.kind === "agentMessage" || item.kind === "customerMessage") {
    const { text: _, ...slim } = item;
    return slim;
  }
  return item;
}

export function fitWork(items: readonly WorkItem[]): WorkItem[] {
  const isTooLarge = Buffer.byteLength(JSON.stringify(items)) > MAX_WORK_BYTES;
  return isTooLarge ? items.map(toSlimItem) : [...items];
}
