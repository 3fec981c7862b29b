/** All nodes, with links to their pages. */
import { toCode, toLink, toTable } from "./markdown";
import { describeNodes } from "./nodeDescriptors";

function toNodePage(label: string): string {
  return `docs/nodes/${label.toLowerCase().replaceAll(" ", "-")}.md`;
}

export function renderNodes(_: string, page: string): string {
  return toTable(
    ["Node", "Type", "Result key", "Exits"],
    describeNodes().map(({ label, type, resultKey, exits }) => [
      toLink(label, toNodePage(label), page),
      toCode(type),
      toCode(resultKey),
      exits.map((exit) => exit.label).join(", "),
    ]),
  );
}
