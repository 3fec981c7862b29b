/**
 * HTTP without sockets: servers "listen" in a table, agents get one end of a pair of streams in memory, and Node's own
 * parser reads what arrives. Between request and server stands a link that may delay, double, spoil or lose it.
 */
import { Agent, createServer, IncomingMessage, type Server, ServerResponse, STATUS_CODES } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import type { FaultOutcome } from "../FaultOutcome";
import { replace } from "./installClock";
import { MemorySocket } from "./MemorySocket";
import type { Party, VirtualClock } from "./VirtualClock";

interface VirtualExchange {
  /** Of the client. One agent is one node, or one platform. */
  agent: object;
  from: Party;
  to: Party;
  port: number;
  method: string;
  url: string;
  body: string;
  startedMs: number;
}

/** Asked for each request that arrives; told how it ended. */
export interface Link {
  decide(exchange: VirtualExchange): {
    outcome: FaultOutcome;
    latencyMs: number;
    onEnd: (status: number | undefined) => void;
  };
}

interface Connection {
  agent: object;
  from: Party;
  port: number;
  client: MemorySocket;
  server: MemorySocket;
  isBusy: boolean;
  /** Tells that the present exchange is over. */
  end: (status?: number) => void;
}

const FIRST_PORT = 40_000;
const ANSWER_LATENCY_MS = 1;

export class VirtualNetwork {
  private readonly servers = new Map<number, { server: NetServer; party: Party }>();
  private readonly ports = new WeakMap<NetServer, number>();
  private readonly connections = new Set<Connection>();
  private readonly bySocket = new WeakMap<object, Connection>();
  private readonly downUntil = new Map<Party, number>();
  private readonly parser: Server;
  private readonly restores: (() => void)[];

  constructor(
    private readonly clock: VirtualClock,
    private readonly link: Link,
  ) {
    this.parser = createServer((request, response) => void this.receive(request, response));
    const network = this;
    this.restores = [
      replace(NetServer.prototype, "listen", function (this: NetServer) {
        network.listen(this);
        return this;
      }),
      replace(NetServer.prototype, "address", function (this: NetServer) {
        return { address: "127.0.0.1", family: "IPv4", port: network.ports.get(this) };
      }),
      replace(NetServer.prototype, "close", function (this: NetServer, done?: () => void) {
        network.servers.delete(network.ports.get(this) ?? 0);
        process.nextTick(() => done?.());
        return this;
      }),
      replace(Agent.prototype, "createConnection", function (this: Agent, options: { port?: number | string }) {
        return network.connect(this, Number(options.port));
      }),
    ];
  }

  uninstall(): void {
    for (const restore of this.restores.reverse()) {
      restore();
    }
  }

  /** A party's process ends and is back after a while: what it was doing is gone, and nobody tells it. */
  restart(party: Party, downMs: number): void {
    this.downUntil.set(party, this.clock.nowMs + downMs);
    for (const { client, server, from, port, isBusy } of this.connections) {
      const isServed = this.servers.get(port)?.party === party;
      if (!isBusy) {
        // Kept open for the next request, which must not get through while the party is down.
        if (from === party || isServed) {
          client.break("ECONNRESET");
        }
        continue;
      }
      if (from === party) {
        client.isDead = true;
      }
      if (isServed) {
        server.isDead = true;
      }
      if (from === party && !isServed) {
        server.destroy();
      }
      if (from !== party && isServed) {
        client.break("ECONNRESET");
      }
    }
    this.clock.dropAll(party);
  }

  isDown(party: Party): boolean {
    return this.clock.nowMs < (this.downUntil.get(party) ?? 0);
  }

  private listen(server: NetServer): void {
    const port = FIRST_PORT + this.servers.size;
    this.servers.set(port, { server, party: this.clock.party });
    this.ports.set(server, port);
    process.nextTick(() => server.emit("listening"));
  }

