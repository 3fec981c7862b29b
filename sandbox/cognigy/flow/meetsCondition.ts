/** The condition of an If node, and the paths that If and Lookup nodes read. */
import { isDeepStrictEqual } from "node:util";
import { runInNewContext } from "node:vm";
import { type ExecutionObjects, readPath } from "../cognigyScript";
import type { Condition, ScriptCondition } from "./Flow";

export function readFlowPath(path: string, objects: ExecutionObjects): unknown {
  const steps = path.split(".");
  const isRoot = steps[0] === "input" || steps[0] === "context" || steps[0] === "profile";
  return isRoot ? readPath(objects, steps) : readPath(objects.input, steps);
}

const SCRIPT_MS = 200;

/** All that is asked must be so. */
export function meetsCondition(condition: Condition | ScriptCondition, objects: ExecutionObjects): boolean {
  if ("script" in condition) {
    return meetsScript(condition, objects);
  }
  const { path, equals, contains, exists, matches } = condition;
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

/** A script that fails is not met, as on the platform. */
function meetsScript({ script }: ScriptCondition, { input, context, profile }: ExecutionObjects): boolean {
  try {
    return Boolean(runInNewContext(script, structuredClone({ input, context, profile }), { timeout: SCRIPT_MS }));
  } catch {
    return false;
  }
}
