/** Packs what Cognigy.AI takes: the module's files and four others, the same bytes for the same commit. */
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { create } from "tar";
import { paths, root } from "./paths";

const ENTRIES = ["package.json", "package-lock.json", "README.md", "icon.png"];

/** Cognigy shows the README in the Extension's details; its limit is not published. */
const MAX_README_LENGTH = 10_000;

export async function packExtension(): Promise<void> {
  const directory = dirname(dirname(paths.module));
  const { name, version, description, author, keywords, license } = JSON.parse(
    await readFile(join(root, "package.json"), "utf8"),
  );
  const manifest = { name, version, description, author, keywords, license, main: "build/module.js" };
  const lock = { name, version, lockfileVersion: 3, requires: true, packages: { "": { name, version, license } } };
  const readme = await readFile(join(root, "docs/extension.md"), "utf8");
  if (readme.length > MAX_README_LENGTH) {
    throw new Error(`docs/extension.md has ${readme.length} characters; Cognigy gets at most ${MAX_README_LENGTH}`);
  }

  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(directory, "package-lock.json"), `${JSON.stringify(lock, null, 2)}\n`);
  await writeFile(join(directory, "README.md"), readme);
  await copyFile(join(root, "icon.png"), join(directory, "icon.png"));

  const modules = (await readdir(dirname(paths.module))).sort().map((file) => `build/${file}`);
  const unzipped = `${paths.tarball}.${process.pid}.tar`;
  // Owners, modes and times of this machine would make every build another file.
  await create(
    { cwd: directory, file: unzipped, portable: true, mtime: new Date(0), noDirRecurse: true, filter: setPlainMode },
    [...modules, ...ENTRIES],
  );
  // At once: whoever reads the package meanwhile gets the old one or the new one, whole.
  const draft = `${unzipped}.gz`;
  await writeFile(draft, gzipSync(await readFile(unzipped), { level: 9 }));
  await rename(draft, paths.tarball);
  await rm(unzipped);
}

/** The umask of whoever builds is no part of the package. */
function setPlainMode(_path: string, entry: { mode?: number }): boolean {
  entry.mode = ((entry.mode ?? 0) & ~0o777) | 0o644;
  return true;
}
