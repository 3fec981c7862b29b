/** An esbuild plugin for files that are split: what is small, or most files need, is loaded with all but the main one. */
import type { Metafile, Plugin } from "esbuild";
import { root } from "./paths";

/** Reading another file takes about as long as compiling this many bytes. */
const MIN_BYTES = 4_000;

/** Entry points are named `entry:` and the module's path. `shared`: paths of modules that all of them load. */
export function entriesWith(main: string, shared: readonly string[]): Plugin {
  const importAll = shared.map((path) => `import "./${path}";`).join("\n");
  return {
    name: "entries",
    setup(build) {
      build.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice("entry:".length), namespace: "entry" }));
      build.onResolve({ filter: /^shared$/ }, () => ({ path: "shared", namespace: "shared" }));
      build.onLoad({ filter: /.*/, namespace: "shared" }, () => ({ contents: importAll, resolveDir: root }));
      build.onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => ({
        contents:
          path === main ? `export { default } from "./${path}";` : `import "shared"; export * from "./${path}";`,
        resolveDir: root,
      }));
    },
  };
}

/** Our modules in files that esbuild made of what several entries have in common: those of small files, and of popular ones. */
export function findSharedModules({ outputs }: Metafile): string[] {
  const entries = Object.values(outputs).filter(({ entryPoint }) => entryPoint !== undefined);
  return Object.entries(outputs).flatMap(([path, { entryPoint, bytes, inputs }]) => {
    const users = entries.filter(({ imports }) => imports.some((one) => one.path === path));
    const isShared = bytes < MIN_BYTES || users.length > entries.length / 2;
    return entryPoint === undefined && path.endsWith(".js") && isShared
      ? Object.keys(inputs).filter((input) => input.startsWith("src/"))
      : [];
  });
}
