/** Who may import whom. The map is in CONTRIBUTING.md. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../scripts/paths";

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join("src", name));
const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      /(?:\bfrom |^import )"([^"]+)";$|\b(?:import|require)\("([^"]+)"\)/gm,
    ),
  ].map(([, name, called]) => name ?? called ?? "");
const graph = new Map(
  files.map((file) => [
    file,
    importsOf(file).map((name) =>
      name.startsWith(".") ? `${relative(root, join(root, dirname(file), name))}.ts` : name,
    ),
  ]),
);

/** Folder -> what it may import of ours, and of others. */
const RULES: Record<string, { own: RegExp; packages: RegExp }> = {
  "src/core/": { own: /^src\/core\//, packages: /^$/ },
  "src/engage/": { own: /^src\/(core|engage)\//, packages: /^(axios|zod\/mini|node:(http|https|dns))$/ },
  "src/connection.ts": { own: /^src\/(core|engage)\//, packages: /^(zod\/mini|@cognigy\/extension-tools)$/ },
  "src/nodes/": {
    own: /^src\/(core|engage|nodes)\/|^src\/connection\.ts$/,
    packages: /^(zod\/mini|node:crypto|@cognigy\/extension-tools(\/build\/interfaces\/descriptor)?)$/,
  },
  // A transformer is one file to paste: it brings nothing but the pure core and the platform's globals.
  "src/transformers/": { own: /^src\/(core|transformers)\//, packages: /^crypto$/ },
  "src/module.ts": { own: /^src\/(nodes\/[^/]+\.ts|connection\.ts)$/, packages: /^@cognigy\/extension-tools$/ },
};

test("Every source file is in a folder that has a rule", () => {
  for (const file of files) {
    expect(Object.keys(RULES).filter((prefix) => file.startsWith(prefix))).toHaveLength(1);
  }
});

test.each(Object.entries(RULES))("%s imports only what it may", (prefix, rule) => {
  for (const [file, imports] of graph) {
    if (!file.startsWith(prefix)) {
      continue;
    }
    const forbidden = imports.filter((name) => !(name.endsWith(".ts") ? rule.own : rule.packages).test(name));
    expect({ file, forbidden }).toEqual({ file, forbidden: [] });
  }
});

test("The pure core has no clock, no randomness and no I/O of its own", () => {
  for (const file of files.filter((name) => name.startsWith("src/core/"))) {
    expect(readFileSync(join(root, file), "utf8")).not.toMatch(
      /Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|fetch\(/,
    );
  }
});

test("No import goes round in a circle", () => {
  const visit = (file: string, path: readonly string[]): string[][] =>
    path.includes(file)
      ? [[...path.slice(path.indexOf(file)), file]]
      : (graph.get(file) ?? []).flatMap((next) =>
          graph.has(next) && !done.has(next) ? visit(next, [...path, file]) : [],
        );
  const done = new Set<string>();
  for (const file of files) {
    expect(visit(file, [])).toEqual([]);
    done.add(file);
  }
});

test("The set-up assistant uses the product and its scripts, and is used by neither", () => {
  const setup = readdirSync(join(root, "setup"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join("setup", name));
  const allowed = /^(setup|scripts|src\/(core|engage))\/|^src\/connection\.ts$/;
  for (const file of setup) {
    const own = importsOf(file)
      .filter((name) => name.startsWith("."))
      .map((name) => `${relative(root, join(root, dirname(file), name))}.ts`);
    expect({ file, forbidden: own.filter((name) => !allowed.test(name)) }).toEqual({ file, forbidden: [] });
  }
  const scripts = readdirSync(join(root, "scripts")).map((name) => join("scripts", name));
  for (const file of [...files, ...scripts]) {
    expect(importsOf(file).filter((name) => /\/setup\//.test(name))).toEqual([]);
  }
});
