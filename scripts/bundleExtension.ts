/** Bundles the Extension into one file without dependencies: what is not loaded costs no time at a customer's message. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build } from "esbuild";
import { axiosCore } from "./axiosCore";
import { paths, root } from "./paths";

export async function bundleExtension(): Promise<void> {
  await mkdir(dirname(paths.module), { recursive: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["src/module.ts"],
    outfile: paths.module,
    bundle: true,
    platform: "node",
    format: "cjs",
    // Option resolvers are run from their source text, so no helper may be moved out of them: Node 18 needs none.
    target: "node18.17",
    minify: true,
    sourcemap: "external",
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [axiosCore()],
    // The platform reads `exports.default`; a plain `require` shall give the same three members.
    footer: { js: "Object.assign(exports,module.exports.default);" },
  });
  await rename(`${paths.module}.map`, paths.sourceMap);
  await writeFile(paths.meta, JSON.stringify(result.metafile));
}
