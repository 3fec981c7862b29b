/** How the page is bundled; its script carries what `@cognigy/socket-client` takes from Node. */
import { join } from "node:path";
import type { BuildOptions } from "esbuild";

export const pageBundle = {
  entryPoints: { page: join(__dirname, "main.tsx") },
  bundle: true,
  format: "iife",
  platform: "browser",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  alias: { events: join(__dirname, "eventEmitter.ts") },
  legalComments: "none",
  outdir: "page",
  write: false,
} satisfies BuildOptions;
