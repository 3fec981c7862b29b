/** The HTTP side of the stand-in: records every request, injects faults, throttles, authenticates, answers. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { EngageDomain } from "../domain/EngageDomain";
import { find } from "../domain/find";
import type { Attachment } from "../domain/records";
import type { EngageOptions } from "../EngageOptions";
import { RealtimeError } from "../realtime/RealtimeError";
import { receiveRealtime } from "../realtime/receiveRealtime";
import { SdkInbox } from "../realtime/SdkInbox";
import { type Answer, errorAnswer, toErrorAnswer } from "./Answer";
import { authenticate } from "./authenticate";
import { Call } from "./Call";
import type { EngageRoute } from "./EngageRoute";
import type { Exchange } from "./Exchange";
import { FaultQueue } from "./Faults";
import { Parameters } from "./Parameters";
import { type RequestBody, readBody } from "./readBody";
import { allRoutes } from "./routes/allRoutes";
import { isCarriedOut, sendAnswer, spoilAnswer } from "./sendAnswer";
import { Throttle } from "./Throttle";

const API_PREFIX = "/1.0";
/** Above the realtime limit of 20 MiB, so that the documented answer can be given. */
const BODY_LIMIT = 32 * 1024 * 1024;

interface Incoming {
  request: FastifyRequest;
  exchange: Exchange;
  bytes: Buffer;
  body: RequestBody | undefined;
}

export class EngageServer {
  readonly exchanges: Exchange[] = [];
  readonly faults = new FaultQueue();
  readonly inbox: SdkInbox;
  private readonly throttle: Throttle;
  private readonly fastify: FastifyInstance;
  private origin = "";

  constructor(
    private readonly domain: EngageDomain,
    private readonly options: EngageOptions,
  ) {
    this.inbox = new SdkInbox(domain);
    this.throttle = new Throttle(options.requestsPerMinute ?? 500, () => domain.settings.now());
    this.fastify = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
    this.fastify.removeAllContentTypeParsers();
    this.fastify.addContentTypeParser("*", { parseAs: "buffer" }, (_request, bytes, done) => done(null, bytes));
    this.addRoutes();
  }

  async listen(port: number): Promise<string> {
    this.origin = await this.fastify.listen({ port, host: "127.0.0.1" });
    return this.origin;
  }

  useUpRequests(): void {
    this.throttle.useUp();
  }

  reset(): void {
    this.exchanges.length = 0;
    this.faults.clear();
    this.inbox.reset();
    this.throttle.reset();
  }

  async close(): Promise<void> {
    this.fastify.server.closeAllConnections();
    await this.fastify.close();
  }

  private addRoutes(): void {
    for (const route of allRoutes) {
      this.fastify.route({
        method: route.method,
        url: `${API_PREFIX}${route.path}`,
        handler: (request, reply) =>
          this.serve(request, reply, route.operation, (call) => this.answerRest(call, route)),
      });
    }
    this.fastify.post("/realtime/sdk/:sourceId", (request, reply) =>
      this.serve(request, reply, undefined, (incoming) => this.answerRealtime(incoming)),
    );
    this.fastify.get("/attachments/:attachmentId", (request, reply) =>
      this.serve(request, reply, undefined, (incoming) => this.answerDownload(incoming)),
    );
    this.fastify.get("/public/attachments/:attachmentId", (request, reply) =>
      this.serve(request, reply, undefined, (incoming) => this.answerPublicDownload(incoming)),
    );
    this.fastify.setNotFoundHandler((request, reply) =>
      this.serve(request, reply, undefined, () => errorAnswer(404, "not_found", "Not found")),
    );
  }

  private async serve(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: string | undefined,
    answer: (incoming: Incoming) => Answer | Promise<Answer>,
  ): Promise<FastifyReply> {
    const incoming = await this.begin(request, operation);
    try {
      return await this.finish(incoming, reply, answer);
    } finally {
      this.domain.changed();
    }
  }

