/** The stand-in's only way out: HTTP to this machine, exact bytes, no redirects, a time limit, and all sockets closable. */
import { Agent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { requireLoopback } from "../domain/requireLoopback";
import type { OutboundFault } from "./OutboundFault";

export interface OutboundRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

export interface OutboundAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

export class LoopbackHttp {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly running = new Set<ClientRequest>();
  private isClosed = false;
  private readonly pauses = new Map<NodeJS.Timeout, () => void>();

  async send(outgoing: OutboundRequest, fault?: OutboundFault): Promise<OutboundAnswer> {
    if (fault?.kind === "lost") {
      throw new Error("connection lost");
    }
    if (fault?.kind === "delay") {
      await this.pause(fault.ms);
    }
    if (this.isClosed) {
      throw new Error("the stand-in is closed");
    }
    const answer = await this.exchange(fault?.kind === "body" ? { ...outgoing, body: fault.body } : outgoing);
    if (fault?.kind === "cut") {
      throw new Error("connection lost before the answer");
    }
    return answer;
  }

  pause(ms: number): Promise<void> {
    if (this.isClosed) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.pauses.delete(timer);
        resolve();
      }, ms);
      this.pauses.set(timer, resolve);
    });
  }

  /** Breaks off what runs; the callers see an error. */
  abortAll(): void {
    for (const one of [...this.running]) {
      one.destroy(new Error("stopped"));
    }
    for (const [timer, resolve] of this.pauses) {
      clearTimeout(timer);
      resolve();
    }
    this.pauses.clear();
  }

  close(): void {
    this.isClosed = true;
    this.abortAll();
    this.agent.destroy();
  }

  private exchange({ method, url, headers, body, timeoutMs }: OutboundRequest): Promise<OutboundAnswer> {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const length = bytes === undefined ? {} : { "content-length": bytes.length };
    return new Promise((resolve, reject) => {
      const options = { method, headers: { ...headers, ...length }, agent: this.agent };
      const outgoing = request(requireLoopback(url), options, (incoming) => {
        readAll(incoming).then(
          (received) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, bytes: received }),
          reject,
        );
      });
      // A limit for the whole exchange: the socket's own timeout would only notice silence.
      const limit = setTimeout(() => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      this.running.add(outgoing);
      outgoing.on("error", reject);
      outgoing.on("close", () => {
        clearTimeout(limit);
        this.running.delete(outgoing);
      });
      outgoing.end(bytes);
    });
  }
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
