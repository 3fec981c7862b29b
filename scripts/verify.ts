/** `npm run verify -- <file>`: says whether a pasted transformer is the build of this version. It shows no values. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { asksForHelp } from "./asksForHelp";
import { buildTransformers } from "./bundleTransformers";
import { root } from "./paths";
import { type Settings, type Verdict, verifyTransformer } from "./verifyTransformer";

export interface Verified {
  isBuild: boolean;
  lines: string[];
}

export async function verify(path: string): Promise<Verified> {
  const text = await readPasted(path);
  const [builds, manifest] = await Promise.all([buildTransformers(), readFile(join(root, "package.json"), "utf8")]);
  const { version } = JSON.parse(manifest);
  const verdict = verifyTransformer(text, builds, version);
  return { isBuild: verdict.kind === "build", lines: describe(verdict, path, version) };
}

async function readPasted(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new Error(`There is no file ${path}. Name the file with the pasted transformer.`);
  }
  if (found.isDirectory()) {
    throw new Error(`${path} is a folder. Name the file with the pasted transformer.`);
  }
  return readFile(path, "utf8");
}

function describe(verdict: Verdict, path: string, version: string): string[] {
  switch (verdict.kind) {
    case "build":
      return [
        `${path}: this is ${verdict.file} of version ${version}${verdict.isReadable ? ", in the form to read" : ""}. Its code is unchanged.`,
        ...describeSettings(verdict.settings),
      ];
    case "altered":
      return [
        `${path}: this is ${verdict.file} of version ${version}, but it was changed: ${verdict.differences.join("; ")}.`,
        "Fill in the file of the build again, and paste it.",
      ];
    case "otherVersion":
      return [
        `${path}: this is ${verdict.file} of version ${verdict.version}; this is version ${version}. Its code cannot be compared.`,
        `Check out version ${verdict.version} to verify it, or paste the file of version ${version}.`,
      ];
    case "unknown":
      return [
        `${path}: this is no transformer of the RingCentral Engage Extension, or its header was removed and its code changed.`,
      ];
  }
}

function describeSettings({ filledIn, changed, placeholders, missing, unknown }: Settings): string[] {
  const lines: [label: string, names: string[]][] = [
    ["Filled in", filledIn],
    ["Differs from the default", changed],
    ["Still a placeholder", placeholders],
    ["Missing from CONFIG", missing],
    ["Not a setting of this version", unknown],
  ];
  return lines.filter(([, names]) => names.length > 0).map(([label, names]) => `  ${label}: ${names.join(", ")}`);
}

const HELP = "npm run verify -- transformer.js: says whether a pasted transformer is the build of this version.";

async function main(): Promise<void> {
  const files = process.argv.slice(2);
  if (asksForHelp(files)) {
    console.log(HELP);
    return;
  }
  if (files.length === 0) {
    throw new Error("Name the file with the pasted transformer: npm run verify -- transformer.js");
  }
  for (const file of files) {
    const { isBuild, lines } = await verify(file);
    console.log(lines.join("\n"));
    process.exitCode = isBuild ? process.exitCode : 1;
  }
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
