/** What the build made, with what the platform takes of it. */
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MAX_TRANSFORMER_BYTES, pastedBytes, type TransformerSource } from "./bundleTransformers";
import { paths } from "./paths";

export interface Artefact {
  name: string;
  bytes: number;
  maxBytes: number;
}

/** Of an Extension's package; the module in it has no limit of its own. */
const MAX_PACKAGE_BYTES = 128_000_000;

export async function listArtefacts(transformers: readonly TransformerSource[]): Promise<Artefact[]> {
  const sizeOf = async (path: string) => (await stat(path)).size;
  const directory = dirname(paths.module);
  const modules = await Promise.all((await readdir(directory)).map((file) => sizeOf(join(directory, file))));
  return [
    ...transformers.map(({ definition, pasted }) => ({
      name: `${definition.file}, as a JSON string`,
      bytes: pastedBytes(pasted),
      maxBytes: MAX_TRANSFORMER_BYTES,
    })),
    { name: "build/", bytes: sum(modules), maxBytes: MAX_PACKAGE_BYTES },
    { name: "ringcentral-engage.tar.gz", bytes: await sizeOf(paths.tarball), maxBytes: MAX_PACKAGE_BYTES },
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function renderArtefacts(artefacts: readonly Artefact[]): string {
  const show = (value: number) => value.toLocaleString("en").padStart(12);
  return [
    `${"File".padEnd(44)}${"bytes".padStart(12)}${"limit".padStart(12)}${"left".padStart(12)}`,
    ...artefacts.map(
      ({ name, bytes, maxBytes }) => name.padEnd(44) + show(bytes) + show(maxBytes) + show(maxBytes - bytes),
    ),
  ].join("\n");
}
