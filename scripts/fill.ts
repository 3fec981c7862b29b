/** `npm run fill`: writes copies of the transformers with CONFIG filled in from the environment or .env. */
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { paths, root } from "./paths";
import { replaceSetting } from "./replaceSetting";
import { TRANSFORMERS } from "./transformerConfig";

export interface Filling {
  file: string;
  missing: string[];
}

/** Settings of route `bridge`: the hub does without both or with neither of them; the key is a matter of choice. */
const BRIDGE = ["ENGAGE_REALTIME_ENDPOINT_URL", "ENGAGE_REALTIME_ACCESS_TOKEN"];

export async function fill(
  environment: Readonly<Record<string, string | undefined>>,
  target: string,
): Promise<Filling[]> {
  await mkdir(target, { recursive: true });
  const isBridgeUsed = BRIDGE.some((name) => environment[name]?.trim());
  const optional = new Set(isBridgeUsed ? ["ENGAGE_BASE_URI_KEY"] : [...BRIDGE, "ENGAGE_BASE_URI_KEY"]);
  return Promise.all(
    TRANSFORMERS.map(async ({ file, config }) => {
      let source = await readFile(join(paths.transformers, file), "utf8");
      const missing: string[] = [];
      for (const { name, value } of config) {
        if (value !== `<${name}>`) {
          continue;
        }
        const given = environment[name]?.trim();
        const isHub = file === "engage-hub.js";
        if (!given && !(isHub && optional.has(name))) {
          missing.push(name);
        } else {
          source = replaceSetting(source, name, given ?? "");
        }
      }
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

async function main(): Promise<void> {
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
  const fillings = await fill({ ...stored, ...process.env }, paths.filled);
  const isBridgeUsed = BRIDGE.some((name) => process.env[name] ?? stored[name]);
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
