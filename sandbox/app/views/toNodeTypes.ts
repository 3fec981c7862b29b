/** The descriptors of the loaded Extension, as the page explains nodes. */
import type { LoadedExtension } from "../../cognigy/loadExtension";
import type { NodeTypes, NodeTypeView } from "../view";
import { localizedText } from "./localizedText";

export function toNodeTypes({ nodes }: Pick<LoadedExtension, "nodes">): NodeTypes {
  const labels = new Map(nodes.map(({ type, defaultLabel }) => [type, localizedText(defaultLabel)]));
  const own = nodes.filter(({ parentType }) => !parentType);
  return Object.fromEntries(
    own.map(({ type, summary, fields, dependencies }): [string, NodeTypeView] => [
      type,
      {
        type,
        label: labels.get(type) || type,
        summary: localizedText(summary),
        fields: fields
          .filter((field) => field.type !== "connection")
          .map((field) => ({
            key: field.key,
            label: localizedText(field.label),
            description: localizedText(field.description),
            type: field.type,
            defaultValue: field.defaultValue ?? null,
          })),
        exits: dependencies.children.map((child) => ({ type: child, label: labels.get(child) || child })),
      },
    ]),
  );
}
