/** One of two categories for the other; all others stay. */
export function swapCategories(categoryIds: readonly string[], from: string, to: string): string[] {
  return [...new Set([...categoryIds.filter((one) => one !== from), to])];
}

export function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one) => right.includes(one));
}
