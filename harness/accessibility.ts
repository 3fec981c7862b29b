/** What axe-core finds on a page: nothing, if all is well. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

interface Finding {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

let source: Promise<string> | undefined;

export async function findBarriers(page: Page): Promise<string[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) {
    source ??= readFile(require.resolve("axe-core/axe.min.js"), "utf8");
    // By the debugger, not by a script element, which the page's policy would refuse.
    await page.evaluate(await source);
  }
  // What passes isn't described, and neither films nor foreign style sheets are there to be loaded before.
  const options = JSON.stringify({ resultTypes: ["violations"], preload: false });
  const violations = await page.evaluate<Finding[]>(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${id}: ${help}\n${html.slice(0, 200)}\n${failureSummary}`),
  );
}
