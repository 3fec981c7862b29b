/** The top-level members that differ between two states of an object. What is gone is null. */
import { isDeepStrictEqual } from "node:util";

type Members = Readonly<Record<string, unknown>>;

export function findChanges(before: Members, after: Members): Record<string, unknown> | undefined {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((key) => [key, after[key] ?? null]));
}
