/** The pages that people read: up to date with the code, without dead links, short, and in plain words. */
import { readdirSync, readFileSync } from "node:fs";
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

/** What the sandbox's page shows: the texts of the tour, and what the demo Flow says about its nodes. */
test.each([
  ...readdirSync(join(root, "sandbox/page/tour/chapters")).map((file) => `sandbox/page/tour/chapters/${file}`),
  "sandbox/flows/demo.json",
])("%s shows plain words", (file) => {
  const shown = /(?:\b(?:title|text|what)|"(?:label|comment)"): (?:"((?:[^"\\]|\\.)*)"|'([^']*)')/g;
  const texts = [...readFileSync(join(root, file), "utf8").matchAll(shown)].map(([, one, other]) => one ?? other ?? "");
  expect(texts.length).toBeGreaterThan(5);
  expect(findProseFaults(texts.join("\n"), file)).toEqual([]);
});
