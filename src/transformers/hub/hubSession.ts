/** Sessions of the hub: seals, work sessions, and where an output of the Flow is to be sent. */

import { MAX_OFFERS, type Offer, readOffers } from "../../core/content/structuredReply";
import { type Json, readFlag, readId, readText, readTexts, toRecord } from "../../core/inbound/read";
import { fitWork, type WorkItem } from "../../core/inbound/workItem";
import { type Sealed, type SealPurpose, seal } from "../../core/seal";
import type { FlowInput } from "../platform";
import type { HubSettings } from "./hubConfig";

const WORK_PREFIX = "engage-work-";
const WORK_USER = "engage-hub";

export function isWorkSession(sessionId: string): boolean {
  return sessionId.indexOf(WORK_PREFIX) === 0;
}

/** All seals of the hub are made with the API access token. */
export function sealFor<T extends object>(
  settings: HubSettings,
  purpose: SealPurpose,
  sessionId: string,
  payload: T,
): Sealed<T> {
  return seal(settings.hmac, { purpose, secret: settings.accessToken, sessionId }, payload, Date.now(), uuid.v4());
}

/** Work for Receive Engage Events, in a session of its own, so that it never mixes with a customer's. */
export function toWorkInput(items: readonly WorkItem[], settings: HubSettings): FlowInput {
  const [first] = items;
  const about =
    first === undefined
      ? ""
      : "threadRef" in first
        ? first.threadRef
        : "threadId" in first
          ? first.threadId
          : first.sessionId;
  const sessionId = WORK_PREFIX + settings.hmac("sha256", "engage-work", about).toString("hex").slice(0, 32);
  const engageWork = sealFor(settings, "work", sessionId, { version: 1, items: fitWork(items) });
  return { userId: WORK_USER, sessionId, text: "", data: { engageWork } };
}

export interface ReplyTarget {
  /** The customer's last message. */
  contentId: string;
  isPrivate: boolean;
  capabilities: string[];
  sourceType: string;
  /** What the Flow has offered since that message. */
  offers: Offer[];
}

export async function rememberReplyTarget(userId: string, sessionId: string, target: ReplyTarget): Promise<void> {
  const storage = await getSessionStorage(userId, sessionId);
  storage.replyTarget = { ...target, offers: target.offers.slice(0, MAX_OFFERS) };
}

export async function readReplyTarget(userId: string, sessionId: string): Promise<ReplyTarget | undefined> {
  return toReplyTarget(toRecord((await getSessionStorage(userId, sessionId)).replyTarget));
}

export function toReplyTarget(record: Json | undefined): ReplyTarget | undefined {
  const contentId = readId(record, "contentId");
  return contentId === undefined
    ? undefined
    : {
        contentId,
        isPrivate: readFlag(record, "isPrivate"),
        capabilities: readTexts(record, "capabilities"),
        sourceType: readText(record, "sourceType") || "",
        offers: readOffers(record),
      };
}
