/** The page about open questions is what the table of readings makes of it. */
import { readFileSync } from "node:fs";
import { PAGE, readChecks, renderPage } from "../../chaos/readings/openQuestionsPage";

test("The page is up to date: npm run docs:questions", () => {
  const page = readFileSync(PAGE, "utf8");
  expect(readChecks(page)).toBeGreaterThan(10_000);
  expect(page).toBe(renderPage(readChecks(page)));
});
