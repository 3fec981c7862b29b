/** Behind a company's proxy: HTTPS_PROXY and NO_PROXY, out of the packed module, in a process of its own. */
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { channelInput, useNodeLab } from "../../harness/nodeLab";

const lab = useNodeLab();

const asked: string[] = [];
let proxy: Server;
beforeAll(async () => {
  // A plain forward proxy: absolute URLs for http, CONNECT tunnels for https.
  proxy = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const target = new URL(request.url ?? "");
    const upstream = connect(Number(target.port), target.hostname, () => {
      const headers = Object.entries({ ...request.headers, connection: "close" }).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      upstream.write(`${request.method} ${target.pathname}${target.search} HTTP/1.1\r\n${headers.join("")}\r\n`);
      // Without an end: a server that hears it before it has answered hangs up.
      request.pipe(upstream, { end: false });
    });
    upstream.pipe(response.socket ?? upstream);
  });
  proxy.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(
  () =>
    new Promise((resolve) => {
      proxy.closeAllConnections();
      proxy.close(resolve);
    }),
);

const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const run = (env: Record<string, string>, connection = lab.connection) =>
  lab.run("setEngageCategory", { connection }, { env, input: channelInput(lab) });

test("Requests go through the proxy that the environment names", async () => {
  const { result } = await run({ HTTP_PROXY: proxyUrl() });
  expect(result).toMatchObject({ status: "changed" });
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/1\.0\/content_threads\//);
});

test("NO_PROXY takes hosts out", async () => {
  const { result } = await run({ HTTP_PROXY: proxyUrl(), NO_PROXY: "127.0.0.1" });
  expect(result).toMatchObject({ status: "changed" });
  expect(asked).toEqual([]);
});

test("https is tunnelled, so that the proxy sees no token, and its refusal is a coded error", async () => {
  const connection = { ...lab.connection, apiUrl: "https://account.api.engagement.example/1.0" };
  const { result } = await run({ HTTPS_PROXY: proxyUrl() }, connection);
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked)).toEqual(new Set(["CONNECT account.api.engagement.example:443"]));
  expect(result).toMatchObject({ status: "error", error: { code: expect.any(String), hint: expect.any(String) } });
});
