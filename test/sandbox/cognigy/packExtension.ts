/** Packs a small Extension for a test: a plain JavaScript module with package.json, README and icon. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as tar from "tar";

/** pngjs has no typings. */
const { PNG } = require("pngjs") as {
  PNG: { new (size: { width: number; height: number }): object; sync: { write(image: object): Buffer } };
};

export interface PackedExtension {
  tarball: string;
  remove(): Promise<void>;
}

export interface ExtensionParts {
  /** The source of the object that `createExtension` would return. */
  extension?: string;
  /** Files besides the usual ones, or instead of them; null leaves one out. */
  files?: Record<string, string | Buffer | null>;
  gzip?: boolean;
  /** A folder in the archive that holds everything. */
  folder?: string;
}

export const EMPTY_EXTENSION = "{ nodes: [], connections: [], options: {} }";

export function icon(width: number, height: number): Buffer {
  return PNG.sync.write(new PNG({ width, height }));
}

export function manifest(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({ name: "tiny", version: "1.2.3", main: "build/module.js", ...changes });
}

export async function packExtension(parts: ExtensionParts = {}): Promise<PackedExtension> {
  const directory = await mkdtemp(join(tmpdir(), "packed-extension-"));
  const files: Record<string, string | Buffer | null> = {
    "build/module.js": `exports.default = ${parts.extension ?? EMPTY_EXTENSION};`,
    "package.json": manifest(),
    "README.md": "# Tiny",
    "icon.png": icon(64, 64),
    ...parts.files,
  };
  const content = join(directory, "content");
  const names: string[] = [];
  for (const [path, data] of Object.entries(files)) {
    if (data === null) {
      continue;
    }
    const name = join(parts.folder ?? "", path);
    await mkdir(dirname(join(content, name)), { recursive: true });
    await writeFile(join(content, name), data);
    names.push(name);
  }
  const tarball = join(directory, "tiny.tar.gz");
  await tar.create({ file: tarball, cwd: content, gzip: parts.gzip ?? true }, names);
  return { tarball, remove: () => rm(directory, { recursive: true, force: true }) };
}
