/**
 * Reads outside data member by member. The transformers have 50 kB each, too little for a validation library beside
 * our own code.
 */
export type Json = Readonly<Record<string, unknown>>;

export function toRecord(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Own members only: `__proto__` and its like are not data. */
export function member(record: Json | undefined, key: string): unknown {
  return record !== undefined && hasOwn(record, key) ? record[key] : undefined;
}

function hasOwn(record: object, key: string): boolean {
  // biome-ignore lint/suspicious/noPrototypeBuiltins: Object.hasOwn is newer than ES2018, the language level of transformers.
  return Object.prototype.hasOwnProperty.call(record, key);
}

/** A member called `__proto__` is a member like any other. A copy without a prototype would do, and is far slower. */
export function setMember(copy: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(copy, key, { value, enumerable: true });
  } else {
    (copy as Record<string, unknown>)[key] = value;
  }
}

/**
 * To be asked before an outside value is gone through to its last member, or written as JSON: that takes quadratic time,
 * and overflows the stack at some thousand levels. What the platforms send has fewer than ten.
 */
export function isTooDeep(value: unknown, maxDepth = 100): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) {
      return true;
    }
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one === "object" && one !== null) {
        for (const inner of Array.isArray(one) ? one : Object.values(one)) {
          next.push(inner);
        }
      }
    }
    level = next;
  }
  return false;
}

export function readRecord(record: Json | undefined, key: string): Json | undefined {
  return toRecord(member(record, key));
}

export function readText(record: Json | undefined, key: string): string | undefined {
  const value = member(record, key);
  return typeof value === "string" ? value : undefined;
}

/** Engage's ids and ours: some samples show integers. Ids go into URLs and session ids, so they are short and plain. */
export function readId(record: Json | undefined, key: string): string | undefined {
  const value = member(record, key);
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\w.:@+-]{1,128}$/.test(text) ? text : undefined;
}

export function readNumber(record: Json | undefined, key: string): number | undefined {
  const value = member(record, key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** One Apple sample holds booleans as strings. */
export function readFlag(record: Json | undefined, key: string): boolean {
  const value = member(record, key);
  return value === true || value === "true" || value === 1 || value === "1";
}

/** null, missing and [] mean the same. */
export function readTexts(record: Json | undefined, key: string): string[] {
  const value = member(record, key);
  return Array.isArray(value)
    ? value.filter((item) => typeof item === "string" || typeof item === "number").map(String)
    : [];
}

export function readRecords(record: Json | undefined, key: string): Json[] {
  const value = member(record, key);
  if (!Array.isArray(value)) {
    return [];
  }
  return value.map(toRecord).filter((item): item is Json => item !== undefined);
}
