/**
 * Which conversation in Engage an input belongs to, on route `channel`.
 *
 * @where `input.data.engage`
 * @writer hub
 * @reader nodes
 * @secret `accessToken`
 * @purpose `engage`
 * @limits ids up to 128 characters; sealed for the customer's session, valid for 5 minutes
 * @foreign treated as absent, and logged as ignored
 */
import { type Json, readFlag, readId, readTexts } from "../core/inbound/read";
import { MEMBERS } from "./members";
import { type Reading, readSealed, type Sealing, writeSealed } from "./sealing";

export interface EngageClaim {
  threadId: string;
  contentId?: string;
  identityId?: string;
  sourceId?: string;
  interventionId?: string;
  sourceType?: string;
  /** Of the customer's message, such as `whats_app/message`. */
  resourceType?: string;
  private: boolean;
  /** The structured types that the customer's channel shows, as the hub found them. */
  structuredContent?: string[];
}

/** `claim` holds more than nodes read: the Flow sees all of it. */
export function writeEngageClaim(sealing: Sealing, claim: Json, id: string) {
  const sealed = writeSealed(sealing, "engage", "accessToken", claim, id);
  return sealed && { [MEMBERS.engageClaim]: sealed };
}

export function readEngageClaim(sealing: Sealing, data: Json): Reading<EngageClaim> {
  return readSealed(sealing, "engage", ["accessToken"], data[MEMBERS.engageClaim], parse);
}

function parse(record: Json): EngageClaim | undefined {
  const threadId = readId(record, "threadId");
  if (threadId === undefined) {
    return undefined;
  }
  const claim: EngageClaim = { threadId, private: readFlag(record, "private") };
  for (const key of ["contentId", "identityId", "sourceId", "interventionId"] as const) {
    const id = readId(record, key);
    if (id !== undefined) {
      claim[key] = id;
    }
  }
  for (const key of ["sourceType", "resourceType"] as const) {
    const text = record[key];
    if (typeof text === "string" && text !== "") {
      claim[key] = text;
    }
  }
  if (Array.isArray(record.structuredContent)) {
    claim.structuredContent = readTexts(record, "structuredContent");
  }
  return claim;
}
