/** An esbuild plugin: what our modules load by `require` becomes a separate file. */
import { basename, join, relative } from "node:path";
import type { Plugin } from "esbuild";
import { root } from "./paths";

const SOURCES = join(root, "src/");

/** Adds the paths of such modules to `found`. */
export function loadedLater(found: Set<string>): Plugin {
  return {
    name: "loaded-later",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ kind, importer, path, resolveDir }) => {
        if (kind !== "require-call" || !importer.startsWith(SOURCES)) {
          return undefined;
        }
        found.add(relative(root, join(resolveDir, `${path}.ts`)).replaceAll("\\", "/"));
        return { path: `./${basename(path)}.js`, external: true };
      });
    },
  };
}
