/** The fingerprints of the documents' pictures, beside them: written with them, and compared by the tests. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../scripts/paths";
import type { Fingerprint } from "./fingerprint";

export const PICTURES = join(root, "docs/images");

type Fingerprints = Readonly<Record<string, Fingerprint>>;

const FILE = join(PICTURES, "fingerprints.json");
const REMEDY = "Run `npm run screenshots`, look at the pictures, and commit them with docs/images/fingerprints.json.";

export async function writeFingerprints(fingerprints: Fingerprints): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(fingerprints, null, 2)}\n`);
}

/** A sentence for each picture that shows something else than the page does now. */
export async function findStalePictures(current: Fingerprints): Promise<string[]> {
  const drawn: Partial<Fingerprints> = JSON.parse(await readFile(FILE, "utf8"));
  return Object.entries(current).flatMap(([name, { content, styles }]) => {
    const known = drawn[name];
    const changed = [
      ...(known?.content === content ? [] : ["elements or texts"]),
      ...(known?.styles === styles ? [] : ["styles"]),
    ];
    return changed.length === 0
      ? []
      : [`docs/images/${name}.png is old: ${changed.join(" and ")} have changed. ${REMEDY}`];
  });
}
