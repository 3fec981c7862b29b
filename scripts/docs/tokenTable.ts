/** The tokens that a node brings to Cognigy.AI's text fields. */
import { toCode, toTable } from "./markdown";
import { describeNode } from "./nodeDescriptors";

export function renderTokens(type: string): string {
  const { tokens } = describeNode(type);
  return toTable(
    ["Token", "Value"],
    tokens.map(({ label, script }) => [label, toCode(script)]),
  );
}
