/** The packed Extension: loaded once before all tests, and read by each worker. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type LoadedExtension, loadExtension } from "../sandbox/cognigy/loadExtension";
import { paths } from "../scripts/paths";

const FOLDER = "LOADED_EXTENSION_FOLDER";
const FILE = "loaded.json";

/** Before the tests. Workers inherit the environment. */
export async function keepPackedExtension(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tests-"));
  await writeFile(join(folder, FILE), JSON.stringify(await loadExtension(paths.tarball)));
  process.env[FOLDER] = folder;
}

/** After the tests. */
export async function removePackedExtension(): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder !== undefined) {
    const { directory } = await readKept(folder);
    await Promise.all([rm(dirname(directory), { recursive: true }), rm(folder, { recursive: true })]);
  }
}

/** Closing it is of use only where none is kept, as in benchmarks. */
export async function packedExtension(): Promise<LoadedExtension> {
  const folder = process.env[FOLDER];
  return folder === undefined ? loadExtension(paths.tarball) : { ...(await readKept(folder)), close: async () => {} };
}

async function readKept(folder: string): Promise<Omit<LoadedExtension, "close">> {
  return JSON.parse(await readFile(join(folder, FILE), "utf8"));
}
