/** Webhook events of Engage, parsed: ids, time and the members of the metadata that decisions are made on. */
import { type Json, readId, readRecord, readRecords, readText, readTexts, toRecord } from "./read";

export interface EngageEvent {
  id: string;
  type: string;
  /** When it happened at Engage's side: delivery has no order. 0 when it is not told. */
  issuedAtMs: number;
  /** The Engage user who did it, if one did. */
  userId: string | undefined;
  resourceId: string | undefined;
  resourceType: string;
  threadId: string | undefined;
  sourceId: string | undefined;
  identityId: string | undefined;
  interventionId: string | undefined;
  /** `undefined` where the kind of event does not tell categories. */
  categoryIds: string[] | undefined;
  metadata: Json;
}

/** The events of one delivery. One that cannot be read is told apart from one that is not for us. */
export function parseEvents(body: unknown): { events: EngageEvent[]; unreadable: number } {
  const records = readRecords(toRecord(body), "events");
  const events = records.map(parseEvent).filter((event): event is EngageEvent => event !== undefined);
  return { events, unreadable: records.length - events.length };
}

function parseEvent(record: Json): EngageEvent | undefined {
  const id = readId(record, "id");
  const type = readText(record, "type");
  const resource = readRecord(record, "resource");
  const metadata = readRecord(resource, "metadata");
  if (id === undefined || type === undefined || resource === undefined || metadata === undefined) {
    return undefined;
  }
  const isContent = type.indexOf("content.") === 0;
  const isIntervention = type.indexOf("intervention.") === 0;
  const resourceId = readId(resource, "id");
  return {
    id,
    type,
    issuedAtMs: Date.parse(readText(record, "issued_at") || "") || 0,
    userId: readId(record, "user_id"),
    resourceId,
    resourceType: readText(resource, "type") || "",
    threadId: readId(metadata, "thread_id"),
    sourceId: readId(metadata, "source_id"),
    identityId: isContent ? readId(metadata, "author_id") : readId(metadata, "identity_id"),
    interventionId: isIntervention ? resourceId : readId(metadata, "intervention_id"),
    categoryIds: isContent || isIntervention ? readTexts(metadata, "category_ids") : undefined,
    metadata,
  };
}
