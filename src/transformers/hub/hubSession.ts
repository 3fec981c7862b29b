/** Sessions of the hub: what it seals with, work sessions, and where an output of the Flow is to be sent. */

import { toRecord } from "../../core/inbound/read";
import { type ReplyTarget, readReplyTarget, writeReplyTarget } from "../../protocol/replyTarget";
import type { Sealing } from "../../protocol/sealing";
import { type WorkItem, writeWork, writeWorkSession } from "../../protocol/work";
import type { FlowInput } from "../platform";
import type { HubSettings } from "./hubConfig";

const WORK_USER = "engage-hub";

/** The hub seals with the API access token. */
export function sealingOf({ hmac, accessToken }: HubSettings, sessionId: string): Sealing {
  return { hmac, accessToken, sessionId, nowMs: Date.now() };
}

/** Work for Receive Engage Events; `about` is the conversation, so that each has a session. */
export function toWorkInput(items: readonly WorkItem[], about: string, settings: HubSettings): FlowInput {
  const sessionId = writeWorkSession(settings.hmac("sha256", "engage-hub", about).toString("hex").slice(0, 32));
  const data = { ...writeWork(sealingOf(settings, sessionId), items, uuid.v4()) };
  return { userId: WORK_USER, sessionId, text: "", data };
}

export async function rememberReplyTarget(userId: string, sessionId: string, target: ReplyTarget): Promise<void> {
  const storage = await getSessionStorage(userId, sessionId);
  const known = readReplyTarget(toRecord(storage.replyTarget));
  // A message that arrives late isn't the customer's last one.
  if (known === undefined || target.atMs === 0 || target.atMs >= known.atMs) {
    storage.replyTarget = writeReplyTarget(target);
  }
}

export async function openReplyTarget(userId: string, sessionId: string): Promise<ReplyTarget | undefined> {
  return readReplyTarget(toRecord((await getSessionStorage(userId, sessionId)).replyTarget));
}
