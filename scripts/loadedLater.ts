/** An esbuild plugin: what our modules load by `require` becomes a separate file. */
import { basename, join, relative } from "node:path";
import type { Plugin } from "esbuild";
import { root } from "./paths";

const SOURCES = join(root, "src/");

/** With `onFound` they are bundled like all others, and it gets their paths. */
export function loadedLater(onFound?: (path: string) => void): Plugin {
  return {
    name: "loaded-later",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ kind, importer, path, resolveDir }) => {
        if (kind !== "require-call" || !importer.startsWith(SOURCES)) {
          return undefined;
        }
        if (onFound) {
          onFound(relative(root, join(resolveDir, `${path}.ts`)).replaceAll("\\", "/"));
          return undefined;
        }
        return { path: `./${basename(path)}.js`, external: true };
      });
    },
  };
}
