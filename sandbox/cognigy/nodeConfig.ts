/** The configuration of a node as its function receives it: stored values over defaults, CognigyScript resolved. */
import { type ExecutionObjects, resolveCognigyScripts } from "./cognigyScript";
import type { NodeDescriptor } from "./nodeDescriptor";

/** The platform resolves CognigyScript in these before the function runs. */
const RESOLVED_TYPES = ["cognigyText", "textArray", "json", "say"];

export function storedConfig(node: NodeDescriptor, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const defaults = node.fields.flatMap(({ key, defaultValue }) =>
    defaultValue === undefined ? [] : [[key, defaultValue]],
  );
  return { ...Object.fromEntries(defaults), ...values };
}

export function resolvedConfig(
  node: NodeDescriptor,
  values: Readonly<Record<string, unknown>>,
  objects: ExecutionObjects,
): Record<string, unknown> {
  const isResolved = (key: string) =>
    node.fields.some((field) => field.key === key && RESOLVED_TYPES.includes(field.type));
  return Object.fromEntries(
    Object.entries(storedConfig(node, values)).map(([key, value]) => [
      key,
      isResolved(key) ? resolveCognigyScripts(value, objects) : value,
    ]),
  );
}
