/** A number that the sources name, for the docs: no constant is exported just to be documented. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths";

/** `file` is below src. */
export function readConstant(file: string, name: string): number {
  const source = readFileSync(join(root, "src", file), "utf8");
  const [, product] = new RegExp(`\\bconst ${name}\\b[^=]*= ([\\d_ *]+);`).exec(source) ?? [];
  if (product === undefined) {
    throw new Error(`src/${file} has no constant "${name}"`);
  }
  return product.split("*").reduce((result, factor) => result * Number(factor.trim().replaceAll("_", "")), 1);
}
