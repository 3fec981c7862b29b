/** Spoils valid JSON the way strangers, proxies and new releases do: wrong types, missing members, hostile names and texts. */
import type { Random } from "../../sandbox/createRandom";

const TEXTS = [
  "",
  " ",
  "\u0000",
  "\ud83d",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "<b",
  "&#9;",
  "&#x110000;",
  "<!--",
  "<script>alert(1)</script>",
  "v1.1.x.y",
  "a\nb",
  "😀",
  "9".repeat(400),
  "\t&<\"'".repeat(300),
  "<div>".repeat(200),
  "x".repeat(11_000),
];
const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => false,
  () => 0,
  () => -1,
  () => 1e308,
  () => 0.5,
  () => [],
  () => ({}),
  () => [null, {}, "x", [[]]],
  () => ({ $oid: "66b1" }),
  () => ({ toString: null, valueOf: 1 }),
  () => JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'),
  () => nest(200),
];

type Container = Record<string, unknown> | unknown[];

/** Returns a copy in which up to three members are spoilt, as a parser of JSON would give it. */
export function createMutator(random: Random): (valid: unknown) => unknown {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const hostile = () => (random() < 0.5 ? pick(TEXTS) : pick(VALUES)?.());
  const spoil = (valid: unknown): unknown => {
    const copy: unknown = structuredClone(valid);
    for (let left = Math.floor(random() * 4) - (random() < 0.5 ? 0 : 1); left > 0; left--) {
      const container = pick(containersIn(copy));
      if (container === undefined) {
        return hostile();
      }
      const key = pick(Object.keys(container));
      if (random() < 0.1 || key === undefined) {
        add(container, pick(TEXTS) ?? "", hostile());
      } else if (random() < 0.2) {
        Reflect.deleteProperty(container, key);
      } else {
        Reflect.set(container, key, hostile());
      }
    }
    return copy;
  };
  return (valid) => {
    const text = JSON.stringify(spoil(valid));
    return text === undefined ? undefined : JSON.parse(text);
  };
}

/** Adds an own member, even one named `__proto__`, as JSON.parse does. */
function add(container: Container, key: string, value: unknown): void {
  if (Array.isArray(container)) {
    container.push(value);
  } else {
    Object.defineProperty(container, key, { value, configurable: true, enumerable: true, writable: true });
  }
}

function containersIn(value: unknown): Container[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const container = value as Container;
  return [container, ...Object.values(container).flatMap(containersIn)];
}

function nest(depth: number): unknown {
  let value: unknown = "x";
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? [value] : { inner: value };
  }
  return value;
}
