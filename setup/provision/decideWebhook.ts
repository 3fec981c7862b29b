/** Decides whether the webhook to the hub is to be created or corrected, and what stands in the way. */
import { isConsoleOnly, NEEDED_EVENTS, USEFUL_EVENTS } from "../engage/webhookEvents";
import type { FoundState, Plan, SecretKey, WebhookChange } from "./Plan";

const EVENTS: readonly string[] = [...NEEDED_EVENTS, ...USEFUL_EVENTS];

export function decideWebhook(state: FoundState, made: readonly SecretKey[]): Plan {
  const { hub, webhook } = state;
  if (hub === undefined) {
    return obstacle(
      "hub_unknown",
      "There is no webhook without the hub's URL.",
      "Create the hub's Endpoint in Cognigy.AI, give its URL (--cognigy-hub-url or COGNIGY_HUB_URL), and run provision again.",
    );
  }
  const changes: WebhookChange[] = [];
  const missing = EVENTS.filter((event) => !webhook?.registered_events.includes(event));
  if (webhook !== undefined) {
    if (made.includes("engageWebhookSecret")) {
      changes.push("secret");
    }
    if (made.includes("engageVerificationToken") || isOther(webhook.verify_token, state.verificationToken)) {
      changes.push("verify_token");
    }
    if (missing.length > 0) {
      changes.push("registered_events");
    }
    if (!webhook.active) {
      changes.push("active");
    }
    if (changes.length === 0) {
      return { steps: [], obstacles: [] };
    }
  }
  // Engage asks at once, and switches off a webhook whose hub answers wrongly.
  if (!hub.isReady) {
    return obstacle(
      "hub_not_ready",
      "The hub does not answer the handshake with the verification token yet, so Engage would switch the webhook off.",
      "Fill in the hub's transformer (`write`), bring it to Cognigy.AI (`install`, or paste it), then run provision again.",
    );
  }
  if (webhook === undefined) {
    return { steps: [{ kind: "createWebhook" }], obstacles: [] };
  }
  const consoleOnly = webhook.registered_events.filter(isConsoleOnly);
  // The API refuses these names, and without them they would be lost.
  const isBlocked = changes.includes("registered_events") && consoleOnly.length > 0;
  const possible = isBlocked ? changes.filter((change) => change !== "registered_events") : changes;
  return {
    steps:
      possible.length > 0
        ? [
            {
              kind: "updateWebhook",
              id: webhook.id,
              changes: possible,
              registeredEvents: [...webhook.registered_events, ...missing],
            },
          ]
        : [],
    obstacles: isBlocked
      ? obstacle(
          "webhook_events_by_hand",
          `The webhook lacks ${missing.join(", ")}, and has ${consoleOnly.join(", ")}, which the API would take away.`,
          "Tick the events in the console: Admin > Webhooks.",
        ).obstacles
      : [],
  };
}

/** Where Engage does not tell the token there is nothing to compare. */
function isOther(found: string | null, wanted: string | undefined): boolean {
  return found !== null && wanted !== undefined && found !== wanted;
}

function obstacle(code: string, message: string, fix: string): Plan {
  return { steps: [], obstacles: [{ code, message, fix }] };
}
