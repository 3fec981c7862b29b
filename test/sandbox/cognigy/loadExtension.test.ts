/** Loading a packed Extension, and every reason to refuse one. */
import { existsSync } from "node:fs";
import { truncate } from "node:fs/promises";
import { loadExtension } from "../../../sandbox/cognigy/loadExtension";
import { EMPTY_EXTENSION, type ExtensionParts, icon, manifest, packExtension } from "./packExtension";

async function load(parts: ExtensionParts) {
  const { tarball, remove } = await packExtension(parts);
  try {
    return await loadExtension(tarball);
  } finally {
    await remove();
  }
}

test("a loaded Extension is described by plain data, and its files go when it is closed", async () => {
  const extension = await load({
    extension: `{
      nodes: [
        { type: "ask", defaultLabel: { default: "Ask" }, dependencies: { children: ["onDone"] }, function: async () => {},
          fields: [{ type: "select", key: "who", label: "Who", defaultValue: "me",
            optionsResolver: { dependencies: [], resolverFunction: async () => [] } }] },
        { type: "onDone", parentType: "ask", function: null },
      ],
      connections: [{ type: "tiny-login", label: "Login", fields: [{ fieldName: "token" }] }],
      options: { label: "Tiny Extension" },
    }`,
  });
  expect(extension).toMatchObject({
    name: "tiny",
    version: "1.2.3",
    label: "Tiny Extension",
    entries: ["build/module.js", "package.json", "README.md", "icon.png"],
    connections: [{ type: "tiny-login", label: "Login", fields: [{ fieldName: "token" }] }],
    nodes: [
      { type: "ask", dependencies: { children: ["onDone"] }, fields: [{ key: "who", defaultValue: "me" }] },
      { type: "onDone", parentType: "ask" },
    ],
  });
  expect(extension.nodes[0]).not.toHaveProperty("function");
  expect(extension.nodes[0]?.fields[0]?.optionsResolver).toEqual({ dependencies: [] });
  expect(existsSync(extension.modulePath)).toBe(true);
  await extension.close();
  expect(existsSync(extension.directory)).toBe(false);
});

describe("a package is refused", () => {
  test.each<[reason: string, parts: ExtensionParts, message: string]>([
    ["not compressed", { gzip: false }, "not compressed with gzip"],
    ["packed by npm pack", { folder: "package" }, `not at the archive's root but at "package/package.json"`],
    ["without package.json", { files: { "package.json": null } }, "package.json is not at the archive's root."],
    ["package.json no JSON", { files: { "package.json": "{" } }, "package.json is not valid JSON"],
    ["without name", { files: { "package.json": manifest({ name: "" }) } }, `no usable "name"`],
    ["without version", { files: { "package.json": manifest({ version: undefined }) } }, `no usable "version"`],
    ["without main", { files: { "package.json": manifest({ main: undefined }) } }, `no usable "main"`],
    ["main file missing", { files: { "build/module.js": null } }, `main file "build/module.js" is not in the archive`],
    [
      "main file outside",
      { files: { "package.json": manifest({ main: "../x.js" }) } },
      `"../x.js" is not in the archive`,
    ],
    ["without README", { files: { "README.md": null } }, "README.md is missing"],
    ["without icon", { files: { "icon.png": null } }, "icon.png is missing"],
    ["icon no PNG", { files: { "icon.png": "<svg/>" } }, "icon.png is no PNG"],
    ["icon too large", { files: { "icon.png": icon(128, 64) } }, "128x64 pixels instead of 64x64"],
  ])("%s", async (_reason, parts, message) => {
    await expect(load(parts)).rejects.toThrow(message);
  });

  test("over 128 MB", async () => {
    const { tarball, remove } = await packExtension();
    await truncate(tarball, 128 * 1024 * 1024 + 1);
    await expect(loadExtension(tarball)).rejects.toThrow("up to 128 MB");
    await remove();
  });

  test.each<[reason: string, source: string, message: string]>([
    ["no default export", `module.exports = ${EMPTY_EXTENSION};`, "no object with the lists nodes and connections"],
    ["no connections", "exports.default = { nodes: [] };", "no object with the lists nodes and connections"],
    ["throws", `throw new Error("broken build");`, "broken build"],
    ["a dependency that is not packed", `require("left-out");`, "Cannot find module 'left-out'"],
    ["ends the process", "process.exit(3);", "The process ended while loading (exit code 3)"],
  ])("module: %s", async (_reason, source, message) => {
    await expect(load({ files: { "build/module.js": source } })).rejects.toThrow(message);
  });
});

