/** Links between pages, and to files of the repository, that lead nowhere. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { root } from "../paths";
import { toAnchor } from "./toAnchor";
import { withoutCode } from "./withoutCode";

const LINK = /\]\(([^)\s]+)\)|<img[^>]* src="([^"]+)"/g;

export function findDeadLinks(text: string, page: string): string[] {
  const links = [...withoutCode(text).matchAll(LINK)].map(([, link, image]) => link ?? image ?? "");
  return links
    .filter((link) => !/^(https?:|mailto:)/.test(link))
    .filter((link) => !leadsSomewhere(link, text, page))
    .map((link) => `${page}: ${link}`);
}

function leadsSomewhere(link: string, text: string, page: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  const file = join(root, target);
  if (!existsSync(file)) {
    return false;
  }
  return anchor === undefined || toAnchors(path === "" ? text : readFileSync(file, "utf8")).includes(anchor);
}

function toAnchors(text: string): string[] {
  const headings = withoutFences(text).match(/^#{1,6} .*$/gm) ?? [];
  return headings.map((heading) => toAnchor(heading.replace(/^#+ /, "")));
}

function withoutFences(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```/gm, "");
}
