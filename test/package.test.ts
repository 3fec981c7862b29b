/** What is uploaded: a self-contained module in files that are loaded when they are needed, the same bytes from the same sources. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { builtinModules } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { type LoadedExtension, loadExtension } from "../sandbox/cognigy/loadExtension";
import { packExtension } from "../scripts/packExtension";
import { paths, root } from "../scripts/paths";

const run = promisify(execFile);
let extension: LoadedExtension;
beforeAll(async () => {
  extension = await loadExtension(paths.tarball);
});
afterAll(() => extension.close());

const read = (file: string) => readFileSync(join(extension.directory, file), "utf8");

const isModule = (entry: string) => entry.startsWith("build/");

test("The package holds the module's files, four others and nothing else", () => {
  expect(extension.entries.filter((entry) => !isModule(entry)).sort()).toEqual([
    "README.md",
    "icon.png",
    "package-lock.json",
    "package.json",
  ]);
  const modules = extension.entries.filter(isModule);
  expect(modules).toContain("build/module.js");
  expect(modules.filter((entry) => !/^build\/[\w-]+\.js$/.test(entry))).toEqual([]);
});

test("Each field that shows others, or sections, comes before them: they are read in this order", () => {
  let checked = 0;
  for (const { fields = [], sections = [] } of extension.nodes) {
    for (const [index, { key, condition }] of fields.entries()) {
      const before = fields.slice(0, index).map((field) => field.key);
      const section = sections.find((one) => one.fields.includes(key));
      for (const shownIf of [condition, section?.condition]) {
        expect(!shownIf || ("key" in shownIf && before.includes(shownIf.key))).toBe(true);
        checked += shownIf ? 1 : 0;
      }
    }
  }
  expect(checked).toBeGreaterThan(50);
});

test("Nothing is left to install", () => {
  expect(JSON.parse(read("package.json"))).toEqual({
    name: "ringcentral-engage",
    version: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
    description: expect.any(String),
    author: expect.any(String),
    keywords: expect.any(Array),
    license: "MIT",
    main: "build/module.js",
  });
  expect(Object.keys(JSON.parse(read("package-lock.json")).packages)).toEqual([""]);
});

test("The module needs nothing but its own files and Node", () => {
  const files = extension.entries.filter(isModule);
  const own = files.map((file) => file.replace("build/", "./"));
  // Of what is loaded later, the bundler writes `require` in a way of its own.
  const LOADED = /\brequire\("([^"]+)"\)|\("(node:[\w/]+|\.\/[\w-]+\.js)"\)/g;
  const names = files.flatMap((file) =>
    [...read(file).matchAll(LOADED)].map(([, plain, later]) => plain ?? later ?? ""),
  );
  expect(names.length).toBeGreaterThan(files.length);
  expect(names.filter((name) => !own.includes(name) && !builtinModules.includes(name.replace(/^node:/, "")))).toEqual(
    [],
  );
});

test("A plain require gives the extension, its nodes with all members", () => {
  const { default: loaded } = require(extension.modulePath);
  expect(Object.keys(loaded)).toEqual(["nodes", "connections", "options"]);
  const { createNodeDescriptor } = require("@cognigy/extension-tools");
  const members = Object.keys(createNodeDescriptor({ type: "any" }));
  const [first, ...others] = loaded.nodes;
  expect(Object.keys(first)).toEqual(members);
  // As platforms copy descriptors.
  expect({ ...first }.fields.length).toBeGreaterThan(10);
  expect(structuredClone({ ...first, function: null, fields: [] }).type).toBe("handoverToRingCentral");
  first.summary = "changed";
  expect(first.summary).toBe("changed");
  expect(Object.isFrozen(Object.freeze(others[0])) && others[0].parentType).toBe("handoverToRingCentral");
  // One that nobody has asked for anything yet.
  others.at(-1).tags = ["changed"];
  expect([others.at(-1).tags, others.at(-1).type]).toEqual([["changed"], "addEngageNote"]);
});

test("To find a node, nothing of any other is loaded", async () => {
  const script = `
    const { nodes } = require(${JSON.stringify(extension.modulePath)}).default;
    const node = nodes.find(({ type }) => type === "setEngageCategory");
    if (typeof node.function !== "function") throw new Error("no function");
    const { basename } = require("node:path");
    console.log(JSON.stringify(Object.keys(require.cache).map((path) => basename(path, ".js"))));`;
  const { stdout } = await run(process.execPath, ["-e", script]);
  const loaded: string[] = JSON.parse(stdout);
  expect(loaded.filter((name) => !name.startsWith("chunk-")).sort()).toEqual(["module", "setEngageCategory"]);
});

test("The README is docs/extension.md, below 10,000 characters and without relative images or links", () => {
  expect(read("README.md")).toBe(readFileSync(join(root, "docs/extension.md"), "utf8"));
  expect(read("README.md").length).toBeLessThan(10_000);
  expect(read("README.md")).not.toMatch(/\]\((?!https?:|#)/);
});

test("No secret, path of a machine or source map is in it", () => {
  const text = extension.entries
    .filter((entry) => !entry.endsWith(".png"))
    .map(read)
    .join("\n");
  expect(text).not.toContain("sourceMappingURL");
  expect(text).not.toContain(root);
});

test("Packing twice gives the same bytes", async () => {
  const digest = () => createHash("sha256").update(readFileSync(paths.tarball)).digest("hex");
  const first = digest();
  await packExtension();
  expect(digest()).toBe(first);
});

test("The module loads without touching what is slow to load: HTTP, crypto, undici, zlib, the terminal", async () => {
  const script = `require(${JSON.stringify(extension.modulePath)}); console.log(JSON.stringify(process.moduleLoadList))`;
  const { stdout } = await run(process.execPath, ["-e", script]);
  const loaded: string[] = JSON.parse(stdout);
  expect(loaded).toContain("NativeModule path");
  for (const slow of [
    "crypto",
    "net",
    "http",
    "https",
    "internal/deps/undici/undici",
    "zlib",
    "http2",
    "tty",
    "child_process",
  ]) {
    expect(loaded).not.toContain(`NativeModule ${slow}`);
  }
});

test("A request loads HTTP, and nothing else that is slow to load", async () => {
  const server = createServer((_, response) => response.end('{"id":"1","thread_category_ids":["agent"]}'));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const connection = {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessToken: "t",
    botCategoryId: "bot",
    agentCategoryId: "agent",
  };
  const script = `
    const { nodes } = require(${JSON.stringify(extension.modulePath)}).default;
    const ignore = new Proxy({}, { get: () => () => {} });
    const cognigy = { input: {}, context: {}, profile: {}, api: ignore };
    const config = { connection: ${JSON.stringify(connection)}, threadId: "1" };
    nodes.find(({ type }) => type === "setEngageCategory").function({ cognigy, config, childConfigs: [] })
      .then(() => console.log(JSON.stringify(process.moduleLoadList)));`;
  try {
    const { stdout } = await run(process.execPath, ["-e", script]);
    const loaded: string[] = JSON.parse(stdout);
    expect(loaded).toContain("NativeModule http");
    for (const slow of ["https", "internal/deps/undici/undici", "zlib", "http2", "child_process", "perf_hooks"]) {
      expect(loaded).not.toContain(`NativeModule ${slow}`);
    }
  } finally {
    server.close();
  }
});

describe("Of axios", () => {
  const version: string = JSON.parse(readFileSync(join(root, "node_modules/axios/package.json"), "utf8")).version;

  test("exactly the version is used that the bundler knows", () => {
    expect(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies.axios).toBe(version);
  });

  test("the core is exported at the paths that are bundled", async () => {
    const script = `
      import Axios from "axios/unsafe/core/Axios.js";
      import AxiosError from "axios/unsafe/core/AxiosError.js";
      const adapter = async (config) => ({ status: 200, headers: {}, config, data: new AxiosError("it works").message });
      console.log((await new Axios({ adapter }).request({ url: "http://engage.example" })).data);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
    expect(stdout).toBe("it works\n");
  });

  test("the core is in the module, and none of its adapters", () => {
    const { inputs } = JSON.parse(readFileSync(paths.meta, "utf8"));
    const ofAxios = Object.keys(inputs).flatMap((input) => input.match(/(?<=node_modules\/axios\/lib\/).*/) ?? []);
    expect(ofAxios).toContain("core/Axios.js");
    expect(ofAxios.filter((file) => file.startsWith("adapters/"))).toEqual(["adapters/adapters.js"]);
  });
});
