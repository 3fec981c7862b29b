/** The HTTP side of the Endpoint service: its routes, and requests as Express hands them to transformers. */
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { Platform } from "../Platform";
import type { RequestView } from "../transformer/bridge";
import { isWebchat } from "./EndpointDefinition";
import type { EndpointDelivery } from "./EndpointDelivery";
import type { EndpointService } from "./EndpointService";
import { HttpAnswer } from "./HttpAnswer";
import { corsHeaders } from "./loopbackOrigin";
import { parseBody } from "./parseBody";
import { parseFields } from "./parseFields";
import { recordDelivery } from "./recordDelivery";
import { serveSockets } from "./serveSockets";
import { serveUploads } from "./serveUploads";
import { publicConfiguration } from "./webchatConfiguration";

type Receive = (endpoint: EndpointService, request: RequestView, answer: HttpAnswer) => Promise<void>;

export interface EndpointServer {
  port: number;
  close(): Promise<void>;
}

export async function startEndpointServer(
  platform: Platform,
  findEndpoint: (URLToken: string) => EndpointService | undefined,
  port: number,
): Promise<EndpointServer> {
  const server = Fastify({
    bodyLimit: platform.bodyLimitBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1_000 },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  const route = (method: "GET" | "POST", url: string, receive: Receive) =>
    server.route<{ Params: { token: string } }>({
      method,
      url,
      handler: (request, reply) => {
        const endpoint = findEndpoint(request.params.token);
        if (!endpoint) {
          return void reply.code(404).send({ error: "Not Found" });
        }
        const { apiKey } = endpoint.definition;
        if (apiKey !== undefined && request.headers["x-webhook-key"] !== apiKey) {
          return void reply.code(401).send({ error: "Unauthorized" });
        }
        const view = toView(request, endpoint.definition.rawBody ?? false);
        if (!view) {
          return void reply.code(400).send({ error: "The body is no valid JSON." });
        }
        const answer = new HttpAnswer((status, headers, body) => write(reply, status, headers, body));
        const work = receive(endpoint, view, answer).catch((error: unknown) => {
          platform.log(endpoint.name, "platform", "error", error instanceof Error ? error.message : String(error));
          answer.sendOwn(500, { error: "Internal Server Error" });
        });
        void platform.pending.track(work);
      },
    });
  const input: Receive = async (endpoint, request, answer) => {
    const { type, webhookKey } = endpoint.definition;
    if (type === "socket") {
      return answerWidget(endpoint, request, answer);
    }
    // Before the transformer: whoever calls without the key never reaches it.
    if (webhookKey !== undefined && request.headers["x-webhook-key"] !== webhookKey) {
      return answer.sendOwn(401, { error: "Unauthorized" });
    }
    return endpoint.receiveInput(request, answer);
  };
  route("GET", "/:token", input);
  route("POST", "/:token", input);
  // By the docs REST Endpoints have neither: there is nobody to send anything to.
  const delivery =
    (kind: EndpointDelivery["kind"], receive: Receive): Receive =>
    async (endpoint, request, answer) =>
      endpoint.definition.type === "rest"
        ? answer.sendOwn(404, { error: "Not Found" })
        : receive(endpoint, request, recordDelivery(platform, kind, endpoint.name, request, answer));
  route(
    "POST",
    "/notify/:token",
    delivery("notify", (endpoint, request, answer) => endpoint.receiveNotify(request, answer)),
  );
  route(
    "POST",
    "/inject/:token",
    delivery("inject", (endpoint, request, answer) => endpoint.receiveInject(request, answer)),
  );

  serveUploads(server, platform, findEndpoint);
  const sockets = serveSockets(server.server, platform, findEndpoint);
  await server.listen({ host: "127.0.0.1", port });
  const { port: actual } = server.server.address() as AddressInfo;
  return {
    port: actual,
    close() {
      sockets.close();
      return server.close();
    },
  };
}

/** Messages come through the socket: over HTTP, a Webchat Endpoint has only its configuration to give. */
const answerWidget: Receive = async ({ definition, URLToken }, { method, headers }, answer) => {
  if (method !== "GET" || !isWebchat(definition)) {
    return answer.sendOwn(404, { error: "Not Found" });
  }
  answer.send({
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8", ...corsHeaders(headers.origin) },
    body: JSON.stringify(publicConfiguration(definition, URLToken)),
  });
};

function toView(request: FastifyRequest, rawBody: boolean | "string" | "buffer"): RequestView | undefined {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const parsed = parseBody(bytes.toString("utf8"), request.headers["content-type"]);
  if (!parsed) {
    return undefined;
  }
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(headers),
    query: parseFields(request.url.split("?").slice(1).join("?")),
    body: parsed.body,
    ...(rawBody === false
      ? {}
      : { rawBody: { base64: bytes.toString("base64"), as: rawBody === "buffer" ? "buffer" : "string" } }),
  };
}

function write(reply: FastifyReply, status: number, headers: Record<string, string>, body: string): void {
  // The platform's own security header: inline scripts of a page do not run.
  void reply
    .code(status)
    .headers({ "content-security-policy": "script-src 'self'", ...headers })
    .send(body);
}
