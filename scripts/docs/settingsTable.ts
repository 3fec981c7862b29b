/** The settings at the top of a pasted transformer. */
import { TRANSFORMERS } from "../transformerConfig";
import { toCell, toCode, toTable } from "./markdown";

export function renderSettings(name: string): string {
  const transformer = TRANSFORMERS.find(({ file }) => file.startsWith(`engage-${name}.`));
  if (!transformer) {
    throw new Error(`No transformer is called "engage-${name}"`);
  }
  return toTable(
    ["Setting", "Default", "Meaning"],
    transformer.config.map(({ name: setting, value, comment }) => [
      toCode(setting),
      typeof value === "string" && value.startsWith("<") ? "" : toCode(toCell(JSON.stringify(value))),
      toCell(comment),
    ]),
  );
}
