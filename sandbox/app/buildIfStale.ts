/** Builds the Extension and the transformers when they are missing, or older than what they are made of. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { build } from "../../scripts/build";
import { paths, root } from "../../scripts/paths";
import { TRANSFORMERS } from "../../scripts/transformerConfig";

const SOURCES = ["src", "scripts", "docs/extension.md", "icon.png", "package.json"];

export async function buildIfStale(log: (line: string) => void): Promise<void> {
  const results = [paths.tarball, ...TRANSFORMERS.map(({ file }) => join(paths.transformers, file))];
  const [made, changed] = await Promise.all([
    Promise.all(results.map(timeOf)),
    Promise.all(SOURCES.map((name) => latestIn(join(root, name)))),
  ]);
  const isMissing = made.some((time) => time === 0);
  if (!isMissing && Math.min(...made) >= Math.max(...changed)) {
    return;
  }
  log(isMissing ? "Building the Extension and its transformers ..." : "The sources have changed: building anew ...");
  await build();
}

/** 0 for what does not exist. */
async function timeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function latestIn(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Math.max(...(await Promise.all([path, ...files].map(timeOf))));
}
