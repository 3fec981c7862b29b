/** The webhook that tells the hub what happens in Engage, as far as the API shows it. */
import type { AccountWebhook } from "../../engage/account";
import { CONSOLE_EVENT, NEEDED_EVENTS, USEFUL_EVENTS } from "../../engage/webhookEvents";
import type { Finding } from "../../report";
import { type Check, fail, pass, warn } from "../check";

/** The values of `webhook_status` are not documented: only words that can hardly mean anything good count. */
const BAD_STATUS = /disab|suspend|fail|error|invalid|refus/i;

export const webhook: Check = {
  id: "webhook",
  title: "Webhook",
  needs: ["cognigyHubUrl", "engageVerificationToken"],
  // A hub that refuses the handshake has its webhook switched off: one cause, one line.
  after: ["api", "hubHandshake"],
  async run({ account, value, engage }) {
    const place = engage("Admin", "Webhooks");
    const hubUrl = value("cognigyHubUrl");
    const found = (await account().webhooks()).filter(({ url }) => isSameUrl(url, hubUrl));
    const used = found.find(({ active }) => active) ?? found[0];
    if (used === undefined) {
      return [
        fail(
          "webhook_missing",
          "No webhook of Engage calls the hub's URL (or the token may not see it).",
          "Create it, or let `provision` do it. If there is one, compare its URL with COGNIGY_HUB_URL.",
          place,
        ),
      ];
    }
    if (!used.active) {
      return [
        fail(
          "webhook_inactive",
          "The webhook to the hub is not active. Engage switches it off when the hub refuses the handshake or fails for long.",
          "See that the hub's checks are green, then activate it again, or let `provision` do it.",
          place,
        ),
      ];
    }
    const problems = [
      ...checkRegistration(used, value("engageVerificationToken"), place),
      ...(found.length > 1 && found.every(({ active }) => active)
        ? [
            warn(
              "webhook_twice",
              `${found.length} webhooks call the hub with the same events twice.`,
              "Deactivate all but one.",
              place,
            ),
          ]
        : []),
    ];
    if (problems.length > 0) {
      return problems;
    }
    const more = used.registered_events.includes(CONSOLE_EVENT) ? "" : `; ${CONSOLE_EVENT} can be added in the console`;
    return [
      pass(
        "webhook",
        `The webhook is active and has the hub's events${more}. Its secret and its filter of sources cannot be read`,
      ),
    ];
  },
};

function checkRegistration(webhook: AccountWebhook, verificationToken: string, place: string): Finding[] {
  const lacking = (events: readonly string[]) => events.filter((name) => !webhook.registered_events.includes(name));
  const needed = lacking(NEEDED_EVENTS);
  const useful = lacking(USEFUL_EVENTS);
  return [
    ...(needed.length > 0
      ? [
          fail(
            "webhook_events_missing",
            `The webhook lacks ${needed.join(", ")}: handovers would not begin or not end.`,
            "Tick these events, or let `provision` do it.",
            place,
          ),
        ]
      : []),
    ...(needed.length === 0 && useful.length > 0
      ? [
          warn(
            "webhook_events_few",
            `The webhook lacks ${useful.join(", ")}: the Flow may not hear of queue and agent.`,
            "Tick these events, or let `provision` do it. Leave them if sendQueueEvent and sendActiveEvent stay off.",
            place,
          ),
        ]
      : []),
    ...(webhook.verify_token !== null && webhook.verify_token !== verificationToken
      ? [
          fail(
            "webhook_token_differs",
            "The verification token of the webhook is not ENGAGE_VERIFICATION_TOKEN.",
            "Enter the same value in both, or let `provision` do it.",
            place,
          ),
        ]
      : []),
    ...(webhook.staging_use
      ? [
          fail(
            "webhook_staging",
            "The webhook delivers events of the staging environment only.",
            "Switch Staging off.",
            place,
          ),
        ]
      : []),
    ...(BAD_STATUS.test(webhook.webhook_status ?? "")
      ? [
          warn(
            "webhook_status",
            `Engage reports the webhook as "${webhook.webhook_status}".`,
            "See that the hub's checks are green, then save the webhook again.",
            place,
          ),
        ]
      : []),
  ];
}

export function isSameUrl(one: string | null, other: string): boolean {
  return one?.replace(/\/+$/, "") === other.replace(/\/+$/, "");
}
