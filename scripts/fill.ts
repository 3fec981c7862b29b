/** `npm run fill`: writes copies of the transformers with CONFIG filled in from the environment or .env. */
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { asksForHelp } from "./asksForHelp";
import { type Environment, fillSource, usesBridge } from "./fillSource";
import { paths, root } from "./paths";
import { TRANSFORMERS } from "./transformerConfig";

export interface Filling {
  file: string;
  missing: string[];
}

export async function fill(environment: Environment, target: string): Promise<Filling[]> {
  await mkdir(target, { recursive: true });
  return Promise.all(
    TRANSFORMERS.map(async (definition) => {
      const { file } = definition;
      const built = await readFile(join(paths.transformers, file), "utf8");
      const { source, missing } = fillSource(built, definition, environment);
      const path = join(target, file);
      await writeFile(path, source, { mode: 0o600 });
      await chmod(path, 0o600);
      return { file, missing };
    }),
  );
}

/** In a .env file an unquoted # begins a comment, also within a secret. */
export function findCutValue(dotEnv: string): string | undefined {
  return /^\s*(\w+)\s*=\s*[^\s'"`#][^\n#]*[^\s#]#/m.exec(dotEnv)?.[1];
}

const HELP =
  "npm run fill: writes copies of the transformers to dist/filled, with the values of the environment or .env filled in.";

async function main(): Promise<void> {
  if (asksForHelp(process.argv.slice(2))) {
    console.log(HELP);
    return;
  }
  const dotEnv = join(root, ".env");
  if (!existsSync(paths.transformers)) {
    throw new Error("There is nothing to fill in yet: run `npm run build` first");
  }
  const text = existsSync(dotEnv) ? await readFile(dotEnv, "utf8") : "";
  const cut = findCutValue(text);
  if (cut) {
    throw new Error(
      `The value of ${cut} in .env contains a # outside of quotes, where it would be cut off: put it in single quotes`,
    );
  }
  const stored = parseEnv(text);
  const environment = { ...stored, ...process.env };
  const fillings = await fill(environment, paths.filled);
  const isBridgeUsed = usesBridge(environment);
  const needed = fillings.filter(({ file }) => isBridgeUsed || file === "engage-hub.js");
  if (!isBridgeUsed) {
    console.log("Route bridge is not set up (ENGAGE_REALTIME_ENDPOINT_URL is empty): no engage-relay is needed");
  }
  for (const { file, missing } of needed) {
    console.log(
      missing.length === 0
        ? `dist/filled/${file}: ready to paste`
        : `dist/filled/${file}: still missing ${missing.join(", ")} (set them in the environment or in .env)`,
    );
  }
  if (needed.some(({ missing }) => missing.length > 0)) {
    process.exitCode = 1;
  }
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
