/** A built transformer with its CONFIG filled in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../scripts/paths";
import { replaceSetting } from "../../scripts/replaceSetting";

export function readBundle(file: string, config: Record<string, unknown>): string {
  const source = readFileSync(join(paths.transformers, file), "utf8");
  return Object.entries(config).reduce((filled, [name, value]) => replaceSetting(filled, name, value), source);
}
