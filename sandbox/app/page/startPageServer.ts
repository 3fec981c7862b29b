/** The HTTP side of the page: its files, the stream of states, details on demand, commands. */
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { EngageRefusal } from "../../engage/domain/EngageRefusal";
import { type Command, commandSchema } from "../commands";
import { addDocsRoutes } from "../docs/docsRoutes";
import type { CallDetail, NodeTypes, QuestionView, SandboxView } from "../view";
import type { PageFiles } from "./bundlePage";
import { EventStream } from "./EventStream";
import { addFileRoutes, type FileSources } from "./fileRoutes";
import { findForeignness } from "./findForeignness";
import { pageHeaders } from "./pageHeaders";

export interface PageSources extends FileSources {
  files: PageFiles;
  /** Origin of the Webchat Endpoint, to which the page connects. */
  webchatUrl: string;
  nodeTypes: NodeTypes;
  questions: readonly QuestionView[];
  /** With so many conversations at the desk. */
  view(conversations: number): SandboxView;
  findCall(id: string): CallDetail | undefined;
  carryOut(command: Command): Promise<Record<string, unknown>>;
}

export interface PageServer {
  url: string;
  changed(): void;
  close(): Promise<void>;
}

/** A file of 5 MB in base64, and something around it. */
const BODY_LIMIT = 8 * 1024 * 1024;
/** The page asks for more when someone wants to see them; older ones than these are forgotten anyway. */
const FIRST_CONVERSATIONS = 40;
const MOST_CONVERSATIONS = 300;

export async function startPageServer(port: number, sources: PageSources): Promise<PageServer> {
  const { files, nodeTypes, questions } = sources;
  const headers = pageHeaders(sources.webchatUrl);
  const server = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  // What a form of a foreign page could send without being asked for permission.
  server.removeContentTypeParser("text/plain");
  const stream = new EventStream((conversations) => JSON.stringify(sources.view(conversations)));

  server.addHook("onRequest", async ({ method, headers: { host, origin } }, reply) => {
    reply.headers(headers);
    const { port: own } = server.server.address() as AddressInfo;
    const fault = findForeignness({ method, host, origin }, own);
    if (fault !== undefined) {
      return reply.code(403).send({ error: { message: fault } });
    }
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { message: "There is no such page." } }),
  );
  // What Fastify refuses by itself, such as a body that is no JSON, in the same form.
  server.setErrorHandler<Error & { statusCode?: number }>(({ statusCode = 500, message }, _request, reply) =>
    reply.code(statusCode).send({ error: { message } }),
  );

  server.get("/", ({ host, hostname }, reply) => {
    // The demo Flow's pictures are on one of the page's names only, and the policy knows no others.
    if (hostname !== "127.0.0.1") {
      return reply.redirect(`http://${host.replace(hostname, "127.0.0.1")}/`);
    }
    return reply.type("text/html; charset=utf-8").send(files.html);
  });
  server.get("/page.js", (_request, reply) => reply.type("text/javascript; charset=utf-8").send(files.script));
  server.get("/page.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(files.styles));
  addFileRoutes(server, sources);
  addDocsRoutes(server);
  server.get("/api/node-types", async () => nodeTypes);
  server.get("/api/questions", async () => questions);
  server.get<{ Params: { id: string } }>("/api/calls/:id", async ({ params: { id } }, reply) => {
    const call = sources.findCall(id);
    return call ?? reply.code(404).send({ error: { message: "The call is not known any more." } });
  });
  server.get<{ Querystring: { conversations?: string } }>("/api/events", ({ query }, reply) => {
    reply.hijack();
    const wanted = Number(query.conversations) || FIRST_CONVERSATIONS;
    stream.open(reply.raw, headers, Math.min(MOST_CONVERSATIONS, Math.max(FIRST_CONVERSATIONS, wanted)));
  });
  server.post("/api/commands", async ({ body }, reply) => {
    const parsed = commandSchema.safeParse(body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const message = `The command is not valid at "${issue?.path.join(".")}": ${issue?.message}`;
      return reply.code(400).send({ error: { message } });
    }
    try {
      return await sources.carryOut(parsed.data);
    } catch (error) {
      if (error instanceof EngageRefusal) {
        return reply.code(422).send({ error: { message: error.message } });
      }
      throw error;
    } finally {
      stream.changedOnRequest();
    }
  });

  await server.listen({ host: "127.0.0.1", port });
  const { port: actual } = server.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}`,
    changed: () => stream.changed(),
    async close() {
      stream.close();
      await server.close();
    },
  };
}