  private connect(agent: object, port: number): Socket {
    const { clock } = this;
    const client = new MemorySocket();
    const server = new MemorySocket();
    const connection: Connection = { agent, from: clock.party, port, client, server, isBusy: false, end: () => {} };
    const target = this.servers.get(port);
    if (target === undefined || this.isDown(target.party)) {
      clock.schedule(1, () => client.break("ECONNREFUSED"));
      return client as unknown as Socket;
    }
    this.connections.add(connection);
    this.bySocket.set(server, connection);
    client.onBytes = (bytes) => server.deliver(bytes);
    client.onEnd = () => server.deliver(null);
    client.onClosed = () => {
      this.connections.delete(connection);
      connection.end();
      if (!server.isDead) {
        server.destroy();
      }
    };
    this.answerNormally(connection);
    this.parser.emit("connection", server);
    return client as unknown as Socket;
  }

  private answerNormally({ client, server, from }: Connection): void {
    const afterLatency = (act: () => void) => void this.clock.schedule(ANSWER_LATENCY_MS, act, from);
    server.onBytes = (bytes) => afterLatency(() => client.deliver(bytes));
    server.onEnd = () => afterLatency(() => client.deliver(null));
    server.onClosed = () => afterLatency(() => client.break("ECONNRESET"));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = this.bySocket.get(request.socket);
    const target = connection && this.servers.get(connection.port);
    if (!connection || !target) {
      return;
    }
    connection.isBusy = true;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk);
      }
    } catch {
      return;
    }
    const body = Buffer.concat(chunks);
    const { agent, from, port } = connection;
    const { method = "", url = "" } = request;
    const about = { agent, from, to: target.party, port, method, url, body: body.toString() };
    const { outcome, latencyMs, onEnd } = this.link.decide({ ...about, startedMs: this.clock.nowMs });
    let isOver = false;
    const end = (status?: number) => {
      if (isOver) {
        return;
      }
      isOver = true;
      connection.isBusy = false;
      onEnd(status);
    };
    response.on("finish", () => end(response.statusCode));
    connection.end = end;
    const arrive = (answer: ServerResponse, delayMs: number) =>
      this.clock.schedule(delayMs, () => void target.server.emit("request", copy(request, body), answer), target.party);
    this.obey(outcome, connection, response, (delayMs) => arrive(response, latencyMs + delayMs));
    if (outcome.kind === "twice") {
      arrive(new ServerResponse(copy(request, body)), latencyMs + outcome.afterMs);
    }
  }

  private obey(
    outcome: FaultOutcome,
    connection: Connection,
    response: ServerResponse,
    arrive: (delayMs: number) => void,
  ): void {
    const { client, server, from } = connection;
    const breakOff = () => void this.clock.schedule(ANSWER_LATENCY_MS, () => client.break("ECONNRESET"), from);
    switch (outcome.kind) {
      case "pass":
      case "twice":
        arrive(0);
        return;
      case "delay":
        arrive(outcome.ms);
        return;
      case "reset":
        breakOff();
        return;
      case "hang":
        return;
      case "status":
        response.writeHead(outcome.status, toHeaders(outcome.retryAfterSeconds)).end(REFUSAL);
        return;
      case "cut":
        server.onBytes = breakOff;
        arrive(0);
        return;
      case "mute":
        server.onBytes = () => {};
        server.onClosed = () => {};
        arrive(0);
        return;
      case "spoilt":
        server.onBytes = () => {
          server.onBytes = () => {};
          const head = `HTTP/1.1 ${outcome.status} ${STATUS_CODES[outcome.status]}\r\nconnection: close\r\ncontent-length: ${REFUSAL.length}\r\n`;
          const bytes = Buffer.from(`${head}content-type: application/json\r\n\r\n${REFUSAL}`);
          this.clock.schedule(ANSWER_LATENCY_MS, () => client.deliver(bytes), from);
        };
        arrive(0);
        return;
    }
  }
}

const REFUSAL = JSON.stringify({ error: "some_error", message: "The service is not available.", status: 0 });

function toHeaders(retryAfterSeconds?: number): Record<string, string> {
  return {
    "content-type": "application/json",
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
  };
}

/** The body was read to decide on it, so the server gets a request of its own. */
function copy(request: IncomingMessage, body: Buffer): IncomingMessage {
  const fresh = new IncomingMessage(request.socket);
  const { method, url, headers, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(fresh, { method, url, headers, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  fresh.push(body);
  fresh.push(null);
  return fresh;
}
