/**
 * Bundles the Extension without dependencies. Node compiles all of a file before it runs anything in it, and Cognigy
 * starts a fresh process for every execution of a node. So each module that ours load by `require` becomes a separate file.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build, transform } from "esbuild";
import { axiosCore } from "./axiosCore";
import { entriesWith, findSharedModules } from "./entriesWith";
import { loadedLater } from "./loadedLater";
import { paths, root } from "./paths";

const MAIN = "src/module.ts";

/** Option resolvers are run from their source text, so no helper may be moved out of them: Node 18 needs none. */
const TARGET = "node18.17";

export async function bundleExtension(): Promise<void> {
  const modules = await findModules();
  const apart = await bundle(modules, [], false);
  const { outputFiles, metafile } = await bundle(modules, findSharedModules(apart.metafile), "external");
  const directory = dirname(paths.module);
  for (const folder of [directory, paths.sourceMaps]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const textOf = new Map(outputFiles.map(({ path, text }) => [path, text]));
  for (const [path, text] of textOf) {
    if (path.endsWith(".js")) {
      const { code, map } = await toCommonJs(text, textOf.get(`${path}.map`) ?? "");
      await writeFile(join(directory, basename(path)), code);
      await writeFile(join(paths.sourceMaps, `${basename(path)}.map`), map);
    }
  }
  await writeFile(paths.meta, JSON.stringify(metafile));
}

/** The main module and those that it, or one of them, loads later; sorted, as the files depend on their order. */
async function findModules(): Promise<readonly string[]> {
  const found = new Set([MAIN]);
  await build({
    absWorkingDir: root,
    entryPoints: [MAIN],
    bundle: true,
    write: false,
    platform: "node",
    target: TARGET,
    plugins: [axiosCore(), loadedLater((path) => void found.add(path))],
  });
  return [...found].sort();
}

function bundle(modules: readonly string[], shared: readonly string[], sourcemap: "external" | false) {
  return build({
    absWorkingDir: root,
    entryPoints: modules.map((path) => ({ in: `entry:${path}`, out: basename(path, ".ts") })),
    outdir: dirname(paths.module),
    bundle: true,
    // esbuild splits only modules of the language's own form.
    splitting: true,
    format: "esm",
    platform: "node",
    target: TARGET,
    minify: true,
    sourcemap,
    metafile: true,
    write: false,
    legalComments: "none",
    logLevel: "warning",
    plugins: [axiosCore(), entriesWith(MAIN, shared), loadedLater()],
  });
}

function toCommonJs(code: string, map: string) {
  const inlined = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
  return transform(`${code}\n${inlined}`, {
    format: "cjs",
    platform: "node",
    target: TARGET,
    minify: true,
    sourcemap: "external",
    legalComments: "none",
  });
}
