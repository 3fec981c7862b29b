/** Bundles each transformer into one file to paste into an Endpoint, and writes a twin of it that can be read. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { breakLines } from "./breakLines";
import { minifyCode, UNDEFINED } from "./minifyCode";
import { paths, root } from "./paths";
import { toReadableName } from "./toReadableName";
import { GENERATED, TRANSFORMERS, type TransformerDefinition, toConfigBlock } from "./transformerConfig";

/** As a JSON string. The platform's API takes bodies up to 60,000 bytes: the source, the values filled in, the switches. */
export const MAX_TRANSFORMER_BYTES = 50_000;

export interface TransformerSource {
  definition: TransformerDefinition;
  /** What admins paste. */
  pasted: string;
  /** The same program, not minified: for whoever reviews it. */
  readable: string;
}

/**
 * The language's own globals. In a context of node:vm, such as a platform may run transformers in, each use of a global is
 * a look-up that takes as long as a small function, so the code has those it uses as parameters. The platform's own are
 * looked up when they are needed: it may set them for each call.
 */
const LANGUAGE_GLOBALS = [
  "Array",
  "Date",
  "Error",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "RangeError",
  "RegExp",
  "Set",
  "String",
  "encodeURIComponent",
];

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

export async function bundleTransformers(): Promise<TransformerSource[]> {
  await mkdir(paths.transformers, { recursive: true });
  const sources = await buildTransformers();
  for (const { definition, pasted, readable } of sources) {
    checkSize(definition.file, pasted);
    await writeAtOnce(join(paths.transformers, definition.file), pasted);
    await writeAtOnce(join(paths.transformers, toReadableName(definition.file)), readable);
  }
  return sources;
}

export async function buildTransformers(): Promise<TransformerSource[]> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return Promise.all(
    TRANSFORMERS.map(async (definition) => {
      const code = await bundle(definition.entry);
      return {
        definition,
        pasted: toSource(definition, version, breakLines(minifyCode(code)), true),
        readable: toSource(definition, version, code, false),
      };
    }),
  );
}

export function checkSize(file: string, pasted: string): void {
  const bytes = pastedBytes(pasted);
  if (bytes > MAX_TRANSFORMER_BYTES) {
    throw new Error(
      `${file} has ${bytes} bytes as a JSON string; at most ${MAX_TRANSFORMER_BYTES} leave room for filled-in values`,
    );
  }
}

/** As the platform's API counts it. */
export function pastedBytes(source: string): number {
  return Buffer.byteLength(JSON.stringify(source));
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "es2018",
    charset: "ascii",
    logLevel: "warning",
    plugins: [globalCrypto],
  });
  return result.outputFiles[0]?.text ?? "";
}

function toSource(
  { file, entry, title, config, creator }: TransformerDefinition,
  version: string,
  code: string,
  isMinified: boolean,
): string {
  const globals = LANGUAGE_GLOBALS.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const given = isMinified ? ["void 0", ...globals] : globals;
  const taken = isMinified ? [UNDEFINED, ...globals] : globals;
  return [
    `// ${title}`,
    `// Version ${version} of the RingCentral Engage Extension for Cognigy.AI; generated from ${entry}.`,
    "// Fill in CONFIG, paste the whole file into the Endpoint's Transformer editor, switch on the handlers and Abort on Error.",
    isMinified
      ? `// The code below CONFIG is minified. ${toReadableName(file)} is the same program in a form to read.`
      : `// To read. ${file} is the same program in the form to paste.`,
    "// @ts-nocheck",
    "",
    toConfigBlock(config),
    "",
    `${GENERATED} change it in the repository, not here.`,
    // In a function: at the top of a script, names would be shared with the platform's own.
    `const handlers = ((${taken.join(", ")}) => {`,
    "'use strict';",
    `${returnHandlers(code, entry)}`,
    `})(${given.join(", ")});`,
    "",
    // The last statement: its value is the script's, wherever the platform looks for the transformer.
    `${creator}(handlers);`,
    "",
  ].join("\n");
}

/** A module that exports `handlers`, as the body of a function that returns them. */
function returnHandlers(code: string, entry: string): string {
  const ending = /\bexport\s*\{\s*(?:([\w$]+)\s+as\s+)?handlers\s*\};?\s*$/;
  if (!ending.test(code)) {
    throw new Error(`${entry} does not export handlers alone`);
  }
  return code.replace(ending, (_, name = "handlers") => `return ${name};`);
}

/** Whoever reads it meanwhile gets the old one or the new one, whole. */
async function writeAtOnce(target: string, text: string): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, target);
}
