/** What a request costs a server in CPU, with HTTP and JSON, beside a bare server that gets the same ones. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Handlers } from "../harness/BareTransformer";
import type { HubRequest } from "./hubRequests";
import type { Parcel } from "./sendRequests";

export interface Served {
  make(): HubRequest;
  handlers: Handlers;
  /** What the bare server does with the body beyond parsing it. */
  plain(raw: Buffer): unknown;
  /** Of each server in each sample. */
  requests: number;
}

const WARM_UP = 2;
const SAMPLES = 15;

/** How many times the bare server's CPU, of each sample: in turns, so that a busy moment of the machine meets all. */
export async function httpCost(cases: readonly Served[]): Promise<number[][]> {
  const client = fork(join(__dirname, "sendRequests.ts"), { execArgv: ["-r", "ts-node/register"] });
  try {
    const ratios = cases.map((): number[] => []);
    for (let round = 0; round < WARM_UP + SAMPLES; round++) {
      for (const [index, served] of cases.entries()) {
        const ratio = await takeSample(client, served, round % 2 === 1);
        if (round >= WARM_UP) {
          ratios[index]?.push(ratio);
        }
      }
    }
    return ratios;
  } finally {
    client.kill();
  }
}

async function takeSample(client: ChildProcess, served: Served, isBareFirst: boolean): Promise<number> {
  const bare = () =>
    cpuOf(client, served, async (_, raw, answer) => {
      served.plain(raw);
      answer.end("ok");
    });
  const hub = () =>
    cpuOf(client, served, async ({ method = "", headers, body }, _, answer) => {
      await served.handlers.handleInput({ request: { method, headers, query: {}, body }, response: toExpress(answer) });
    });
  if (isBareFirst) {
    const plain = await bare();
    return (await hub()) / plain;
  }
  const own = await hub();
  return own / (await bare());
}

type Serve = (request: IncomingMessage & { body: unknown }, raw: Buffer, answer: ServerResponse) => Promise<void>;

async function cpuOf(client: ChildProcess, { make, requests }: Served, serve: Serve): Promise<number> {
  const server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const body: unknown = JSON.parse(raw.toString("utf8"));
      serve(Object.assign(request, { body }), raw, answer).catch((error) => answer.writeHead(500).end(String(error)));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const parcel: Parcel = {
    port: (server.address() as AddressInfo).port,
    requests: Array.from({ length: requests }, make).map(({ request: { headers }, text }) => ({ headers, text })),
  };
  await ask(client, parcel, "ready");
  globalThis.gc?.({ type: "minor" });
  const before = process.cpuUsage();
  await ask(client, "send", "done");
  const { user, system } = process.cpuUsage(before);
  server.close();
  return user + system;
}

async function ask(client: ChildProcess, message: Parcel | "send", expected: string): Promise<void> {
  const answered = once(client, "message");
  client.send(message);
  const [answer] = await answered;
  if (answer !== expected) {
    throw new Error(`The client of the bench reported: ${answer}`);
  }
}

/** The part of an Express response that handlers use. */
function toExpress(answer: ServerResponse): object {
  const express = {
    get headersSent() {
      return answer.headersSent;
    },
    status(code: number) {
      answer.statusCode = code;
      return express;
    },
    set(name: string, value: string) {
      answer.setHeader(name, value);
      return express;
    },
    send: (text: string) => answer.end(text),
  };
  return express;
}
