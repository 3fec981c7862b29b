/** The nodes of an Extension as text: what each does, its fields, its exits. */
import type { LoadedExtension } from "../cognigy/loadExtension";
import type { NodeDescriptor } from "../cognigy/nodeDescriptor";

export function listNodes({ nodes }: LoadedExtension): string {
  return nodes
    .filter(({ parentType }) => !parentType)
    .map((node) => describe(node, nodes))
    .join("\n\n");
}

function describe(node: NodeDescriptor, all: readonly NodeDescriptor[]): string {
  const fields = node.fields
    .filter(({ type }) => type !== "connection")
    .map(({ key, type, label, defaultValue }) => {
      const standard = defaultValue === undefined ? "" : `, default ${JSON.stringify(defaultValue)}`;
      return `    ${key}: ${toText(label)} (${type}${standard})`;
    });
  const exits = node.dependencies.children.map((type) => {
    const exit = all.find((one) => one.type === type);
    return `    ${type}: ${toText(exit?.defaultLabel)}`;
  });
  return [
    `${node.type} - ${toText(node.defaultLabel)}`,
    `  ${toText(node.summary)}`,
    "  Fields",
    ...fields,
    ...(exits.length > 0 ? ["  Exits", ...exits] : []),
  ].join("\n");
}

export function toText(localized: NodeDescriptor["defaultLabel"]): string {
  return typeof localized === "string" ? localized : (localized?.default ?? "");
}
