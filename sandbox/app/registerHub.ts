/** What an admin enters in Engage, so that it calls the hub: the webhook, and the base URI of the Channel SDK source. */
import type { Endpoint } from "../cognigy/startCognigy";
import type { EngageStandIn } from "../engage/startEngage";

export interface HubSecrets {
  webhookSecret: string;
  verificationToken: string;
  baseUriKey: string;
}

export const WEBHOOK_EVENTS: readonly string[] = [
  "content.imported",
  "intervention.opened",
  "intervention.assigned",
  "intervention.user_updated",
  "intervention.closed",
  "intervention.canceled",
  "intervention.reopened",
  "intervention.recategorized",
  "intervention.deferred",
  "intervention.reactivated",
  "task.created",
  "task.assigned",
  "task.taken",
  "task.supervisor_assigned",
  "task.undelivered",
  "task.recategorized",
  "content.thread_closed",
];

export function registerHub({ domain, seed }: EngageStandIn, hub: Endpoint, secrets: HubSecrets): void {
  domain.addWebhook({
    url: hub.url,
    registeredEvents: [...WEBHOOK_EVENTS],
    verifyToken: secrets.verificationToken,
    secret: secrets.webhookSecret,
  });
  domain.setBaseUri(seed.sources.sdk.id, `${hub.url}?key=${secrets.baseUriKey}`);
}
