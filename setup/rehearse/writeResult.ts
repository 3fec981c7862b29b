/** Writes what a rehearsal has shown: as a page, as data, and for CI. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RehearsalResult } from "./RehearsalResult";
import { toJunit } from "./toJunit";
import { toMarkdown } from "./toMarkdown";

/** `mask`: takes secrets out, should an error's sentence hold one. */
export async function writeResult(
  result: RehearsalResult,
  outputFolder: string,
  mask: (text: string) => string,
): Promise<string[]> {
  await mkdir(outputFolder, { recursive: true });
  const files = {
    "rehearsal.md": toMarkdown(result),
    "rehearsal.json": `${JSON.stringify(result, null, 2)}\n`,
    "rehearsal.junit.xml": toJunit(result),
  };
  const paths: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = join(outputFolder, name);
    await writeFile(path, mask(text));
    paths.push(path);
  }
  return paths;
}
