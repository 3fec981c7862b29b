/** The pages about open questions are what the table of readings makes of them. */
import { readFileSync } from "node:fs";
import { PAGE, readChecks, renderPages } from "../../chaos/readings/openQuestionsPage";

test("The pages are up to date: npm run docs:questions", () => {
  const checks = readChecks(readFileSync(PAGE, "utf8"));
  expect(checks).toBeGreaterThan(10_000);
  for (const [page, text] of renderPages(checks)) {
    expect(readFileSync(page, "utf8")).toBe(text);
  }
});
