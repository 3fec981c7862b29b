/** What is uploaded: five files, one self-contained module, the same bytes from the same sources. */
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

test("The package holds five files and nothing else", () => {
  expect([...extension.entries].sort()).toEqual([
    "README.md",
    "build/module.js",
    "icon.png",
    "package-lock.json",
    "package.json",
  ]);
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

test("The module needs nothing but Node", () => {
  const required = [...read("build/module.js").matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) =>
    name?.replace(/^node:/, ""),
  );
  expect(required.length).toBeGreaterThan(0);
  for (const name of required) {
    expect(builtinModules).toContain(name);
  }
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

test("The module loads without touching what is slow to load: HTTP, undici, zlib, the terminal", async () => {
  const script = `require(${JSON.stringify(extension.modulePath)}); console.log(JSON.stringify(process.moduleLoadList))`;
  const { stdout } = await run(process.execPath, ["-e", script]);
  const loaded: string[] = JSON.parse(stdout);
  expect(loaded).toContain("NativeModule crypto");
  for (const slow of ["net", "http", "https", "internal/deps/undici/undici", "zlib", "http2", "tty", "child_process"]) {
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
