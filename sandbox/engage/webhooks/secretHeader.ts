/** The header by which an endpoint recognises Engage; the body itself is not signed. */
import type { Webhook } from "../domain/records";

/** Sent as it is with every request, the handshake included; without a secret there is no header. */
export function secretHeader(webhook: Webhook, wrong: boolean | "missing" = false): Record<string, string> {
  if (wrong === true) {
    return { "X-Dimelo-Secret": "somebody-elses-secret" };
  }
  return webhook.secret === null || wrong === "missing" ? {} : { "X-Dimelo-Secret": webhook.secret };
}
