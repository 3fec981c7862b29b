/** The list envelope: `count` is the grand total. */
import type { Call } from "./Call";

const DEFAULT_LIMIT = 30;
const MAXIMUM_LIMIT = 150;

export interface Page {
  count: number;
  offset: number;
  limit: number;
  records: unknown[];
}

export function toPage<Value>(call: Call, values: readonly Value[], toView: (value: Value) => unknown): Page {
  const offset = Math.max(0, call.parameters.integer("offset") ?? 0);
  // What a limit beyond the maximum does is undocumented; it is cut here.
  const limit = Math.min(MAXIMUM_LIMIT, Math.max(1, call.parameters.integer("limit") ?? DEFAULT_LIMIT));
  return { count: values.length, offset, limit, records: values.slice(offset, offset + limit).map(toView) };
}
