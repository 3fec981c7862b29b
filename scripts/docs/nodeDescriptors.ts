/** The nodes of the Extension, as Cognigy.AI gets them. */
import type { INodeDescriptor } from "@cognigy/extension-tools";
import extension from "../../src/module";

export interface DescribedNode {
  type: string;
  label: string;
  summary: string;
  resultKey: string;
  fields: NonNullable<INodeDescriptor["fields"]>;
  sections: NonNullable<INodeDescriptor["sections"]>;
  exits: { type: string; label: string }[];
  tokens: { label: string; script: string }[];
}

/** In the order of the Extension's list. */
export function describeNodes(): DescribedNode[] {
  const all: INodeDescriptor[] = extension.nodes;
  return all
    .filter(({ parentType }) => !parentType)
    .map((node) => ({
      type: node.type,
      label: toText(node.defaultLabel),
      summary: toText(node.summary),
      resultKey: String(node.fields?.find(({ key }) => key === "inputKey")?.defaultValue),
      fields: node.fields ?? [],
      sections: node.sections ?? [],
      exits: all
        .filter(({ parentType }) => parentType === node.type)
        .map(({ type, defaultLabel }) => ({ type, label: toText(defaultLabel) })),
      tokens: (node.tokens ?? []).map(({ label, script }) => ({ label, script })),
    }));
}

export function describeNode(type: string): DescribedNode {
  const node = describeNodes().find((candidate) => candidate.type === type);
  if (!node) {
    throw new Error(`The Extension has no node of the type "${type}"`);
  }
  return node;
}

/** The English text of a label. */
export function toText(label: unknown): string {
  return typeof label === "string" ? label : String(Object(label).default ?? "");
}
