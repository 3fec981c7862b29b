/** What proxies refuse, and whose answer it is; who may go around one; secure connections through one. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificate } from "../../harness/certificate";
import { channelInput, useNodeLab } from "../../harness/nodeLab";
import { createHttpExchange } from "../../src/engage/createHttpExchange";
import type { HttpExchange } from "../../src/engage/httpExchange";
import { findProxy } from "../../src/engage/proxy";

const lab = useNodeLab();

interface ProxyStandIn {
  url(credentials?: string): string;
  port: number;
  asked: string[];
  authorizations: (string | undefined)[];
  sockets: Set<Socket>;
  onConnect: (request: IncomingMessage, socket: Socket) => void;
  onRequest: (request: IncomingMessage, response: ServerResponse) => void;
}

let proxy: ProxyStandIn;
let server: Server;
let exchange: HttpExchange;
beforeAll(async () => {
  const sockets = new Set<Socket>();
  server = createServer((request, response) => {
    note(`${request.method} ${request.url}`, request);
    proxy.onRequest(request, response);
  });
  server.on("connect", (request, socket: Socket) => {
    note(`CONNECT ${request.url}`, request);
    proxy.onConnect(request, socket);
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });
  const note = (line: string, { headers }: IncomingMessage) => {
    proxy.asked.push(line);
    proxy.authorizations.push(headers["proxy-authorization"]);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  proxy = {
    url: (credentials = "") => `http://${credentials}127.0.0.1:${port}`,
    port,
    asked: [],
    authorizations: [],
    sockets,
    onConnect: () => {},
    onRequest: () => {},
  };
});
const environment = { ...process.env };
beforeEach(() => {
  proxy.asked.length = 0;
  proxy.authorizations.length = 0;
  exchange = createHttpExchange();
});
afterEach(() => {
  exchange.close();
  process.env = { ...environment };
});
afterAll(() => {
  for (const socket of proxy.sockets) {
    socket.destroy();
  }
  server.close();
});

const refuse = (status: number) => (_: unknown, socket: Socket) => {
  socket.end(`HTTP/1.1 ${status} No\r\nContent-Type: text/html\r\n\r\n<p>No</p>`);
};
const get = (url: string, timeoutMs = 5_000) => exchange.send({ method: "GET", url, headers: {} }, timeoutMs);
const SECURE = "https://account.api.engagement.example/1.0/categories";
const PLAIN = "http://account.api.engagement.example/1.0/categories";
const unsent = { kind: "failed", reachedServer: false };

describe("A proxy that opens no tunnel", () => {
  test.each<[string, ProxyStandIn["onConnect"], object]>([
    [
      "wants a password",
      refuse(407),
      { code: "proxy_refused", isTransient: false, what: "the proxy refused the connection (407)" },
    ],
    [
      "does not allow the host",
      refuse(403),
      { code: "proxy_refused", isTransient: false, what: "the proxy refused the connection (403)" },
    ],
    [
      "does not reach the host",
      refuse(502),
      { code: "network", isTransient: true, what: "the proxy could not open a connection (502)" },
    ],
    [
      "hangs up",
      (_, socket) => void socket.end(),
      { code: "network", isTransient: true, what: "no connection to the proxy (no reason given)" },
    ],
    [
      "speaks no HTTP",
      (_, socket) => void socket.end("220 ready\r\n\r\n"),
      { code: "network", isTransient: false, what: "the proxy answered something that is not HTTP" },
    ],
  ])("because it %s", async (_, onConnect, failure) => {
    process.env.HTTPS_PROXY = proxy.url();
    proxy.onConnect = onConnect;
    await expect(get(SECURE)).resolves.toEqual({ ...unsent, ...failure });
    expect(proxy.asked).toEqual(["CONNECT account.api.engagement.example:443"]);
  });

  test("because it never answers", async () => {
    process.env.HTTPS_PROXY = proxy.url();
    proxy.onConnect = () => {};
    const failure = { code: "timeout", isTransient: true, what: "no answer from the proxy within 100 ms" };
    await expect(get(SECURE, 100)).resolves.toEqual({ ...unsent, ...failure });
  });

  test("is not there at all", async () => {
    process.env.HTTPS_PROXY = "http://127.0.0.1:1";
    const failure = { code: "network", isTransient: true, what: "no connection to the proxy (ECONNREFUSED)" };
    await expect(get(SECURE)).resolves.toEqual({ ...unsent, ...failure });
  });

  test("keeps no socket open after the node, although it never answers", async () => {
    process.env.HTTPS_PROXY = proxy.url();
    const connected = new Promise<Socket>((resolve) => {
      proxy.onConnect = (_, socket) => resolve(socket);
    });
    const outcome = get(SECURE, 100);
    const socket = await connected;
    const hungUp = new Promise((resolve) => socket.on("end", resolve).resume());
    await outcome;
    exchange.close();
    await hungUp;
  });

  test("is named in the node's error, with what to do, and asked once", async () => {
    proxy.onConnect = refuse(407);
    const connection = { ...lab.connection, apiUrl: "https://account.api.engagement.example/1.0" };
    const env = { HTTPS_PROXY: proxy.url("user:wrong@") };
    const { result } = await lab.run("setEngageCategory", { connection }, { env, input: channelInput(lab) });
    expect(result).toMatchObject({
      status: "error",
      error: {
        code: "proxy_refused",
        message: expect.stringContaining("the proxy refused the connection (407)"),
        hint: expect.stringContaining("HTTPS_PROXY"),
        retryable: false,
      },
    });
    expect(proxy.asked).toHaveLength(1);
  });
});

describe("A proxy that passes plain http on", () => {
  const JSON_REFUSAL = { error: "forbidden", message: "No right", status: 403 };
  test.each<[who: string, status: number, body: string, outcome: object]>([
    ["itself with 407", 407, "<p>No</p>", { kind: "failed", code: "proxy_refused" }],
    ["itself with 403 and a page", 403, "<p>No</p>", { kind: "failed", code: "proxy_refused" }],
    ["itself with 403 and nothing", 403, "", { kind: "failed", code: "proxy_refused" }],
    ["for Engage with 403", 403, JSON.stringify(JSON_REFUSAL), { kind: "answered", status: 403 }],
    ["for Engage with 200", 200, "{}", { kind: "answered", status: 200 }],
  ])("answers %s", async (_, status, body, outcome) => {
    process.env.HTTP_PROXY = proxy.url();
    proxy.onRequest = (_request, response) => void response.writeHead(status).end(body);
    await expect(get(PLAIN)).resolves.toMatchObject(outcome);
    expect(proxy.asked).toEqual([`GET ${PLAIN}`]);
  });
});

describe("Credentials for a proxy", () => {
  const basic = `Basic ${Buffer.from("me@corp:a:b%/ü").toString("base64")}`;
  const credentials = "me%40corp:a%3Ab%25%2F%C3%BC@";

  test("are decoded for a tunnel", async () => {
    process.env.HTTPS_PROXY = proxy.url(credentials);
    proxy.onConnect = refuse(403);
    await get(SECURE);
    expect(proxy.authorizations).toEqual([basic]);
  });

  test("are decoded for plain http", async () => {
    process.env.HTTP_PROXY = proxy.url(credentials);
    proxy.onRequest = (_, response) => void response.end("{}");
    await get(PLAIN);
    expect(proxy.authorizations).toEqual([basic]);
  });

  test("need not be there", async () => {
    process.env.HTTPS_PROXY = proxy.url();
    proxy.onConnect = refuse(403);
    await get(SECURE);
    expect(proxy.authorizations).toEqual([undefined]);
  });
});

test.each(["not a url", "socks5://127.0.0.1:1080", "http://user:100%@127.0.0.1:1", "http://:80"])(
  "HTTPS_PROXY=%s is a mistake of the environment, which the error names without the value",
  async (value) => {
    const env = { HTTPS_PROXY: value };
    const connection = { ...lab.connection, apiUrl: "https://account.api.engagement.example/1.0" };
    const { result } = await lab.run("setEngageCategory", { connection }, { env, input: channelInput(lab) });
    expect(result).toMatchObject({
      status: "error",
      error: {
        code: "configuration",
        message: expect.stringContaining("HTTPS_PROXY"),
        hint: expect.stringContaining("HTTPS_PROXY"),
      },
    });
    expect(JSON.stringify(result)).not.toContain(value);
  },
);

test.each<[environment: Record<string, string>, target: string, proxy: string | undefined]>([
  [{}, "https://a.example", undefined],
  [{ HTTPS_PROXY: "http://p:1" }, "https://a.example", "http://p:1/"],
  [{ HTTPS_PROXY: "http://p:1" }, "http://a.example", undefined],
  [{ https_proxy: "http://low:1", HTTPS_PROXY: "http://up:1" }, "https://a.example", "http://low:1/"],
  [{ HTTPS_PROXY: "p:3128" }, "https://a.example", "http://p:3128/"],
  [{ HTTPS_PROXY: "https://p:3128" }, "https://a.example", "https://p:3128/"],
  [{ ALL_PROXY: "http://p:1" }, "https://a.example", "http://p:1/"],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "*" }, "https://a.example", undefined],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "b.example, A.example" }, "https://a.example", undefined],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "example" }, "https://a.example", "http://p:1/"],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: ".example" }, "https://a.example", undefined],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "*.example" }, "https://a.example", undefined],
  [{ HTTPS_PROXY: "http://p:1", no_proxy: "a.example:443" }, "https://a.example", undefined],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "a.example:8443" }, "https://a.example", "http://p:1/"],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "10.0.0.0/8" }, "https://10.2.3.4", undefined],
  [{ HTTPS_PROXY: "http://p:1", NO_PROXY: "10.0.0.0/8" }, "https://11.2.3.4", "http://p:1/"],
  [{ HTTP_PROXY: "http://p:1", NO_PROXY: "localhost" }, "http://127.0.0.1:8080", undefined],
])("With %j, %s is reached by way of %s", (given, target, expected) => {
  const found = findProxy(new URL(target), given);
  expect(found && "url" in found ? found.url.href : found).toBe(expected);
});

describe("A secure connection", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "certificates-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  /** Engage with a certificate that the node's process trusts, as a company does for its own proxy. */
  async function runSecurely(host: string, expiresMs: number | undefined, env: Record<string, string>) {
    const certificate = createCertificate(host, expiresMs);
    const file = join(directory, `${host}.pem`);
    await writeFile(file, certificate.cert);
    const tls = createHttpsServer(certificate, (request, response) => {
      const target = connect(Number(new URL(lab.engage.apiUrl).port), "127.0.0.1", () => {
        const headers = Object.entries({ ...request.headers, connection: "close" });
        target.write(`${request.method} ${request.url} HTTP/1.1\r\n`);
        target.write(`${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
        // Without an end: a server that hears it before it has answered hangs up.
        request.pipe(target, { end: false });
      });
      target.pipe(response.socket ?? target);
    });
    await new Promise<void>((resolve) => tls.listen(0, "127.0.0.1", resolve));
    const { port } = tls.address() as AddressInfo;
    try {
      const connection = { ...lab.connection, apiUrl: `https://localhost:${port}/1.0` };
      const rest = { env: { NODE_EXTRA_CA_CERTS: file, ...env }, input: channelInput(lab) };
      const { result } = await lab.run("setEngageCategory", { connection }, rest);
      return result;
    } finally {
      tls.closeAllConnections();
      tls.close();
    }
  }

  const tunnel = (request: IncomingMessage, socket: Socket) => {
    const target = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    target.on("error", () => {});
  };

  test("is made directly", async () => {
    expect(await runSecurely("localhost", undefined, {})).toMatchObject({ status: "changed" });
  });

  test("is made through a proxy's tunnel, and the proxy sees nothing but the host", async () => {
    proxy.onConnect = tunnel;
    const result = await runSecurely("localhost", undefined, { HTTPS_PROXY: proxy.url(), NO_PROXY: "none" });
    expect(result).toMatchObject({ status: "changed" });
    expect(new Set(proxy.asked)).toEqual(new Set([expect.stringMatching(/^CONNECT localhost:\d+$/)]));
  });

  test.each<[what: string, host: string, expiresMs: number | undefined, code: string]>([
    ["an expired certificate", "localhost", Date.now() - 60_000, "CERT_HAS_EXPIRED"],
    ["the certificate of another host", "elsewhere.example", undefined, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("is not made with %s, and that is no matter of time", async (_, host, expiresMs, code) => {
    expect(await runSecurely(host, expiresMs, {})).toMatchObject({
      status: "error",
      error: { code: "network", message: expect.stringContaining(`no secure connection (${code})`), retryable: false },
      calls: 1,
    });
  });
});
