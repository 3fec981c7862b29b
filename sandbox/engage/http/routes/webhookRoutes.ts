/** REST: webhook registrations. */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find, hasRight } from "../../domain/find";
import type { Webhook } from "../../domain/records";
import { WEBHOOK_EVENTS } from "../../domain/webhookEvents";
import { addWebhook, updateWebhook, type WebhookChange } from "../../domain/webhooks";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";
import { webhookView } from "../views";

export const webhookRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/webhooks",
    operation: "getAllWebhooks",
    handle(call) {
      const found = [...call.domain.webhooks.values()].filter((webhook) => isOwn(call, webhook));
      return toPage(call, found, (webhook) => webhookView(call.domain, webhook));
    },
  },
  {
    method: "GET",
    path: "/webhooks/:webhookId",
    operation: "getWebhook",
    handle: (call) => webhookView(call.domain, readWebhook(call)),
  },
  {
    method: "POST",
    path: "/webhooks",
    operation: "createWebhook",
    handle(call) {
      const { parameters, domain, token } = call;
      const webhook = addWebhook(domain, {
        ...readChange(call),
        url: parameters.text("url") ?? "",
        registeredEvents: readEvents(call) ?? [],
        token,
      });
      return webhookView(domain, webhook);
    },
  },
  {
    method: "PUT",
    path: "/webhooks/:webhookId",
    operation: "updateWebhook",
    handle(call) {
      return webhookView(call.domain, updateWebhook(call.domain, readWebhook(call), readChange(call)));
    },
  },
  {
    method: "DELETE",
    path: "/webhooks/:webhookId",
    operation: "deleteWebhook",
    handle(call) {
      const webhook = readWebhook(call);
      call.domain.webhooks.delete(webhook.id);
      return webhookView(call.domain, webhook);
    },
  },
];

function isOwn(call: Call, webhook: Webhook): boolean {
  return hasRight(call.user, "manage_api_access_tokens") || webhook.token === call.token;
}

function readWebhook(call: Call): Webhook {
  const webhook = find(call.domain.webhooks, call.pathId("webhookId"));
  if (!isOwn(call, webhook)) {
    throw new EngageRefusal("unknown", "Record not found");
  }
  return webhook;
}

/** Names that the API does not know are refused, `content.thread_closed` among them. */
function readEvents(call: Call): string[] | undefined {
  const events = call.parameters.list("registered_events");
  const unknown = events?.find((name) => !WEBHOOK_EVENTS.includes(name));
  if (unknown !== undefined) {
    throw new EngageRefusal("invalid", `Validation failed: registered event ${unknown} is not included in the list`);
  }
  return events;
}

function readChange(call: Call): WebhookChange {
  const { parameters } = call;
  return {
    url: parameters.text("url"),
    name: parameters.text("name"),
    active: parameters.flag("active"),
    stagingUse: parameters.flag("staging_use"),
    registeredEvents: readEvents(call),
    verifyToken: parameters.text("verify_token"),
    secret: parameters.text("secret"),
  };
}
