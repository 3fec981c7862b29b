/** Cognigy's Socket.IO protocol on the HTTP server of the Endpoints: what `@cognigy/socket-client` connects to. */
import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Server, type Socket } from "socket.io";
import * as z from "zod";
import type { Platform } from "../Platform";
import type { EndpointService } from "./EndpointService";
import { LOOPBACK_ORIGIN } from "./loopbackOrigin";
import { SocketLine } from "./SocketLine";

type FindEndpoint = (URLToken: string) => EndpointService | undefined;

/** Of one message. The platform's own limit is not documented. */
const MAX_MESSAGE_BYTES = 1_000_000;
const HANDSHAKE_TIMEOUT_MS = 5_000;

const id = z.string().min(1).max(256);
const flag = z.union([z.boolean(), z.stringbool()]).catch(false);
const identificationSchema = z.object({ urlToken: z.string(), userId: id, sessionId: id, emitWithAck: flag });
type Identification = z.output<typeof identificationSchema>;

export interface SocketFront {
  close(): void;
}

export function serveSockets(httpServer: HttpServer, platform: Platform, findEndpoint: FindEndpoint): SocketFront {
  const identify = (given: unknown): { endpoint: EndpointService; who: Identification } | string => {
    const parsed = identificationSchema.safeParse(given);
    if (!parsed.success) {
      return "The parameters urlToken, userId and sessionId are needed.";
    }
    const endpoint = findEndpoint(parsed.data.urlToken);
    if (endpoint?.definition.type !== "socket") {
      return "There is no socket Endpoint with this URL token.";
    }
    return { endpoint, who: parsed.data };
  };
  const open = (socket: Socket, given: unknown) => {
    const found = identify(given);
    if (typeof found !== "string") {
      return new SocketLine(socket, found.endpoint, platform, found.who);
    }
    socket.emit("exception", { message: found });
    return void socket.disconnect(true);
  };

  const io = new Server(httpServer, {
    // The official client is one of Socket.IO 2.
    allowEIO3: true,
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    cors: { origin: LOOPBACK_ORIGIN, credentials: true },
    // What the platform does with a wrong token is not documented. Refused here, the client's `connect()` fails at once;
    // any later and it would wait for ever.
    allowRequest: (request, decide) => {
      const fault = findOriginFault(request) ?? findQueryFault(request, identify);
      decide(fault, fault === undefined);
    },
  });
  io.on("connection", (socket) => {
    const query = readQuery(socket.handshake.url);
    if (!asksForHandshake(query)) {
      return open(socket, query);
    }
    const timer = setTimeout(() => socket.disconnect(true), HANDSHAKE_TIMEOUT_MS);
    socket.once("disconnect", () => clearTimeout(timer));
    socket.emit("handshake", (answer: unknown) => {
      clearTimeout(timer);
      if (socket.connected) {
        open(socket, answer);
      }
    });
  });

  const upgraded = new Set<Duplex>();
  httpServer.on("upgrade", (_request: IncomingMessage, connection: Duplex) => {
    upgraded.add(connection);
    connection.once("close", () => upgraded.delete(connection));
  });
  return {
    close() {
      io.engine.close();
      // A client that does not answer would hold the server open for half a minute.
      for (const connection of upgraded) {
        connection.destroy();
      }
    },
  };
}

function findOriginFault({ headers }: IncomingMessage): string | undefined {
  return headers.origin === undefined || LOOPBACK_ORIGIN.test(headers.origin)
    ? undefined
    : "Only pages of this machine may connect.";
}

function findQueryFault({ url }: IncomingMessage, identify: (given: unknown) => unknown): string | undefined {
  const query = readQuery(url);
  const found = asksForHandshake(query) ? undefined : identify(query);
  return typeof found === "string" ? found : undefined;
}

/** The client that keeps its ids out of the address gives them afterwards, when it is asked. */
function asksForHandshake(query: Readonly<Record<string, string>>): boolean {
  return query.handshake === "true";
}

/** The official client encodes each value before Socket.IO does it once more. */
function readQuery(url = ""): Record<string, string> {
  const { searchParams } = new URL(url, "http://127.0.0.1");
  return Object.fromEntries([...searchParams].map(([name, value]) => [name, decode(value)]));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
