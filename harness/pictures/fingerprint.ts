/**
 * What a part of the page renders, as two hashes: elements with their texts, and the styles that apply to them. By them a
 * picture is known to be old.
 *
 * Not the pixels: they depend on the machine's fonts. Not the page's sources: most of their changes can't be seen, and
 * whoever has to draw pictures anew for a comment soon ignores the test. And only the styles that some element of the
 * picture needs, so a new panel makes no other picture old.
 *
 * Left out is what differs from run to run: numbers and times, addresses and ids, how often something is there and in which
 * order, and all rows of the timeline but the run that is shown.
 */
import { createHash } from "node:crypto";
import type { Locator } from "playwright-core";
import { listRules } from "./listRules";

export interface Fingerprint {
  content: string;
  styles: string;
}

export async function fingerprint(part: Locator): Promise<Fingerprint> {
  const page = part.page();
  const sheet = await page.request.get(new URL("/page.css", page.url()).href);
  // Minified by esbuild, so without comments; and not as a browser writes it, which changes with its version.
  const rules = listRules(await sheet.text());
  const { lines, used } = await part.evaluate(
    readPart,
    rules.map(({ media, selector }) => ({ media, selector })),
  );
  return { content: hash(lines), styles: hash(rules.flatMap(({ text }, index) => (used[index] ? [text] : []))) };
}

/** The members of an element that are read here, where the browser's types aren't known. */
interface Part {
  localName: string;
  classList: Iterable<string>;
  childNodes: Iterable<{ nodeType: number; textContent: string | null }>;
  parentElement: Part | null;
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
  closest(selector: string): Part | null;
  checkVisibility(): boolean;
  querySelectorAll(selector: string): Iterable<Part>;
}

declare const matchMedia: (query: string) => { matches: boolean };

function hash(lines: readonly string[]): string {
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}

/** Runs in the browser, so it can use nothing from here. */
function readPart(
  root: Part,
  rules: readonly { media: string; selector: string }[],
): { lines: string[]; used: boolean[] } {
  const isLeftOut = (one: Part) => one.closest(".timeline-area li:not(.is-shown, .is-shown li)") !== null;
  const parts = [root, ...root.querySelectorAll("*")].filter((one) => one.checkVisibility() && !isLeftOut(one));
  const toWords = (text: string) =>
    text
      .replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g, "#")
      .replace(/\d[\d.,:]*/g, "#")
      .replace(/# ?(ms|s|min|B|kB)\b/g, "#")
      .replace(/\s+/g, " ")
      .trim();
  const toName = (one: Part) => {
    // Whether two messages of one author follow each other can depend on which of two arrived first.
    const classes = [...one.classList].filter((name) => name !== "is-follow-up");
    return [one.localName, ...classes.sort()].join(".");
  };
  const toLine = (one: Part) => {
    const own = [...one.childNodes].flatMap((node) => (node.nodeType === 3 ? [node.textContent ?? ""] : []));
    const shown = ["placeholder", "alt", "d"].map((name) => one.getAttribute(name) ?? "");
    const parent = one.parentElement === null || one === root ? "" : toName(one.parentElement);
    return `${parent} > ${toName(one)}: ${toWords([...own, ...shown].join(" "))}`;
  };
  const isNeeded = ({ media, selector }: { media: string; selector: string }) => {
    if ((media !== "" && !matchMedia(media).matches) || /:(hover|focus|active)/.test(selector)) {
      return false;
    }
    const elements = selector.replace(/::[\w-]+/g, "");
    return selector === ":root" || parts.some((one) => one.matches(elements));
  };
  return { lines: [...new Set(parts.map(toLine))].sort(), used: rules.map(isNeeded) };
}
