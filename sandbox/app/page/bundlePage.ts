/** The page's script and styles, bundled in memory from their sources. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { root } from "../../../scripts/paths";
import { pageBundle } from "../../page/pageBundle";

export interface PageFiles {
  html: string;
  script: string;
  styles: string;
}

export async function bundlePage(): Promise<PageFiles> {
  const [html, { outputFiles }] = await Promise.all([
    readFile(join(root, "sandbox/page/index.html"), "utf8"),
    build({ ...pageBundle, absWorkingDir: root, minify: true, logLevel: "silent" }),
  ]);
  const find = (name: string) => outputFiles.find(({ path }) => basename(path) === name)?.text ?? "";
  return { html, script: find("page.js"), styles: find("page.css") };
}