  private async finish(
    incoming: Incoming,
    reply: FastifyReply,
    answer: (incoming: Incoming) => Answer | Promise<Answer>,
  ): Promise<FastifyReply> {
    const { exchange } = incoming;
    const fault = this.faults.take(exchange.method, exchange.path);
    exchange.fault = fault?.kind;
    if (fault !== undefined && !isCarriedOut(fault) && fault.kind !== "delay") {
      return spoilAnswer(reply, exchange, fault, undefined, this.domain.settings.now());
    }
    if (fault?.kind === "delay") {
      await new Promise<void>((resolve) => setTimeout(resolve, fault.ms).unref());
    }
    const found = await this.carryOut(incoming, answer);
    if (fault !== undefined && fault.kind !== "delay") {
      return spoilAnswer(reply, exchange, fault, found, this.domain.settings.now());
    }
    return sendAnswer(reply, exchange, found, this.domain.settings.now());
  }

  private async begin(request: FastifyRequest, operation: string | undefined): Promise<Incoming> {
    const url = new URL(request.url, this.origin);
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const exchange: Exchange = {
      method: request.method,
      path: url.pathname,
      query: [...url.searchParams],
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: undefined,
      rawBody: bytes.toString(),
      operation,
      status: 0,
      responseBody: undefined,
      responseText: "",
      startedAt: this.domain.settings.now(),
      endedAt: undefined,
    };
    this.exchanges.push(exchange);
    this.domain.changed();
    const body = await readBody(bytes, request.headers["content-type"] ?? "");
    exchange.body = body?.shown;
    return { request, exchange, bytes, body };
  }

  private async carryOut(
    incoming: Incoming,
    answer: (incoming: Incoming) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await answer(incoming);
    } catch (error) {
      return toErrorAnswer(error);
    }
  }

  private async answerRest(incoming: Incoming, route: EngageRoute): Promise<Answer> {
    if (!this.throttle.admits()) {
      const retryAfter = this.options.retryAfter;
      const headers = retryAfter === undefined ? undefined : { "retry-after": retryAfter };
      return errorAnswer(429, "rate_limit_exceeded", "Rate limit exceeded", headers);
    }
    const call = this.authenticated(incoming);
    return call instanceof Call ? { status: route.status ?? 200, body: await route.handle(call) } : call;
  }

  private authenticated({ request, exchange, body }: Incoming): Call | Answer {
    if (body === undefined) {
      return errorAnswer(400, "bad_request", "Request body can't be parsed");
    }
    const parameters = Parameters.from([...exchange.query, ...body.pairs], body.json);
    const status = this.options.badTokenStatus ?? 401;
    const found = authenticate(this.domain, request.headers.authorization, parameters, status);
    if (!found.ok) {
      return found.answer;
    }
    exchange.userId = found.user.id;
    return new Call(this.domain, found.user, found.token, parameters, pathOf(request), this.origin, body.file);
  }

  private answerRealtime({ request, exchange, bytes }: Incoming): Answer {
    const signature = exchange.headers["x-smccsdk-signature"] ?? new Map(exchange.query).get("signature");
    try {
      receiveRealtime(this.domain, this.inbox, { sourceId: pathOf(request).sourceId ?? "", bytes, signature });
      return plainText(200, "ok");
    } catch (error) {
      if (error instanceof RealtimeError) {
        return plainText(error.status, error.message);
      }
      throw error;
    }
  }

  private answerDownload(incoming: Incoming): Answer {
    const call = this.authenticated(incoming);
    return call instanceof Call ? toDownload(find(this.domain.attachments, call.pathId("attachmentId"))) : call;
  }

  /** What Channel SDK endpoints are given: they, and their customers, have no REST token. */
  private answerPublicDownload({ request }: Incoming): Answer {
    const attachment = find(this.domain.attachments, pathOf(request).attachmentId);
    return attachment.isPublic ? toDownload(attachment) : errorAnswer(404, "not_found", "Not found");
  }
}

function toDownload(attachment: Attachment): Answer {
  return { status: 200, body: undefined, raw: { bytes: attachment.bytes, contentType: attachment.content_type } };
}

function plainText(status: number, text: string): Answer {
  return { status, body: undefined, raw: { bytes: text, contentType: "text/plain; charset=utf-8" } };
}

function pathOf(request: FastifyRequest): Record<string, string> {
  const params: unknown = request.params;
  return typeof params === "object" && params !== null
    ? Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
    : {};
}
