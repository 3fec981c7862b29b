/** A link with real sockets: an HTTP server in front of a platform that may delay, double, spoil or lose what it passes on. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FaultOutcome } from "../FaultOutcome";
import type { Observer } from "../Observer";

export interface LinkProxy {
  url: string;
  /** Breaks what is under way, and refuses what comes, for a while. */
  interrupt(ms: number): void;
  isDown(): boolean;
  close(): void;
}

interface Passed {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export async function startLinkProxy(observer: Observer, to: "cognigy" | "engage", target: string): Promise<LinkProxy> {
  const agent = new Agent({ keepAlive: true });
  let downUntilMs = 0;
  const isDown = () => Date.now() < downUntilMs;
  const server = createServer((incoming, answer) => {
    incoming.on("error", () => {});
    serve(incoming, answer).catch(() => incoming.socket.destroy());
  });

  const serve = async (incoming: IncomingMessage, answer: ServerResponse) => {
    if (isDown()) {
      return void incoming.socket.destroy();
    }
    const body = await readAll(incoming);
    const { method = "GET", url = "/" } = incoming;
    const seen = { agent: incoming.socket, method, url, body: body.toString() };
    const { outcome, onEnd } = observer.decide(to, seen);
    const pass = () => forward(agent, target, incoming, body);
    answer.once("close", () => onEnd(answer.writableFinished ? answer.statusCode : undefined));
    await obey(outcome, incoming, answer, pass);
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    isDown,
    interrupt(ms) {
      downUntilMs = Date.now() + ms;
      server.closeAllConnections();
    },
    close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

async function obey(
  outcome: FaultOutcome,
  { socket }: IncomingMessage,
  answer: ServerResponse,
  pass: () => Promise<Passed>,
): Promise<void> {
  const send = ({ status, headers, body }: Passed) => void answer.writeHead(status, headers).end(body);
  const refuse = (status: number, headers = {}) =>
    void answer.writeHead(status, { "content-type": "application/json", ...headers }).end('{"error":"some_error"}');
  switch (outcome.kind) {
    case "pass":
      return send(await pass());
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, outcome.ms));
      return send(await pass());
    case "twice":
      setTimeout(() => void pass().catch(() => {}), outcome.afterMs).unref();
      return send(await pass());
    case "status":
      return refuse(outcome.status, outcome.retryAfterSeconds && { "retry-after": String(outcome.retryAfterSeconds) });
    case "spoilt":
      await pass();
      return refuse(outcome.status);
    case "reset":
      return void socket.destroy();
    case "cut":
      await pass();
      return void socket.destroy();
    case "mute":
      return void (await pass());
    case "hang":
      return;
  }
}

function forward(
  agent: Agent,
  target: string,
  { method, url = "/", headers }: IncomingMessage,
  body: Buffer,
): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const { "transfer-encoding": _, connection: __, ...kept } = headers;
    const own = { ...kept, "content-length": String(body.length) };
    const outgoing = request(new URL(url, target), { method, agent, headers: own }, (answer) => {
      const { "transfer-encoding": ___, connection: ____, ...answered } = answer.headers;
      readAll(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answered, body: bytes }),
        reject,
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
