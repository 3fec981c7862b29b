/** Bundles single parts of the module as the module itself is bundled, so that each can be loaded alone. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { axiosCore } from "../scripts/axiosCore";
import { root } from "../scripts/paths";

interface Part {
  name: string;
  entry: string;
  usesAxios: boolean;
  note?: string;
}

const PARTS: Part[] = [
  {
    name: "axios and its adapter",
    entry: 'export * from "./src/engage/createHttpExchange";',
    usesAxios: true,
    note: "with https",
  },
  {
    name: "zod as used",
    entry: 'export * from "./src/engage/schema";',
    usesAxios: false,
  },
  {
    name: "Engage client",
    entry: 'export * from "./src/engage/engageClient";',
    usesAxios: true,
    note: "with axios, zod and https",
  },
  {
    name: "extension-tools",
    entry: 'export { createExtension, createNodeDescriptor } from "@cognigy/extension-tools";',
    usesAxios: false,
  },
];

export interface BundledParts {
  files: { name: string; file: string; note: string | undefined }[];
  close(): Promise<void>;
}

export async function bundleParts(): Promise<BundledParts> {
  const directory = await mkdtemp(join(tmpdir(), "bench-load-"));
  const files = await Promise.all(
    PARTS.map(async ({ name, entry, usesAxios, note }, index) => {
      const file = join(directory, `${index}.js`);
      await build({
        absWorkingDir: root,
        stdin: { contents: entry, resolveDir: root },
        outfile: file,
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node18.17",
        minify: true,
        legalComments: "none",
        logLevel: "warning",
        plugins: usesAxios ? [axiosCore()] : [],
      });
      return { name, file, note };
    }),
  );
  return { files, close: () => rm(directory, { recursive: true, force: true }) };
}
