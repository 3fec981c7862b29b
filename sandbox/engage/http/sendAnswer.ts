/** Sends an answer, or spoils it the way an injected fault says. */
import type { ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Answer } from "./Answer";
import type { Exchange } from "./Exchange";
import type { Fault } from "./Faults";

const JSON_TYPE = "application/json; charset=utf-8";

export function sendAnswer(reply: FastifyReply, exchange: Exchange, answer: Answer, endedAt: number): FastifyReply {
  const payload = answer.raw?.bytes ?? JSON.stringify(answer.body);
  note(exchange, answer.status, payload, endedAt);
  exchange.responseBody = answer.raw === undefined ? structuredClone(answer.body) : exchange.responseText;
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .type(answer.raw?.contentType ?? JSON_TYPE)
    .send(typeof payload === "string" ? payload : Buffer.from(payload));
}

function note(exchange: Exchange, status: number, payload: Uint8Array | string, endedAt: number): void {
  exchange.status = status;
  exchange.responseText = typeof payload === "string" ? payload : `${payload.length} bytes`;
  exchange.endedAt = endedAt;
}

/** Whether the request is carried out although the caller never sees the true answer. */
export function isCarriedOut(fault: Fault): boolean {
  return fault.kind === "delay" || fault.kind === "truncated" || ("after" in fault && fault.after === "after");
}

export function spoilAnswer(
  reply: FastifyReply,
  exchange: Exchange,
  fault: Exclude<Fault, { kind: "delay" }>,
  answer: Answer | undefined,
  endedAt: number,
): FastifyReply {
  switch (fault.kind) {
    case "status": {
      const text = typeof fault.body === "string" ? { bytes: fault.body, contentType: "text/html" } : undefined;
      return sendAnswer(
        reply,
        exchange,
        {
          status: fault.status,
          body: fault.body ?? { error: "injected", message: "Injected fault", status: fault.status },
          headers: fault.headers ?? {},
          ...(text === undefined ? {} : { raw: text }),
        },
        endedAt,
      );
    }
    case "garbage":
      return sendAnswer(
        reply,
        exchange,
        { status: 200, body: undefined, raw: { bytes: fault.body, contentType: fault.contentType ?? "text/html" } },
        endedAt,
      );
    case "hang":
      reply.hijack();
      return reply;
    case "reset":
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      exchange.endedAt = endedAt;
      return reply;
    case "truncated":
      reply.hijack();
      truncate(reply.raw, JSON.stringify(answer?.body ?? {}));
      exchange.status = answer?.status ?? 200;
      exchange.endedAt = endedAt;
      return reply;
    case "huge":
      reply.hijack();
      exchange.status = 200;
      exchange.endedAt = endedAt;
      reply.raw.writeHead(200, { "content-type": JSON_TYPE });
      // A caller that stops reading is the point of this fault, so its broken stream is no error.
      pipeline(Readable.from(hugeJson(fault.bytes)), reply.raw, () => {});
      return reply;
  }
}

function truncate(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": JSON_TYPE, "content-length": Buffer.byteLength(text) + 64 });
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.socket?.destroy());
}

/** A JSON string of the wanted size, in chunks, as fast as the reader takes them. */
function* hugeJson(bytes: number): Generator<string> {
  const chunk = "x".repeat(65_536);
  yield '{"records":"';
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    yield chunk.slice(0, Math.min(chunk.length, bytes - sent));
  }
  yield '"}';
}
