/** Unpacks the `.tar.gz` of an Extension and checks the package as Cognigy.AI does at upload. */
import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import * as tar from "tar";
import * as z from "zod";

const MAX_PACKAGE_BYTES = 128 * 1024 * 1024;
const ICON_SIZE = 64;

const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  main: z.string().min(1),
});

export interface UnpackedExtension {
  name: string;
  version: string;
  /** The entry module, relative to the package. */
  main: string;
  /** The files of the archive. */
  entries: string[];
}

export async function unpackExtension(tarball: string, directory: string): Promise<UnpackedExtension> {
  await checkArchive(tarball);
  const entries: string[] = [];
  try {
    await tar.extract({
      file: tarball,
      cwd: directory,
      filter: (_path, entry) => "type" in entry && (entry.type === "File" || entry.type === "Directory"),
      onReadEntry: ({ path, type }) => {
        if (type === "File") {
          entries.push(path.replace(/^\.\//, ""));
        }
      },
    });
  } catch (cause) {
    throw new Error("The package is no readable tar archive.", { cause });
  }
  const manifest = await readManifest(entries, directory);
  if (!entries.includes(manifest.main)) {
    throw new Error(`The main file "${manifest.main}" is not in the archive.`);
  }
  if (!entries.includes("README.md")) {
    throw new Error("README.md is missing: Cognigy.AI shows it in the Extension's details.");
  }
  if (!entries.includes("icon.png")) {
    throw new Error("icon.png is missing.");
  }
  await checkIcon(join(directory, "icon.png"));
  return { ...manifest, entries };
}

async function checkArchive(tarball: string): Promise<void> {
  const { size } = await stat(tarball);
  if (size > MAX_PACKAGE_BYTES) {
    throw new Error(`The package has ${size} bytes; Cognigy.AI accepts up to 128 MB.`);
  }
  const magic = await readStart(tarball, 2);
  if (magic.toString("hex") !== "1f8b") {
    throw new Error("The package is not compressed with gzip.");
  }
}

async function readManifest(entries: readonly string[], directory: string): Promise<z.output<typeof manifestSchema>> {
  if (!entries.includes("package.json")) {
    const nested = entries.find((entry) => /^[^/]+\/package\.json$/.test(entry));
    throw new Error(`package.json is not at the archive's root${nested ? ` but at "${nested}"` : ""}.`);
  }
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
  } catch (cause) {
    throw new Error("package.json is not valid JSON.", { cause });
  }
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) {
    throw new Error(`package.json has no usable "${parsed.error.issues[0]?.path.join(".")}".`);
  }
  return { ...parsed.data, main: parsed.data.main.replace(/^\.\//, "") };
}

/** A PNG starts with its signature and the header chunk, which begins with width and height. */
async function checkIcon(path: string): Promise<void> {
  const header = await readStart(path, 24);
  const isPng =
    header.length === 24 &&
    header.toString("hex", 0, 8) === "89504e470d0a1a0a" &&
    header.toString("latin1", 12, 16) === "IHDR";
  if (!isPng) {
    throw new Error("icon.png is no PNG image.");
  }
  const [width, height] = [header.readUInt32BE(16), header.readUInt32BE(20)];
  if (width !== ICON_SIZE || height !== ICON_SIZE) {
    throw new Error(`icon.png has ${width}x${height} pixels instead of ${ICON_SIZE}x${ICON_SIZE}.`);
  }
}

async function readStart(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
