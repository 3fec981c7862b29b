/** Options resolvers run from their source text, with real HTTP and the platform's limits. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type LoadedExtension, loadExtension } from "../../../sandbox/cognigy/loadExtension";
import type { ResolverLimits } from "../../../sandbox/cognigy/ResolverHttp";
import { runOptionsResolver } from "../../../sandbox/cognigy/runOptionsResolver";
import { packExtension } from "./packExtension";

const get = (path: string) => `(await api.httpRequest({ method: "get", url: config.url + "${path}" }))`;
const OPTION = [{ label: "One", value: "1" }];
const ONE = JSON.stringify(OPTION);

/** Each body is the resolver of its own field. */
const RESOLVERS = {
  options: `const { data } = ${get("/list?q=1")}; return data.records.map((r) => ({ label: r.name, value: String(r.id) }));`,
  headers: `const r = await api.httpRequest({ method: "POST", url: config.url + "/echo", headers: { "X-A": "b" }, data: { c: 1 } });
    return [{ label: r.data.method + r.data.header + r.data.body, value: r.status + r.statusText }];`,
  config: `return [{ label: Object.keys(config).sort().join(), value: config.choice + config.connection.token }];`,
  globals: `return ["console", "JSON", "Buffer", "Promise", "require", "process", "fetch", "setTimeout", "module"]
    .map((name) => ({ label: name, value: eval("typeof " + name) }));`,
  helper: "return [{ label: outside, value: '' }];",
  refused: `${get("/404")}; return ${ONE};`,
  caught: `try { ${get("/404")} } catch (error) { return [{ label: error.message, value: "" }] }`,
  unreachable: `try { await api.httpRequest({ method: "GET", url: "http://127.0.0.1:1/" }) } catch (error) { return [{ label: error.message, value: "" }] }`,
  deleting: `await api.httpRequest({ method: "DELETE", url: config.url });`,
  slow: `${get("/never")}; return ${ONE};`,
  endless: "await new Promise(() => {});",
  loop: "for (;;);",
  five: `for (let i = 0; i < 5; i++) ${get("/list")}; return ${ONE};`,
  six: `for (let i = 0; i < 6; i++) try { ${get("/list")} } catch {} return ${ONE};`,
  large: `try { ${get("/large")}; ${get("/large")} } catch {} return ${ONE};`,
  nothing: "",
  object: "return { options: [] };",
  numbers: `return [{ label: "One", value: 1 }];`,
  more: `return [{ label: "One", value: "1", hint: "x" }];`,
};

let extension: LoadedExtension;
let server: Server;
let url: string;

beforeAll(async () => {
  const fields = Object.entries(RESOLVERS).map(
    ([key, body]) => `{ type: "select", key: "${key}", label: "${key}", optionsResolver: {
      dependencies: ["url", "choice", "connection"], resolverFunction: async ({ api, config }) => { ${body} } } }`,
  );
  const { tarball, remove } = await packExtension({
    files: {
      "build/module.js": `const outside = "x"; exports.default = { connections: [], nodes: [{ type: "pick", fields: [
        ...["url", "other", "connection"].map((key) => ({ type: "text", key, label: key })),
        { type: "text", key: "choice", label: "Choice", defaultValue: "default " },
        ${fields.join()}] }] };`,
    },
  });
  extension = await loadExtension(tarball);
  await remove();
  server = createServer((request, response) => {
    const path = request.url ?? "";
    if (path === "/never") {
      return;
    }
    if (path === "/404") {
      return void response.writeHead(404).end();
    }
    if (path === "/large") {
      return void response.end("x".repeat(600));
    }
    if (path.startsWith("/list")) {
      return void response.end(JSON.stringify({ records: [{ id: 1, name: "One" }] }));
    }
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () =>
      response.end(JSON.stringify({ method: request.method, header: request.headers["x-a"], body })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await extension.close();
});

function resolveOptions(field: keyof typeof RESOLVERS, limits: Partial<ResolverLimits> = {}) {
  const config = { url, other: "not declared", connection: { token: "t" } };
  return runOptionsResolver(extension, { node: "pick", field, config }, limits);
}

test.each<[field: keyof typeof RESOLVERS, options: { label: string; value: string }[]]>([
  ["options", OPTION],
  ["headers", [{ label: `POSTb{"c":1}`, value: "200OK" }]],
  ["config", [{ label: "choice,connection,url", value: "default t" }]],
  ["caught", [{ label: "Request failed with status code 404", value: "" }]],
  ["unreachable", [{ label: "connect ECONNREFUSED 127.0.0.1:1", value: "" }]],
  ["five", OPTION],
])("%s", async (field, options) => {
  const resolved = await resolveOptions(field);
  expect(resolved.error).toBeUndefined();
  expect(resolved.options).toEqual(options);
});

test("only the language and three globals are visible", async () => {
  const { options } = await resolveOptions("globals");
  expect(Object.fromEntries(options.map(({ label, value }) => [label, value]))).toEqual({
    console: "object",
    JSON: "object",
    Buffer: "function",
    Promise: "function",
    require: "undefined",
    process: "undefined",
    fetch: "undefined",
    setTimeout: "undefined",
    module: "undefined",
  });
});

test.each<[field: keyof typeof RESOLVERS, limits: Partial<ResolverLimits>, error: string]>([
  ["helper", {}, "outside is not defined"],
  ["refused", {}, "Request failed with status code 404"],
  ["deleting", {}, `httpRequest: "method" is not valid.`],
  ["slow", { requestMs: 30 }, "timeout of 30ms exceeded"],
  ["slow", { totalMs: 60 }, "longer than 60 ms"],
  ["endless", { totalMs: 30 }, "longer than 30 ms"],
  ["loop", { totalMs: 30 }, "longer than 30 ms"],
  ["six", {}, "more than 5 requests"],
  ["large", { responseBytes: 1000 }, "more than 1000 bytes"],
  ["large", { responseBytes: 500 }, "more than 500 bytes"],
  ["nothing", {}, "did not return a list"],
  ["object", {}, "did not return a list"],
  ["numbers", {}, "0.value"],
  ["more", {}, "hint"],
])("no options: %s %j", async (field, limits, error) => {
  const resolved = await resolveOptions(field, limits);
  expect(resolved.options).toEqual([]);
  expect(resolved.error).toContain(error);
});

test("the requests are told", async () => {
  expect((await resolveOptions("options")).requests).toEqual([{ method: "GET", url: `${url}/list?q=1`, status: 200 }]);
  expect((await resolveOptions("refused")).requests).toEqual([{ method: "GET", url: `${url}/404`, status: 404 }]);
  expect((await resolveOptions("slow", { requestMs: 30 })).requests).toEqual([{ method: "GET", url: `${url}/never` }]);
  expect((await resolveOptions("six")).requests).toHaveLength(5);
});

test.each([
  ["gone", "options", `has no node "gone"`],
  ["pick", "url", `no field "url" with an optionsResolver`],
])("a resolver that does not exist: %s %s", async (node, field, message) => {
  await expect(runOptionsResolver(extension, { node, field, config: {} })).rejects.toThrow(message);
});
