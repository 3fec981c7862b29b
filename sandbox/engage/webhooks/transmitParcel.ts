/** One POST of a parcel of events to its webhook, recorded; anything but exactly 200 is a failure. */
import type { Webhook } from "../domain/records";
import type { LoopbackHttp } from "../outbound/LoopbackHttp";
import type { Delivery } from "./Delivery";
import { secretHeader } from "./secretHeader";
import type { WebhookConduct } from "./WebhookConduct";
import type { WebhookEnvelope } from "./WebhookEvent";

export interface Parcel {
  webhook: Webhook;
  envelope: WebhookEnvelope;
  /** A repetition has the same bytes. */
  body: string;
  attempt: number;
}

export interface Transmission {
  http: LoopbackHttp;
  conduct: WebhookConduct;
  deliveries: Delivery[];
  changed: () => void;
  isCurrent: () => boolean;
  timeoutMs: number;
  now: () => number;
}

/** Returns why it failed, if it did. */
export async function transmitParcel(
  parcel: Parcel,
  isDuplicate: boolean,
  { http, conduct, deliveries, changed, isCurrent, timeoutMs, now }: Transmission,
): Promise<string | undefined> {
  const { webhook, envelope, attempt, body } = parcel;
  const { url } = webhook;
  const about = { webhookId: webhook.id, url, attempt, requestId: envelope.id, isDuplicate };
  const open = { status: undefined, responseText: undefined, failure: undefined, ms: undefined };
  const started = performance.now();
  const startedAt = now();
  const headers = { "content-type": "application/json", ...secretHeader(webhook, conduct.wrongSecret) };
  const delivery: Delivery = { ...about, startedAt, headers, events: envelope.events, ...open };
  deliveries.push(delivery);
  changed();
  try {
    if (conduct.delayMs > 0) {
      await http.pause(conduct.delayMs);
      if (!isCurrent()) {
        throw new Error("the webhook is gone");
      }
    }
    const fault = conduct.fault?.({ ...about, body });
    const answer = await http.send({ method: "POST", url, headers, body, timeoutMs }, fault);
    delivery.status = answer.status;
    delivery.responseText = answer.bytes.toString();
    delivery.failure = answer.status === 200 ? undefined : `status ${answer.status} instead of 200`;
  } catch (error) {
    delivery.failure = error instanceof Error ? error.message : String(error);
  }
  delivery.ms = Math.round(performance.now() - started);
  changed();
  return delivery.failure;
}