describe("a descriptor is refused", () => {
  const field = (key: string, more = "") => `{ type: "cognigyText", key: "${key}", label: "L", ${more} }`;
  const node = (parts: string) => `{ nodes: [{ type: "ask", ${parts} }], connections: [] }`;

  test.each<[reason: string, extension: string, message: string]>([
    [
      "node without type",
      "{ nodes: [{}], connections: [] }",
      `The descriptor of the node number 1 is not valid at "type"`,
    ],
    [
      "field without label",
      node(`fields: [{ type: "text", key: "a" }]`),
      `node "ask" is not valid at "fields.0.label"`,
    ],
    [
      "duplicate node type",
      `{ nodes: [{ type: "a" }, { type: "a" }], connections: [] }`,
      `node type "a" exists more than once`,
    ],
    [
      "child without descriptor",
      node(`dependencies: { children: ["onDone"] }`),
      `child "onDone", which has no descriptor`,
    ],
    [
      "child of another parent",
      `{ nodes: [{ type: "a", dependencies: { children: ["c"] } }, { type: "b" }, { type: "c", parentType: "b" }], connections: [] }`,
      `The child "c" of the node "a" has the parentType "b" instead`,
    ],
    ["child without parent", node(`parentType: "gone"`), `parentType "gone", which is no node`],
    ["duplicate field", node(`fields: [${field("a")}, ${field("a")}]`), `field "a" more than once`],
    [
      "duplicate section",
      node(`sections: [{ key: "s", label: "S", fields: [] }, { key: "s", label: "S", fields: [] }]`),
      `section "s" more than once`,
    ],
    [
      "condition of a field",
      node(`fields: [${field("a", `condition: { or: [{ and: [{ key: "gone", value: 1 }] }] }`)}]`),
      `condition of the field "a" of the node "ask" names the field "gone"`,
    ],
    [
      "condition of a section",
      node(`sections: [{ key: "s", label: "S", fields: [], condition: { key: "gone", value: true } }]`),
      `condition of the section "s" of the node "ask" names the field "gone"`,
    ],
    [
      "field of a section",
      node(`sections: [{ key: "s", label: "S", fields: ["gone"] }]`),
      `section "s" of the node "ask" names the field "gone"`,
    ],
    ["form field", node(`form: [{ type: "field", key: "gone" }]`), `form of the node "ask" names the field "gone"`],
    [
      "form section",
      node(`form: [{ type: "section", key: "gone" }]`),
      `form of the node "ask" names the section "gone"`,
    ],
    ["preview", node(`preview: { type: "text", key: "gone" }`), `preview of the node "ask" names the field "gone"`],
    [
      "connection without schema",
      node(`fields: [{ type: "connection", key: "c", label: "C", params: { connectionType: "gone" } }]`),
      `connectionType "gone", which has no schema`,
    ],
    [
      "duplicate connection",
      `{ nodes: [], connections: [{ type: "a", label: "A", fields: [] }, { type: "a", label: "A", fields: [] }] }`,
      `connection type "a" exists more than once`,
    ],
    [
      "connection without fields",
      `{ nodes: [], connections: [{ type: "a", label: "A" }] }`,
      `connection "a" is not valid at "fields"`,
    ],
    [
      "resolver of a text",
      node(`fields: [${field("a", `optionsResolver: { dependencies: [], resolverFunction() {} }`)}]`),
      `only a field of type "select"`,
    ],
    [
      "resolver with an unknown dependency",
      node(`fields: [{ type: "select", key: "a", label: "A", optionsResolver: { dependencies: ["gone"] } }]`),
      `depends on the field "gone"`,
    ],
    ["long token", node(`tokens: [{ label: "${"x".repeat(31)}", type: "input", script: "input.a" }]`), "is too long"],
  ])("%s", async (_reason, extension, message) => {
    await expect(load({ extension })).rejects.toThrow(message);
  });
});
