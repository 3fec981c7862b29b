/** One exchange on the wire: connections, packed answers, deadlines, and how far a failed request had come. */
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { createCertificate } from "../../harness/certificate";
import { createHttpExchange } from "../../src/engage/createHttpExchange";
import type { HttpExchange } from "../../src/engage/httpExchange";

let exchange: HttpExchange;
let server: TcpServer | undefined;
const sockets = new Set<Socket>();

beforeEach(() => {
  exchange = createHttpExchange();
});
afterEach(async () => {
  exchange.close();
  for (const socket of sockets) {
    socket.destroy();
  }
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function listen(started: Server | TcpServer): Promise<number> {
  server = started;
  started.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return (started.address() as AddressInfo).port;
}

const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createHttpServer(listener))}/`;
const get = (url: string, timeoutMs = 5_000) => exchange.send({ method: "GET", url, headers: {} }, timeoutMs);

describe("Connections", () => {
  test("are shared by the requests of a node, and closed with it", async () => {
    const ports = new Set<number | undefined>();
    const url = await serve(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end("ok");
    });
    for (const _ of [1, 2, 3]) {
      await expect(get(url)).resolves.toMatchObject({ kind: "answered", status: 200, body: "ok" });
    }
    expect(ports.size).toBe(1);
    const closed = Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.on("close", resolve))));
    exchange.close();
    await closed;
  });

  test("end with the node while an answer is awaited", async () => {
    const arrived = new Promise<Socket>((resolve) => {
      void serve(({ socket }) => resolve(socket)).then((url) => get(url));
    });
    const socket = await arrived;
    const closed = new Promise((resolve) => socket.on("close", resolve));
    exchange.close();
    await closed;
  });

  test("carry no request to where a redirect points", async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve(({ url: path }, response) => {
      asked.push(path);
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    await expect(get(url)).resolves.toMatchObject({ kind: "answered", status: 302 });
    expect(asked).toEqual(["/"]);
  });
});

describe("A packed answer", () => {
  const text = JSON.stringify({ id: "1", name: "Grüße".repeat(50) });
  test.each<[encoding: string, bytes: Buffer]>([
    ["gzip", gzipSync(text)],
    ["GZIP", gzipSync(text)],
    ["x-gzip", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["br", brotliCompressSync(text)],
    ["identity", Buffer.from(text)],
  ])("is unpacked (%s)", async (encoding, bytes) => {
    const url = await serve((_, response) => void response.writeHead(200, { "content-encoding": encoding }).end(bytes));
    await expect(get(url)).resolves.toMatchObject({ kind: "answered", body: text });
  });

  test("may be empty", async () => {
    const url = await serve((_, response) => void response.writeHead(204, { "content-encoding": "gzip" }).end());
    await expect(get(url)).resolves.toMatchObject({ kind: "answered", status: 204, body: "" });
  });

  test.each<[what: string, encoding: string, bytes: Buffer, failure: RegExp]>([
    ["of 100 MB is given up", "gzip", gzipSync(Buffer.alloc(100 * 1024 * 1024)), /larger than 8388608 bytes/],
    ["that is none is unusable", "gzip", Buffer.from("not packed"), /cannot be read \(Z_DATA_ERROR\)/],
    ["that is cut is unusable", "gzip", gzipSync(text).subarray(0, 40), /cannot be read \(Z_BUF_ERROR\)/],
    ["in broken Brotli is unusable", "br", Buffer.from("not packed"), /cannot be read \(ERR__ERROR_/],
  ])("%s", async (_, encoding, bytes, failure) => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": encoding }).end(bytes);
    });
    await expect(get(url)).resolves.toMatchObject({
      kind: "failed",
      code: "bad_response",
      isTransient: false,
      what: expect.stringMatching(failure),
    });
  });
});

describe("A deadline", () => {
  const late = { kind: "failed", code: "timeout", isTransient: true, what: "no answer within 50 ms" };
  test("ends a wait for the answer, which may have been on its way", async () => {
    await expect(get(await serve(() => {}), 50)).resolves.toEqual({ ...late, reachedServer: true });
  });

  test("ends an answer that trickles", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const drip = () => response.write(" ", () => setImmediate(drip));
      drip();
    });
    await expect(get(url, 50)).resolves.toEqual({ ...late, reachedServer: true });
  });

  test("ends a handshake, before which nothing is sent", async () => {
    const port = await listen(createTcpServer(() => {}));
    await expect(get(`https://127.0.0.1:${port}/`, 50)).resolves.toEqual({ ...late, reachedServer: false });
  });
});

describe("Something other than HTTP", () => {
  test.each<[what: string, bytes: string, failure: RegExp]>([
    ["in place of an answer", "SSH-2.0-OpenSSH\r\n", /cannot be read \(HPE_/],
    [
      "in the middle of one",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
      /cannot be read \(HPE_/,
    ],
  ])("%s is unusable", async (_, bytes, failure) => {
    const port = await listen(createTcpServer((socket) => void socket.once("data", () => socket.write(bytes))));
    await expect(get(`http://127.0.0.1:${port}/`)).resolves.toMatchObject({
      kind: "failed",
      code: "bad_response",
      what: expect.stringMatching(failure),
    });
  });
});

describe("A secure connection that fails", () => {
  test.each<[what: string, start: () => TcpServer, failure: object]>([
    [
      "with a certificate that nobody signed",
      () => createHttpsServer(createCertificate("127.0.0.1")),
      { isTransient: false, what: "no secure connection (DEPTH_ZERO_SELF_SIGNED_CERT)" },
    ],
    [
      "at a server without TLS",
      () => createHttpServer(),
      { isTransient: true, what: expect.stringMatching(/^no connection \((EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)\)$/) },
    ],
    [
      "in the middle of the handshake",
      () => createTcpServer((socket) => void socket.once("data", () => socket.destroy())),
      { isTransient: true, what: "no connection (ECONNRESET)" },
    ],
  ])("%s has sent nothing", async (_, start, failure) => {
    const port = await listen(start());
    await expect(get(`https://127.0.0.1:${port}/`)).resolves.toEqual({
      kind: "failed",
      code: "network",
      reachedServer: false,
      ...failure,
    });
  });
});
