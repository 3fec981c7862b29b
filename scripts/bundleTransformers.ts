/** Bundles each transformer into one file to paste into an Endpoint: a CONFIG block, then generated, readable code. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { paths, root } from "./paths";
import { TRANSFORMERS, type TransformerDefinition, toConfigBlock } from "./transformerConfig";

/** The platform's API takes JSON bodies up to 60 kB: the source as a string, the values filled in, and the switches. */
const MAX_ESCAPED_BYTES = 59_300;

/** Transformers cannot import; Node's crypto is a global there. */
const globalCrypto: Plugin = {
  name: "global-crypto",
  setup(bundler) {
    bundler.onResolve({ filter: /^crypto$/ }, () => ({ path: "crypto", namespace: "global-crypto" }));
    bundler.onLoad({ filter: /.*/, namespace: "global-crypto" }, () => ({
      contents: "export const createHmac = (algorithm, key) => crypto.createHmac(algorithm, key);",
    }));
  },
};

export async function bundleTransformers(): Promise<void> {
  await mkdir(paths.transformers, { recursive: true });
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  await Promise.all(TRANSFORMERS.map((definition) => bundleTransformer(definition, version)));
}

async function bundleTransformer(
  { file, entry, title, config }: TransformerDefinition,
  version: string,
): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    // Wrapped below: a function's body that is not indented is the same program and 2 kB less.
    format: "esm",
    platform: "neutral",
    target: "es2018",
    charset: "ascii",
    logLevel: "warning",
    plugins: [globalCrypto],
  });
  const code = result.outputFiles[0]?.text ?? "";
  const source = [
    `// ${title}`,
    `// Version ${version} of the RingCentral Engage Extension for Cognigy.AI; generated from ${entry}.`,
    "// Fill in CONFIG, paste the whole file into the Endpoint's Transformer editor, switch on the handlers and Abort on Error.",
    "",
    toConfigBlock(config),
    "",
    "// Generated code: change it in the repository, not here.",
    "(() => {",
    "'use strict';",
    "",
    `${code}})();`,
    "",
  ].join("\n");
  const bytes = Buffer.byteLength(JSON.stringify(source));
  if (bytes > MAX_ESCAPED_BYTES) {
    throw new Error(
      `${file} has ${bytes} bytes as a JSON string; ${MAX_ESCAPED_BYTES} fit into a request to Cognigy's API`,
    );
  }
  const target = join(paths.transformers, file);
  // At once: whoever reads it meanwhile gets the old one or the new one, whole.
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, source);
  await rename(draft, target);
}
