/** The scripts of the child processes: written in TypeScript, transpiled once, and put next to each loaded Extension. */
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { buildSync } from "esbuild";

export type HostScript = "descriptionProcess" | "executionProcess" | "resolverProcess";

const SCRIPTS: readonly HostScript[] = ["descriptionProcess", "executionProcess", "resolverProcess"];

let transpiled: readonly { name: string; text: string }[] | undefined;

/** Where the script for an Extension lies that was unpacked into this directory. */
export function hostScript(extensionDirectory: string, script: HostScript): string {
  return join(dirname(extensionDirectory), "host", `${script}.js`);
}

export async function writeHostScripts(extensionDirectory: string): Promise<void> {
  transpiled ??= transpile();
  const directory = join(dirname(extensionDirectory), "host");
  await mkdir(directory);
  await Promise.all(transpiled.map(({ name, text }) => writeFile(join(directory, name), text)));
}

/** Synchronously, because the asynchronous functions of esbuild leave a service process running. */
function transpile(): { name: string; text: string }[] {
  const { outputFiles } = buildSync({
    entryPoints: SCRIPTS.map((script) => join(__dirname, `${script}.ts`)),
    outdir: "host",
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    write: false,
  });
  return outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
}
