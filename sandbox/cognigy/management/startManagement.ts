/** The REST API of the platform (`/new/v2.0/...`), with what a set-up is built from. */
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { keepList } from "../../keepRecords";
import type { EndpointService } from "../endpoint/EndpointService";
import type { Platform } from "../Platform";
import { ConnectionStore } from "./ConnectionStore";
import { createUserInterface } from "./createUserInterface";
import { EndpointStore } from "./EndpointStore";
import { ExtensionStore } from "./ExtensionStore";
import { FlowStore, type StoredFlow } from "./FlowStore";
import { LocaleStore } from "./LocaleStore";
import type { ManagementCall, ManagementOptions, ManagementStandIn } from "./ManagementOptions";
import { USUAL_READINGS } from "./ManagementReadings";
import { ManagementRefusal } from "./ManagementRefusal";
import { managementRoutes } from "./managementRoutes";
import type { ManagementRequest } from "./routes/ManagementRoute";
import type { ManagementState } from "./routes/ManagementState";
import { toFlowNodes } from "./toFlow";

/** Of packages: 128 MB. */
const UPLOAD_LIMIT_BYTES = 128 * 1024 * 1024;
const WINDOW_MS = 5 * 60_000;
const PROJECT = { _id: "64cognigyproject00000001", name: "Sandbox" };

export interface RunningManagement {
  standIn: ManagementStandIn;
  close(): Promise<void>;
}

export async function startManagement(
  platform: Platform,
  services: EndpointService[],
  options: ManagementOptions,
): Promise<RunningManagement> {
  const { apiKey = "cognigy-api-key", bodyLimitBytes = 60_000, requestsPerWindow = 1_000, pageSize = 25 } = options;
  const projects = [...(options.projects ?? [PROJECT])];
  const readings = { ...USUAL_READINGS, ...options.readings };
  const calls: ManagementCall[] = [];
  const times: number[] = [];
  const locales = new LocaleStore();
  for (const { _id } of projects) {
    for (const language of options.locales ?? ["en-US"]) {
      locales.add(_id, language);
    }
  }
  const firstProjectId = projects[0]?._id ?? "";
  const connections = new ConnectionStore(platform, readings);
  const flows = new FlowStore(platform, connections, readings, () => endpoints.refresh());
  const toNodes = ({ chart, name }: StoredFlow) => ({
    name,
    language: locales.inProject(firstProjectId)[0]?.nluLanguage ?? "en-US",
    nodes: toFlowNodes(chart, { flows: flows.flows, connections: connections.items }),
  });
  const endpoints = new EndpointStore(
    platform,
    services,
    flows,
    () => locales.items,
    readings,
    firstProjectId,
    toNodes,
  );
  const extensions = new ExtensionStore(
    platform,
    () => standIn.holdsTasks,
    () => {
      flows.pendingRefusals = readings.missingNodeAnswers;
    },
  );
  const state: ManagementState = {
    platform,
    projects,
    locales,
    extensions,
    connections,
    flows,
    endpoints,
    agents: [],
    models: [...(options.models ?? [])],
    pageSize,
    listShape: readings,
  };
  if (platform.extension) {
    extensions.add(platform.extension);
  }
  for (const extension of options.extensions ?? []) {
    extensions.add(extension);
  }

  const check = (request: FastifyRequest, bytes: Buffer): void => {
    const now = platform.now();
    while (times[0] !== undefined && times[0] <= now - WINDOW_MS) {
      times.shift();
    }
    times.push(now);
    if (times.length > requestsPerWindow) {
      throw new ManagementRefusal(429, "Too many requests.");
    }
    if (request.headers["x-api-key"] !== apiKey) {
      throw new ManagementRefusal(401, "The API key is not valid.");
    }
    const isUpload = request.headers["content-type"]?.startsWith("multipart/") ?? false;
    if (!isUpload && bytes.length > bodyLimitBytes) {
      throw new ManagementRefusal(413, "request entity too large");
    }
  };

  const serve = async (request: FastifyRequest, reply: FastifyReply, handle: Handle): Promise<unknown> => {
    const url = new URL(request.url, "http://localhost");
    const call: ManagementCall = { method: request.method, path: url.pathname, status: undefined };
    calls.push(call);
    const answer = (status: number, body: unknown) => {
      call.status = status;
      return reply.code(status).send(body);
    };
    const fault = standIn.interrupt?.({ method: call.method, path: call.path });
    if (fault === "hang") {
      return reply.hijack();
    }
    if (fault === "drop") {
      reply.hijack();
      return request.raw.socket.destroy();
    }
    if (fault?.headers) {
      reply.headers(fault.headers);
    }
    if (fault && !fault.afterwards) {
      return answer(fault.status, fault.body ?? {});
    }
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    try {
      check(request, bytes);
      const contentType = request.headers["content-type"] ?? "";
      const { status, body } = await handle({ params: toParams(request), query: url.searchParams, bytes, contentType });
      return fault ? answer(fault.status, fault.body ?? {}) : answer(status, body);
    } catch (error) {
      const refusal = error instanceof ManagementRefusal ? error : new ManagementRefusal(500, String(error));
      return answer(refusal.status, refusal.toBody(url.pathname));
    }
  };

  const server = Fastify({ bodyLimit: UPLOAD_LIMIT_BYTES, exposeHeadRoutes: false, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  for (const { method, path, handle } of managementRoutes(state)) {
    server.route({ method, url: `/new/v2.0${path}`, handler: (request, reply) => serve(request, reply, handle) });
  }
  server.setNotFoundHandler((request, reply) =>
    serve(request, reply, () => {
      throw new ManagementRefusal(404, "The route does not exist.");
    }),
  );
  const url = await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  const standIn: ManagementStandIn = {
    url,
    apiKey,
    projectId: firstProjectId,
    calls,
    extensions: extensions.installed,
    userInterface: createUserInterface({
      projectId: firstProjectId,
      extensionName: () => platform.extension?.name ?? "",
      flows,
      connections,
      endpoints,
      locales,
      changed: () => endpoints.refresh(),
    }),
    readings,
    interrupt: undefined,
    keep() {
      const { extension } = platform;
      const lists = [keepList(extensions.installed), keepList(connections.items), keepList(state.agents)];
      // What the Flows refer to comes first, and what runs them last.
      const restores = [...lists, flows.keep(), endpoints.keep()];
      return () => {
        platform.extension = extension;
        standIn.interrupt = undefined;
        standIn.holdsTasks = false;
        calls.length = 0;
        times.length = 0;
        for (const restore of restores) {
          restore();
        }
      };
    },
    holdsTasks: false,
  };
  return {
    standIn,
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await extensions.close();
    },
  };
}

type Handle = (request: ManagementRequest) => ReturnType<ReturnType<typeof managementRoutes>[number]["handle"]>;

function toParams({ params }: FastifyRequest): Readonly<Record<string, string>> {
  return typeof params === "object" && params !== null ? { ...params } : {};
}
