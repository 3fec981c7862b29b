/** Keeps the code that a transformer had before `install` replaced it. */
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hashOf } from "./hashOf";

/** The same code of the same Endpoint has the same file. */
export function toReplacedPath(outputFolder: string, endpointName: string, code: string): string {
  const name = endpointName.replace(/[^\w-]+/g, "-").replace(/^-+|-+$/g, "") || "endpoint";
  return join(outputFolder, "replaced", `${name}-${hashOf(code)}.ts`);
}

/** It may contain secrets. */
export async function saveReplaced(path: string, code: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  await writeFile(draft, code, { mode: 0o600 });
  // One that was there keeps its mode.
  await chmod(draft, 0o600);
  await rename(draft, path);
}
