/** Calls to Engage's REST API and realtime endpoint, by nodes of the Extension or by transformers. */
import type { OutgoingCall } from "../../cognigy/startCognigy";
import type { Exchange } from "../../engage/startEngage";
import { parseBody, type TracedCall, toHeaders } from "./TracedCall";

/** `call`: of the transformer that sent it; without one it was a node. */
export function traceExchange(exchange: Exchange, call: OutgoingCall | undefined): TracedCall {
  const { method, path, query, startedAt, endedAt, status, fault } = exchange;
  const isRealtime = path.startsWith("/realtime/");
  const search = query.length === 0 ? "" : `?${query.map(([name, value]) => `${name}=${value}`).join("&")}`;
  return {
    record: call ?? exchange,
    view: {
      at: call?.startedAt ?? startedAt,
      from: call ? transformerName(call) : "Extension",
      to: "Engage",
      kind: isRealtime ? "Realtime" : "REST",
      method,
      path: `${path}${search}`,
      summary: isRealtime ? readAction(exchange.body) : describeOperation(exchange),
      ...(endedAt !== undefined && { status, ms: endedAt - startedAt }),
      marks: fault === undefined ? [] : [`fault: ${fault}`],
    },
    detail: () => ({
      request: { headers: toHeaders(exchange.headers), body: exchange.body ?? null },
      ...(status !== 0 && { response: { body: exchange.responseBody ?? exchange.responseText } }),
      ...(status === 0 && endedAt !== undefined && { failure: call?.error ?? "The connection was reset." }),
    }),
  };
}

/** A request of a transformer that never got to Engage. */
export function traceLostCall(call: OutgoingCall): TracedCall {
  const url = new URL(call.url);
  const isRealtime = url.pathname.startsWith("/realtime/");
  const isOver = call.error !== undefined || call.status !== undefined;
  return {
    record: call,
    view: {
      at: call.startedAt,
      from: transformerName(call),
      to: "Engage",
      kind: isRealtime ? "Realtime" : "REST",
      method: call.method,
      path: `${url.pathname}${url.search}`,
      summary: isRealtime ? readAction(call.body) : url.pathname.replace(/^\/1\.0\//, ""),
      ...(isOver && { status: call.status ?? 0, ms: Math.round(call.ms) }),
      marks: [],
    },
    detail: () => ({
      request: { headers: call.headers, body: call.body ?? null },
      ...(call.responseText !== undefined && { response: { body: parseBody(call.responseText) } }),
      ...(call.error !== undefined && { failure: call.error }),
    }),
  };
}

function transformerName({ endpoint }: OutgoingCall): "Hub" | "Relay" {
  return endpoint === "hub" ? "Hub" : "Relay";
}

/** "getAllThreads" reads "get all threads". */
function describeOperation({ operation, path }: Exchange): string {
  if (operation === undefined) {
    return path.replace(/^\/1\.0\//, "");
  }
  return operation.replace(/([a-z])([A-Z])/g, (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}

function readAction(body: unknown): string {
  return typeof body === "object" && body !== null && "action" in body ? String(body.action) : "";
}
