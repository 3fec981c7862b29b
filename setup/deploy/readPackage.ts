/** Reads the built Extension: its file, and the name and version that Cognigy.AI will find in it. */
import { readFile, stat } from "node:fs/promises";
import * as tar from "tar";
import * as z from "zod";
import { parseJson } from "../cognigy/explainAnswer";
import { ManagementError } from "../cognigy/ManagementError";

const manifestSchema = z.object({ name: z.string(), version: z.string() });

export interface ExtensionPackage {
  name: string;
  version: string;
  file: Buffer;
}

/** Unpacking takes a while, and a run asks several times. */
let known: { tarball: string; mtimeMs: number; size: number; content: ExtensionPackage } | undefined;

export async function readPackage(tarball: string): Promise<ExtensionPackage> {
  try {
    const { mtimeMs, size } = await stat(tarball);
    if (known?.tarball !== tarball || known.mtimeMs !== mtimeMs || known.size !== size) {
      known = { tarball, mtimeMs, size, content: await unpack(tarball) };
    }
    return known.content;
  } catch {
    throw new ManagementError(
      "package_missing",
      `There is no usable package at ${tarball}.`,
      "Run `npm run build` first.",
    );
  }
}

async function unpack(tarball: string): Promise<ExtensionPackage> {
  const chunks: Buffer[] = [];
  await tar.list({
    file: tarball,
    onReadEntry: (entry) => {
      if (entry.path.replace(/^\.\//, "") === "package.json") {
        entry.on("data", (chunk: Buffer) => void chunks.push(chunk));
      }
    },
  });
  const { name, version } = manifestSchema.parse(parseJson(Buffer.concat(chunks).toString("utf8")));
  return { name, version, file: await readFile(tarball) };
}
