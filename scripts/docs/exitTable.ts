/** The exits of a node, with the keys by which Flows store them. */
import { toCode, toTable } from "./markdown";
import { describeNode } from "./nodeDescriptors";

export function renderExits(type: string): string {
  const { exits } = describeNode(type);
  return toTable(
    ["Exit", "Key"],
    exits.map((exit) => [exit.label, toCode(exit.type)]),
  );
}
