/** Whether an event goes to a webhook: active, registered for its type, and not filtered by its source. */
import type { DomainEvent } from "../domain/DomainEvent";
import type { Webhook } from "../domain/records";

export function isWanted(webhook: Webhook, event: DomainEvent): boolean {
  // A staging webhook gets the events of a staging account, which this is not.
  if (!webhook.active || webhook.staging_use || !webhook.registered_events.includes(event.type)) {
    return false;
  }
  const sourceId = event.metadata.source_id;
  // What belongs to no source cannot be filtered by one.
  return webhook.source_ids === null || typeof sourceId !== "string" || webhook.source_ids.includes(sourceId);
}
