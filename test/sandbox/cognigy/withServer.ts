/** A server that a transformer may call. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
export type Respond = (status: number, body: string, headers?: Record<string, string>) => void;

export function echo(request: Received, respond: Respond): void {
  respond(200, JSON.stringify(request));
}

export async function withServer(
  handle: (request: Received, respond: Respond) => void,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server: Server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      handle({ method, url, headers, body }, (status, text, more = {}) => response.writeHead(status, more).end(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
