/** The transformers as the build wrote them before all tests. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TransformerSource } from "../scripts/bundleTransformers";
import { paths } from "../scripts/paths";
import { toReadableName } from "../scripts/toReadableName";
import { TRANSFORMERS } from "../scripts/transformerConfig";

export function builtTransformers(): TransformerSource[] {
  const read = (file: string) => readFileSync(join(paths.transformers, file), "utf8");
  return TRANSFORMERS.map((definition) => {
    const { file } = definition;
    return { definition, pasted: read(file), readable: read(toReadableName(file)) };
  });
}
