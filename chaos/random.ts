/** Chance as a function of a seed and of names: the same names draw the same, whatever else was drawn before. */
import { createRandom, type Random } from "../sandbox/createRandom";

/** In [0, 1). */
export function draw(...names: readonly (string | number)[]): number {
  return createRandomOf(...names)();
}

export function createRandomOf(...names: readonly (string | number)[]): Random {
  return createRandom(toSeed(names.join("/")));
}

export function pick<Item>(items: readonly [Item, ...Item[]], chance: number): Item {
  return items[Math.floor(chance * items.length)] ?? items[0];
}

/** The key of a table of weights. */
export function pickWeighted<Key extends string>(weights: Readonly<Record<Key, number>>, chance: number): Key {
  const entries = Object.entries<number>(weights) as [Key, number][];
  let left = chance * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) {
      return key;
    }
  }
  return entries[0]?.[0] as Key;
}

/** FNV-1a. */
function toSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash;
}
