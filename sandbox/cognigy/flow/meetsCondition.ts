/** The condition of an If node, and the paths that If and Lookup nodes read. */
import { isDeepStrictEqual } from "node:util";
import { type ExecutionObjects, readPath } from "../cognigyScript";
import type { Condition } from "./Flow";

export function readFlowPath(path: string, objects: ExecutionObjects): unknown {
  const steps = path.split(".");
  const isRoot = steps[0] === "input" || steps[0] === "context" || steps[0] === "profile";
  return isRoot ? readPath(objects, steps) : readPath(objects.input, steps);
}

/** All that is asked must be so. */
export function meetsCondition(
  { path, equals, contains, exists, matches }: Condition,
  objects: ExecutionObjects,
): boolean {
  const value = readFlowPath(path, objects);
  if (exists !== undefined && (value !== undefined && value !== null) !== exists) {
    return false;
  }
  if (equals !== undefined && !isDeepStrictEqual(value, equals)) {
    return false;
  }
  if (matches !== undefined && !(typeof value === "string" && new RegExp(matches, "i").test(value))) {
    return false;
  }
  if (contains === undefined) {
    return true;
  }
  if (typeof value === "string") {
    return typeof contains === "string" && value.includes(contains);
  }
  return Array.isArray(value) && value.some((item) => isDeepStrictEqual(item, contains));
}
