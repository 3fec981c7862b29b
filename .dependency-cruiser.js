/**
 * Who may import whom, checked by `npm run lint`. docs/develop/contributing.md shows the same as a table.
 * A rule lists what a part may import besides itself; anything else is an error. Imports of types count.
 */

/** Paths that begin with one of these; folders end with a slash. */
const anyOf = (...paths) => `^(${paths.map((path) => path.replace(/\./g, "\\.")).join("|")})`;

/** What a part may import of this repository. */
const ours = (part, own = []) => ({
  name: `${part} imports of ours`,
  severity: "error",
  from: { path: anyOf(part) },
  to: { dependencyTypes: ["local"], pathNot: anyOf(part, ...own) },
});

const EXTENSION_TOOLS = "@cognigy/extension-tools";
const ZOD = "zod/mini";

/** The product: what each part may import of it, and which packages and modules of Node. */
const PRODUCT = {
  "src/core/": { parts: [], packages: [] },
  "src/protocol/": { parts: ["src/core/"], packages: [] },
  "src/engage/": {
    parts: ["src/core/"],
    packages: ["axios", "https-proxy-agent", ZOD, "http", "https", "dns", "zlib"],
  },
  "src/connectionSchema.ts": { parts: [], packages: [EXTENSION_TOOLS] },
  "src/connection.ts": { parts: ["src/connectionSchema.ts", "src/core/", "src/engage/"], packages: [] },
  "src/nodes/": {
    parts: ["src/core/", "src/protocol/", "src/engage/", "src/connection.ts", "src/connectionSchema.ts"],
    packages: [ZOD, "crypto", EXTENSION_TOOLS],
  },
  // A transformer is one file to paste: pure code, and what the platform supplies.
  "src/transformers/": { parts: ["src/core/", "src/protocol/"], packages: ["crypto"] },
  "src/loadLater.ts": { parts: ["src/core/"], packages: [EXTENSION_TOOLS] },
  "src/module.ts": {
    parts: ["src/connectionSchema.ts", "src/loadLater.ts", "src/nodes/[^/]+.ts$"],
    packages: [EXTENSION_TOOLS],
  },
};

const productRules = Object.entries(PRODUCT).flatMap(([part, { parts, packages }]) => [
  ours(part, parts),
  {
    name: `${part} imports of others`,
    severity: "error",
    from: { path: anyOf(part) },
    to: { dependencyTypesNot: ["local"], pathNot: packages.map((name) => `^(node_modules/${name}/|${name}$)`) },
  },
]);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "every import exists", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "nobody imports test", severity: "error", from: { pathNot: "^test/" }, to: { path: "^test/" } },

    ...productRules,
    {
      name: "each part of the product has its rule here",
      severity: "error",
      from: { path: "^src/", pathNot: anyOf(...Object.keys(PRODUCT)) },
      to: {},
    },

    ours("setup/", ["src/(core|protocol|engage)/", "src/connectionSchema.ts", "scripts/"]),
    ours("sandbox/", ["src/", "scripts/"]),
    ours("sandbox/engage/", ["src/", "sandbox/[^/]+.ts$"]),
    ours("sandbox/cognigy/", ["src/", "sandbox/[^/]+.ts$"]),
    ours("sandbox/page/", ["src/core/", "sandbox/app/", "scripts/rehearsal/"]),
    {
      name: "the page imports only types of the sandbox's server",
      severity: "error",
      from: { path: "^sandbox/page/" },
      to: { path: "^(sandbox/app/|scripts/rehearsal/(?!matchesText))", dependencyTypesNot: ["type-only"] },
    },
    ours("harness/", ["src/", "sandbox/", "scripts/"]),
    ours("chaos/", ["src/", "sandbox/", "scripts/", "harness/"]),
    ours("bench/", ["src/", "sandbox/", "scripts/", "harness/"]),
    ours("scripts/screenshots.ts", ["src/", "sandbox/", "scripts/", "harness/"]),
    {
      ...ours("scripts/", ["src/"]),
      from: { path: "^scripts/", pathNot: "^scripts/screenshots\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "^node_modules/" },
    exclude: { path: "^(build|coverage|dist)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
