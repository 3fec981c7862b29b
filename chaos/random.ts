/** Chance as a function of a seed and of names: the same names draw the same, whatever else was drawn before. */

/** In [0, 1). */
export function draw(...names: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of names.join("/")) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return mix(hash);
}

export function createRandom(...names: readonly (string | number)[]): () => number {
  let state = Math.floor(draw(...names) * 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state);
  };
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

function mix(given: number): number {
  let state = Math.imul(given ^ (given >>> 16), 0x7feb352d);
  state = Math.imul(state ^ (state >>> 15), 0x846ca68b);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}
