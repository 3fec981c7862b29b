/** A small API for what people do at the platforms' own screens. It is no part of either platform. */
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import * as z from "zod";
import type { PlatformCommand } from "../app/carryOutCommand";
import { type Command, commandSchema } from "../app/commands";
import { findForeignness } from "../app/page/findForeignness";
import type { CognigyStandIn } from "../cognigy/startCognigy";
import { EngageRefusal } from "../engage/domain/EngageRefusal";
import type { EngageStandIn } from "../engage/startEngage";

export interface Control {
  url: string;
  close(): Promise<void>;
}

/** A file of 5 MB in base64, and something around it. */
const BODY_LIMIT = 8 * 1024 * 1024;

const baseUriSchema = z.strictObject({ sourceId: z.string(), baseUri: z.url() });

export async function startControl(
  port: number,
  engage: EngageStandIn,
  cognigy: CognigyStandIn,
  carryOut: (command: PlatformCommand) => Promise<Record<string, unknown>>,
  toCustomerCommand: (body: unknown) => PlatformCommand | { fault: string },
): Promise<Control> {
  const server = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const ownPort = () => (server.server.address() as AddressInfo).port;

  server.addHook("onRequest", async ({ method, headers: { host, origin } }, reply) => {
    const fault = findForeignness({ method, host, origin }, ownPort());
    if (fault !== undefined) {
      return reply.code(403).send({ error: { message: fault } });
    }
  });
  server.post("/sandbox/commands", async ({ body }, reply) => {
    const parsed = commandSchema.safeParse(body);
    if (!parsed.success) {
      return reply.code(400).send({ error: { message: z.prettifyError(parsed.error) } });
    }
    try {
      return await carryOut(withoutPage(parsed.data));
    } catch (error) {
      if (error instanceof EngageRefusal) {
        return reply.code(422).send({ error: { message: error.message } });
      }
      throw error;
    }
  });
  // A person who writes on Engage's channel: `npm run setup -- rehearse` asks for it.
  server.post("/sandbox/customer", async ({ body }, reply) => {
    const command = toCustomerCommand(body);
    if ("fault" in command) {
      return reply.code(400).send({ error: { message: command.fault } });
    }
    await carryOut(command);
    return {};
  });
  // What a person does in the console: a Channel SDK source is saved with its Base URI, and Engage asks it at once.
  server.post("/sandbox/base-uri", async ({ body }, reply) => {
    const parsed = baseUriSchema.safeParse(body);
    if (!parsed.success) {
      return reply.code(400).send({ error: { message: z.prettifyError(parsed.error) } });
    }
    try {
      engage.domain.setBaseUri(parsed.data.sourceId, parsed.data.baseUri);
    } catch (error) {
      if (error instanceof EngageRefusal) {
        return reply.code(422).send({ error: { message: error.message } });
      }
      throw error;
    }
    return {};
  });
  server.get<{ Params: { endpoint: string } }>("/sandbox/sent/:endpoint", async ({ params }, reply) => {
    const endpoint = cognigy.endpoints.find(({ name }) => name === params.endpoint);
    if (!endpoint) {
      return reply.code(404).send({ error: { message: "There is no Endpoint of this name." } });
    }
    return endpoint.sent.map(({ userId, sessionId, text, data, source }) => ({
      userId,
      sessionId,
      text,
      data,
      source,
    }));
  });
  server.get("/sandbox/logs", async () => cognigy.logs);

  await server.listen({ host: "127.0.0.1", port });
  return { url: `http://127.0.0.1:${ownPort()}`, close: () => server.close() };
}

/** What only the sandbox with its page can do. */
function withoutPage(command: Command): PlatformCommand {
  // The page keeps what customers of Webchat send along.
  if (
    command.type === "setReadings" ||
    command.type === "saveScript" ||
    command.type === "readScript" ||
    command.type === "uploadFile"
  ) {
    throw new EngageRefusal("unknown", "Only the sandbox with its page can do this.");
  }
  return command;
}
