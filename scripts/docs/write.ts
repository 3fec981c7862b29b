/** `npm run docs`: writes the generated blocks of all pages, and lists what is wrong with the pages. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths";
import { findDeadLinks } from "./findDeadLinks";
import { findPageFaults } from "./findPageFaults";
import { findProseFaults } from "./findProseFaults";
import { withGeneratedBlocks } from "./generatedBlocks";
import { listPages } from "./pages";

for (const page of listPages()) {
  const file = join(root, page);
  const text = readFileSync(file, "utf8");
  const written = withGeneratedBlocks(text, page);
  if (written !== text) {
    writeFileSync(file, written);
    console.log(`Wrote ${page}`);
  }
}
const faults = listPages().flatMap((page) => {
  const text = readFileSync(join(root, page), "utf8");
  return [findPageFaults, findDeadLinks, findProseFaults].flatMap((find) => find(text, page));
});
for (const fault of faults) {
  console.error(fault);
}
process.exitCode = faults.length === 0 ? 0 : 1;
