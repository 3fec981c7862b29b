/** A mistake in a Flow, in words for the person who wrote it: which node it is in, and what would be right. */
import type * as z from "zod";
import { isMembers } from "../endpoint/InboundMessage";
import { NODE_TYPES } from "./Flow";

export function describeMistake(given: unknown, issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path ?? [];
  const { value, node } = follow(given, path);
  const name = nameOf(node);
  const place = `The Flow is not valid at "${path.join(".")}"${name === undefined ? "" : `, in the node "${name}"`}`;
  if (issue?.code !== "invalid_union" || path.at(-1) !== "type") {
    return `${place}: ${issue?.message}`;
  }
  const fault = value === undefined ? "the type is missing" : `the type ${JSON.stringify(value)} does not exist`;
  return `${place}: ${fault}; use one of ${NODE_TYPES.join(", ")}`;
}

/** The value at the path, and the innermost node on the way to it. */
function follow(given: unknown, path: readonly PropertyKey[]): { value: unknown; node: unknown } {
  let value = given;
  let node: unknown;
  for (const key of path) {
    // What is checked holds no lists but those of nodes.
    if (Array.isArray(value)) {
      node = value[Number(key)];
    }
    value = isMembers(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
  }
  return { value, node };
}

function nameOf(node: unknown): string | undefined {
  if (!isMembers(node)) {
    return undefined;
  }
  return [node.id, node.label].find((name) => typeof name === "string" && name !== "")?.toString();
}
