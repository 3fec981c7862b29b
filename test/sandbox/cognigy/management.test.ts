/** The stand-in of Cognigy's REST API: keys, limits, pages, tasks that install Extensions, and Endpoints that change. */
import { readFile } from "node:fs/promises";
import type { ManagementOptions } from "../../../sandbox/cognigy/management/ManagementOptions";
import type { CognigyStandIn } from "../../../sandbox/cognigy/startCognigy";
import { type ExtensionParts, manifest, packExtension } from "./packExtension";
import { closeStandIns, definition, post, standIn, transformer } from "./standIn";

afterEach(closeStandIns);

async function start(management: ManagementOptions = {}) {
  const cognigy = await standIn({ management, runNodesInProcess: true });
  const api = cognigy.management;
  if (!api) {
    throw new Error("There is no REST API.");
  }
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${api.url}/new/v2.0${path}`, {
      method,
      headers: { "x-api-key": api.apiKey, ...(isForm ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  /** Resolves with the task as it ended. */
  const install = async (parts: ExtensionParts, extension?: string) => {
    const { tarball, remove } = await packExtension(parts);
    const form = new FormData();
    form.set("projectId", api.projectId);
    if (extension) {
      form.set("extension", extension);
    }
    form.set("file", new Blob([new Uint8Array(await readFile(tarball))]), "tiny");
    await remove();
    const started = await call("POST", `/extensions/${extension ? "update" : "upload"}`, form);
    if (started.status !== 202) {
      return started;
    }
    expect(["queued", "active"]).toContain(started.body.status);
    await cognigy.idle();
    return call("GET", `/tasks/${started.body._id}?projectId=${api.projectId}`);
  };
  return { cognigy, api, call, install };
}

/** An Extension with one node that says something. */
function speaker(words: string, version: string): ExtensionParts {
  return {
    extension: `{ nodes: [{ type: "speak", function: async ({ cognigy }) => cognigy.api.say("${words}") }], connections: [] }`,
    files: { "package.json": manifest({ version }) },
  };
}

const REPLY = { transformer: transformer({ handleInput: 'response.status(418).send("tea"); return null;' }) };

async function endpointId(cognigy: CognigyStandIn, call: Awaited<ReturnType<typeof start>>["call"]) {
  cognigy.addEndpoint(definition({ URLToken: "e" }));
  const { body } = await call("GET", `/endpoints?projectId=${cognigy.management?.projectId}`);
  return String(body.items[0]._id);
}

test("refuses a request without the key, and says so as the platform does", async () => {
  const { call } = await start();
  const answer = await call("GET", "/projects", undefined, { "x-api-key": "wrong" });
  expect(answer).toMatchObject({ status: 401, body: { status: 401, code: 401, detail: "The API key is not valid." } });
  expect(answer.body.traceId).toMatch(/^api-/);
});

test.each([
  ["a Project", "/projects/none"],
  ["the Extensions of a Project", "/extensions?projectId=none"],
  ["an Endpoint", "/endpoints/none"],
  ["a task", "/tasks/none?projectId=64cognigyproject00000001"],
  ["a route", "/nothing"],
])("%s that does not exist is 404", async (_what, path) => {
  const { call } = await start();
  expect(await call("GET", path)).toMatchObject({ status: 404, body: { code: 1002 } });
});

test("lists in pages", async () => {
  const { cognigy, api, call } = await start({ pageSize: 2 });
  for (const name of ["a", "b", "c"]) {
    cognigy.addEndpoint(definition({ name }));
  }
  const path = `/endpoints?projectId=${api.projectId}&limit=100`;
  const first = await call("GET", path);
  const second = await call("GET", `${path}&next=${first.body.nextCursor}`);
  const names = [first, second].map(({ body }) => body.items.map(({ name }: { name: string }) => name));
  expect(names).toEqual([["a", "b"], ["c"]]);
  expect(second.body).toMatchObject({ total: 3, nextCursor: null });
});

test("counts requests over five minutes", async () => {
  let nowMs = 0;
  const cognigy = await standIn({ management: { requestsPerWindow: 2 }, now: () => nowMs });
  const ask = async () => {
    const { url = "", apiKey = "" } = cognigy.management ?? {};
    return (await fetch(`${url}/new/v2.0/projects`, { headers: { "x-api-key": apiKey } })).status;
  };
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  nowMs = 5 * 60_000;
  expect(await ask()).toBe(200);
});

describe("Extensions", () => {
  test("a task is read with the id of its Project", async () => {
    const { call, install } = await start();
    const { status, body } = await install(speaker("one", "1.0.0"));
    expect(status).toBe(200);
    expect(await call("GET", `/tasks/${body._id}`)).toMatchObject({ status: 404 });
  });

  test("an upload is installed, and nodes of Flows can use it; an update runs from then on", async () => {
    const { cognigy, api, install } = await start();
    expect(await install(speaker("one", "1.0.0"))).toMatchObject({ status: 200, body: { status: "done" } });
    const flow = { nodes: [{ type: "extension" as const, node: "speak", config: {} }] };
    const endpoint = cognigy.addEndpoint(definition({ flow }));
    const [installed] = api.extensions;
    await post(endpoint.url);
    await cognigy.idle();
    expect(await install(speaker("two", "1.0.1"), installed?._id)).toMatchObject({ body: { status: "done" } });
    await post(endpoint.url);
    await cognigy.idle();
    expect(endpoint.sent.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(api.extensions).toMatchObject([{ _id: installed?._id, name: "tiny", version: "1.0.1" }]);
  });

  test.each<[string, ExtensionParts, RegExp]>([
    ["no gzip", { gzip: false }, /not compressed/],
    ["nested in a folder", { folder: "package" }, /not at the archive's root/],
    ["a module that throws", { extension: "boom()" }, /cannot be used/],
  ])("a broken package (%s) ends in a failed task and is not installed", async (_what, parts, reason) => {
    const { api, install } = await start();
    expect(await install(parts)).toMatchObject({
      body: { status: "error", failReason: expect.stringMatching(reason) },
    });
    expect(api.extensions).toEqual([]);
  });

  test("a second upload of the same name fails; an update of an unknown one is 404", async () => {
    const { install } = await start({ extensions: [{ name: "tiny", version: "0.1.0" }] });
    expect(await install({})).toMatchObject({ body: { failReason: expect.stringContaining("already exists") } });
    expect(await install({}, "none")).toMatchObject({ status: 404 });
  });
});

describe("Endpoints", () => {
  test("a transformer that is set runs at the next request, with the switches as given", async () => {
    const { cognigy, call } = await start();
    const id = await endpointId(cognigy, call);
    const url = cognigy.endpoints[0]?.url ?? "";
    expect((await post(url)).status).toBe(200);
    await call("PATCH", `/endpoints/${id}`, { transformer: { ...REPLY, inputTransformerEnabled: true } });
    expect(await post(url)).toMatchObject({ status: 418, body: "tea" });
    await call("PATCH", `/endpoints/${id}`, { transformer: REPLY });
    expect((await post(url)).status).toBe(200);
    expect((await call("GET", `/endpoints/${id}`)).body).toMatchObject({
      name: "e",
      channel: "webhook",
      URLToken: "e",
      transformer: { ...REPLY, inputTransformerEnabled: false, abortOnError: false },
    });
  });

  test.each([
    ["a transformer for another type", { transformer: { transformer: "createSocketTransformer({})" } }, 400],
    ["a switch that is no switch", { transformer: { ...REPLY, abortOnError: "yes" } }, 400],
    ["the URL token", { URLToken: "mine" }, 400],
    ["a body of more than 60 kB", { transformer: { transformer: "x".repeat(60_000) } }, 413],
  ])("refuses %s and changes nothing", async (_what, body, status) => {
    const { cognigy, call } = await start();
    const id = await endpointId(cognigy, call);
    const before = await call("GET", `/endpoints/${id}`);
    expect((await call("PATCH", `/endpoints/${id}`, body)).status).toBe(status);
    expect(await call("GET", `/endpoints/${id}`)).toEqual(before);
  });
});
