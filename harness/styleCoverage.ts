/** Which rules of the page's styles no element needed, measured by Chromium while a test walks through the page. */
import type { Page } from "playwright-core";

export interface StyleCoverage {
  findUnused(): Promise<string[]>;
}

/** States that a test doesn't put every element into: enough that there is one that could be in it. */
const STATES = /:(hover|focus-visible|focus-within|disabled)/g;

/** To be called before the page is opened. */
export async function startStyleCoverage(page: Page): Promise<StyleCoverage> {
  await page.coverage.startCSSCoverage({ resetOnNavigation: false });
  return {
    async findUnused() {
      const entries = await page.coverage.stopCSSCoverage();
      const sheets = entries.filter(({ url }) => url.endsWith("/page.css"));
      const used = new Set(
        sheets.flatMap(({ text = "", ranges }) =>
          ranges.flatMap(({ start, end }) => listSelectors(text.slice(start, end))),
        ),
      );
      const unused = sheets.flatMap(({ text = "" }) => listSelectors(text)).filter((selector) => !used.has(selector));
      const isDead = await Promise.all(
        unused.map(async (selector) => !used.has(selector.replace(STATES, "")) && !(await isPossible(page, selector))),
      );
      return unused.filter((_, index) => isDead[index]);
    },
  };
}

async function isPossible(page: Page, selector: string): Promise<boolean> {
  const element = selector.replace(STATES, "");
  return element !== selector && (await page.locator(element).count()) > 0;
}

/** Of the style rules, wherever they are nested; frames of animations have none. */
function listSelectors(css: string): string[] {
  const rules = [...css.matchAll(/([^{}]+)\{[^{}]*\}/g)].map(([, selector = ""]) => selector.trim());
  return rules.filter((selector) => !/^(to|from|\d+%)$/.test(selector) && !selector.startsWith("@"));
}
