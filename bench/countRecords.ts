/** How many entries lists, maps and sets have, wherever they hang on something: exact, where the heap also holds compiled code. */

export function countRecords(root: object): number {
  const seen = new Set<object>();
  const left: unknown[] = [root];
  let count = 0;
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value)) {
      continue;
    }
    seen.add(value);
    const entries = toEntries(value);
    count += entries?.length ?? 0;
    left.push(...(entries ?? toMembers(value)));
  }
  return count;
}

/** Keys of maps are ids. */
function toEntries(value: object): unknown[] | undefined {
  if (Array.isArray(value)) {
    return value;
  }
  return value instanceof Map || value instanceof Set ? [...value.values()] : undefined;
}

/** Without calling getters. */
function toMembers(value: object): unknown[] {
  return Object.values(Object.getOwnPropertyDescriptors(value)).map((member) => member.value);
}
