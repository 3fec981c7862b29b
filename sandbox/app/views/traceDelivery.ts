/** Calls from Engage to the hub, and from the Extension to Endpoints. */
import type { EndpointDelivery } from "../../cognigy/startCognigy";
import type { Delivery, Handshake, SdkCall } from "../../engage/startEngage";
import { parseBody, type TracedCall, toHeaders } from "./TracedCall";

export function traceWebhook(delivery: Delivery): TracedCall {
  const { events, isDuplicate, attempt, failure, responseText } = delivery;
  return {
    record: delivery,
    view: {
      ...fromEngage("Webhook", "POST", delivery),
      summary: summarize(events.map(({ type }) => type)),
      marks: [...(isDuplicate ? ["duplicate"] : []), ...attemptMark(attempt)],
    },
    detail: () => ({
      request: { headers: delivery.headers, body: { id: delivery.requestId, events } },
      ...(responseText !== undefined && { response: { body: parseBody(responseText) ?? "" } }),
      ...(failure !== undefined && { failure }),
    }),
  };
}

export function traceHandshake(handshake: Handshake): TracedCall {
  const { challenge, status, failure } = handshake;
  return {
    record: handshake,
    view: { ...fromEngage("Webhook", "GET", handshake), summary: "verification of the webhook", marks: [] },
    detail: () => ({
      request: { headers: {}, body: null },
      ...(status !== undefined && failure === undefined && { response: { body: challenge } }),
      ...(failure !== undefined && { failure }),
    }),
  };
}

export function traceSdkCall(call: SdkCall): TracedCall {
  const { action, attempt, signature, rawBody, status, responseBody, failure } = call;
  return {
    record: call,
    view: { ...fromEngage("Channel SDK", "POST", call), summary: action, marks: attemptMark(attempt) },
    detail: () => ({
      request: {
        headers: {
          "content-type": "application/json",
          ...(signature !== undefined && { "x-smccsdk-signature": signature }),
        },
        body: parseBody(rawBody),
      },
      ...(status !== undefined && { response: { body: responseBody } }),
      ...(failure !== undefined && { failure }),
    }),
  };
}

export function traceEndpointDelivery(delivery: EndpointDelivery): TracedCall {
  const { kind, endpoint, path, headers, body, startedAt, status, responseText, ms } = delivery;
  return {
    record: delivery,
    view: {
      at: startedAt,
      from: "Extension",
      to: endpoint === "webchat" ? "Webchat" : "Hub",
      kind,
      method: "POST",
      path,
      summary: describeDelivery(body),
      ...(status !== undefined && { status, ms: Math.round(ms ?? 0) }),
      marks: [],
    },
    detail: () => ({
      request: { headers: toHeaders(headers), body },
      ...(responseText !== undefined && { response: { body: parseBody(responseText) ?? "" } }),
    }),
  };
}

function fromEngage(
  kind: "Webhook" | "Channel SDK",
  method: string,
  { url, startedAt, status, ms }: Pick<Delivery, "url" | "startedAt" | "status" | "ms">,
): Pick<TracedCall["view"], "at" | "from" | "to" | "kind" | "method" | "path" | "status" | "ms"> {
  const { pathname, search } = new URL(url);
  const end = ms === undefined ? {} : { status: status ?? 0, ms };
  return { at: startedAt, from: "Engage", to: "Hub", kind, method, path: `${pathname}${search}`, ...end };
}

function attemptMark(attempt: number): string[] {
  return attempt > 1 ? [`attempt ${attempt}`] : [];
}

/** "content.imported, 2 × task.assigned". */
function summarize(types: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => (count === 1 ? type : `${count} × ${type}`)).join(", ");
}

function describeDelivery(body: unknown): string {
  if (typeof body !== "object" || body === null) {
    return "";
  }
  const text = "text" in body && typeof body.text === "string" ? body.text : "";
  if (text !== "") {
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
  }
  const data = "data" in body && typeof body.data === "object" && body.data !== null ? body.data : {};
  const handover =
    "handover" in data && typeof data.handover === "object" && data.handover !== null ? data.handover : {};
  return "status" in handover ? `handover: ${String(handover.status)}` : Object.keys(data).join(", ");
}
