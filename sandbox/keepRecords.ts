/** Notes what is in a map or a list. What it gives puts that back: records that are still there stay the same objects. */

export function keepRecords(records: Map<string, unknown>): () => void {
  const kept = structuredClone(records);
  return () => {
    const present = new Map(records);
    records.clear();
    for (const [id, record] of structuredClone(kept)) {
      records.set(id, renew(present.get(id), record));
    }
  };
}

export function keepList<Item>(items: Item[]): () => void {
  const kept = structuredClone(items);
  return () => void items.splice(0, items.length, ...structuredClone(kept));
}

function renew(present: unknown, kept: unknown): unknown {
  if (!isRecord(present) || !isRecord(kept)) {
    return kept;
  }
  for (const member of Object.keys(present)) {
    Reflect.deleteProperty(present, member);
  }
  return Object.assign(present, kept);
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
