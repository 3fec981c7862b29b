/** One event as webhooks carry it, and the envelope around one or several. */
import type { DomainEvent } from "../domain/DomainEvent";

export interface WebhookEvent {
  type: string;
  id: string;
  issued_at: string;
  /** Absent when no agent acted, and always on `task.recategorized`. */
  user_id?: string;
  /** `task.completed` only. */
  action?: string;
  resource: { type: string; id: string; metadata: Record<string, unknown> };
}

export interface WebhookEnvelope {
  /** Request id: the same when the request is sent again. */
  id: string;
  domain_id: string;
  events: WebhookEvent[];
}

export const DOMAIN_ID = "66a000000000000000000001";

export function toWebhookEvent(event: DomainEvent): WebhookEvent {
  return {
    type: event.type,
    id: event.id,
    issued_at: new Date(event.at).toISOString(),
    ...(event.userId === undefined ? {} : { user_id: event.userId }),
    ...(event.action === undefined ? {} : { action: event.action }),
    resource: { type: event.resourceType, id: event.resourceId, metadata: event.metadata },
  };
}
