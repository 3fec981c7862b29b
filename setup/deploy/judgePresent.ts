/** Whose code an Endpoint has: nobody's yet, our build with some values, ours but perhaps changed, or somebody else's. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TransformerSource } from "../../scripts/bundleTransformers";
import { paths, root } from "../../scripts/paths";
import { toReadableName } from "../../scripts/toReadableName";
import { TRANSFORMERS } from "../../scripts/transformerConfig";
import { hasOurHeader, verifyTransformer } from "../../scripts/verifyTransformer";
import { isDefaultTransformer } from "./isDefaultTransformer";

/** `ours`: another version, or changed, so that the code may be nowhere else. */
export type Author = "nobody" | "build" | "ours" | "foreign";

export async function judgePresent(code: string): Promise<Author> {
  if (isDefaultTransformer(code)) {
    return "nobody";
  }
  const verdict = verifyTransformer(code, await readBuilds(), await readVersion());
  if (verdict.kind === "build") {
    return "build";
  }
  return verdict.kind !== "unknown" || hasOurHeader(code) ? "ours" : "foreign";
}

/** What the build has written. */
async function readBuilds(): Promise<TransformerSource[]> {
  const read = (file: string) => readFile(join(paths.transformers, file), "utf8");
  return Promise.all(
    TRANSFORMERS.map(async (definition) => ({
      definition,
      pasted: await read(definition.file),
      readable: await read(toReadableName(definition.file)),
    })),
  );
}

async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "";
}
