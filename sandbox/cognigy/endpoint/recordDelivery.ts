/** Keeps a record of a notify or inject call while an Endpoint deals with it. */
import type { Platform } from "../Platform";
import type { RequestView } from "../transformer/bridge";
import type { EndpointDelivery } from "./EndpointDelivery";
import { HttpAnswer } from "./HttpAnswer";

/** The answer to give, so that it is recorded. */
export function recordDelivery(
  platform: Platform,
  kind: EndpointDelivery["kind"],
  endpoint: string,
  { url, headers, body }: RequestView,
  answer: HttpAnswer,
): HttpAnswer {
  const started = performance.now();
  const delivery: EndpointDelivery = { kind, endpoint, path: url, headers, body, startedAt: platform.now() };
  platform.deliveries.push(delivery);
  platform.changed();
  return new HttpAnswer((status, answerHeaders, text) => {
    delivery.status = status;
    delivery.responseText = text;
    delivery.ms = performance.now() - started;
    platform.changed();
    answer.send({ status, headers: answerHeaders, body: text });
  });
}
