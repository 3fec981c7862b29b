/** Keeps the code that a transformer had before `install` replaced it. */
import { mkdir, writeFile } from "node:fs/promises";
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
  await writeFile(path, code, { mode: 0o600 });
}
