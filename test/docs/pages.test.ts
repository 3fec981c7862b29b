/** The pages that people read: up to date with the code, without dead links, short, and in plain words. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findDeadLinks } from "../../scripts/docs/findDeadLinks";
import { findPageFaults } from "../../scripts/docs/findPageFaults";
import { findProseFaults } from "../../scripts/docs/findProseFaults";
import { withGeneratedBlocks } from "../../scripts/docs/generatedBlocks";
import { listPages } from "../../scripts/docs/pages";
import { root } from "../../scripts/paths";

describe.each(listPages())("%s", (page) => {
  const text = readFileSync(join(root, page), "utf8");

  test("has the generated blocks that the code gives: `npm run docs`", () => {
    expect(withGeneratedBlocks(text, page)).toBe(text);
  });

  test("has no dead links", () => expect(findDeadLinks(text, page)).toEqual([]));

  test("is short enough to read", () => expect(findPageFaults(text, page)).toEqual([]));

  test("is in plain words", () => expect(findProseFaults(text, page)).toEqual([]));
});
