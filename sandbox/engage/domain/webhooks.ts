/** Webhook registrations, made in the console or through the API: what is accepted, and when the endpoint must prove itself. */
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import type { Webhook } from "./records";
import { requireLoopback } from "./requireLoopback";
import { CONSOLE_WEBHOOK_EVENTS, WEBHOOK_EVENTS } from "./webhookEvents";

export interface WebhookChange {
  url?: string | undefined;
  name?: string | undefined;
  active?: boolean | undefined;
  stagingUse?: boolean | undefined;
  registeredEvents?: string[] | undefined;
  verifyToken?: string | undefined;
  secret?: string | undefined;
  /** The console's filter "none except"; null takes it away. */
  sourceIds?: string[] | null | undefined;
}

export interface WebhookRegistration extends WebhookChange {
  url: string;
  registeredEvents: string[];
  /** Default: the account's first token. */
  token?: string | undefined;
}

export function addWebhook(state: DomainState, given: WebhookRegistration): Webhook {
  const token = given.token ?? [...state.tokens.keys()][0] ?? "";
  const webhook: Webhook = {
    id: state.newId("webhook"),
    url: "",
    name: "",
    active: false,
    staging_use: false,
    registered_events: [],
    verify_token: null,
    secret: null,
    webhook_status: "disabled",
    token,
    source_ids: null,
    ...state.timestamps(),
  };
  const change = { ...given, active: given.active ?? true, name: given.name ?? `${hostOf(given.url)} - ${token}` };
  check(state, webhook, change);
  state.webhooks.set(webhook.id, webhook);
  return updateWebhook(state, webhook, change);
}

export function updateWebhook(state: DomainState, webhook: Webhook, change: WebhookChange): Webhook {
  check(state, webhook, change);
  const before = { ...webhook };
  webhook.url = change.url ?? webhook.url;
  webhook.name = change.name ?? webhook.name;
  webhook.active = change.active ?? webhook.active;
  webhook.staging_use = change.stagingUse ?? webhook.staging_use;
  webhook.registered_events = change.registeredEvents ?? webhook.registered_events;
  webhook.verify_token = change.verifyToken ?? webhook.verify_token;
  webhook.secret = change.secret ?? webhook.secret;
  webhook.source_ids = change.sourceIds === undefined ? webhook.source_ids : change.sourceIds;
  webhook.updated_at = state.timestamp();
  const isDue =
    !before.active ||
    before.secret !== webhook.secret ||
    // Not listed among the reasons, but a new address has proved nothing yet.
    before.url !== webhook.url;
  // Inactive webhooks are not validated.
  if (webhook.active && isDue) {
    webhook.webhook_status = "validating";
    state.outbound.webhookSaved(webhook);
  }
  return webhook;
}

/** An administrator must activate it again. */
export function disableWebhook(state: DomainState, webhook: Webhook): void {
  webhook.active = false;
  webhook.webhook_status = "disabled";
  announceWebhook(state, "disabled", webhook);
}

/** Names of the journal; no webhook tells about webhooks. */
export function announceWebhook(state: DomainState, action: "disabled" | "restored", webhook: Webhook): void {
  state.emit({
    type: `webhook.${action}`,
    resourceType: "webhook",
    resourceId: webhook.id,
    metadata: { webhook_id: webhook.id },
    journalOnly: true,
  });
}

function check(state: DomainState, webhook: Webhook, change: WebhookChange): void {
  if (change.url !== undefined) {
    const isTaken = [...state.webhooks.values()].some(
      (one) => one !== webhook && one.url === change.url && one.token === webhook.token,
    );
    if (isTaken) {
      throw new EngageRefusal("invalid", "Validation failed: url is already taken");
    }
    requireLoopback(change.url);
  }
  if (change.registeredEvents?.length === 0) {
    throw new EngageRefusal("invalid", "Validation failed: registered events can't be blank");
  }
  const known = [...WEBHOOK_EVENTS, ...CONSOLE_WEBHOOK_EVENTS];
  const unknown = change.registeredEvents?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new EngageRefusal("invalid", `Validation failed: registered event ${unknown} is not included in the list`);
  }
  // ASCII, shorter than 256 characters.
  if (change.secret !== undefined && !/^[\x20-\x7e]{1,255}$/.test(change.secret)) {
    throw new EngageRefusal("invalid", "Validation failed: secret is invalid");
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
