/** Category sets: what a recategorisation makes of the categories that a thread has. */

export interface CategoryChange {
  add: readonly string[];
  remove: readonly string[];
}

export interface CategoryPair {
  botCategoryId: string;
  agentCategoryId: string;
}

/** All others stay, in their order; what is added comes last; nothing twice. */
export function toNextCategories(current: readonly string[], change: CategoryChange): string[] {
  const kept = current.filter((id) => !change.remove.includes(id) || change.add.includes(id));
  return [...new Set([...kept, ...change.add])];
}

/** Whether writing `next` would change anything. The order of categories means nothing to Engage. */
export function isSameCategorySet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((id) => right.has(id));
}

/**
 * Whether people have the conversation. A Handover node may choose another category than the Connection's, and an agent
 * may put a third one in its place, so what is not the bot's is theirs. Without any category nobody has taken it.
 */
export function isWithAgents(
  categoryIds: readonly string[],
  { botCategoryId, agentCategoryId }: Partial<CategoryPair>,
): boolean {
  const isTheirs = botCategoryId !== undefined && categoryIds.length > 0 && !categoryIds.includes(botCategoryId);
  return isTheirs || categoryIds.some((id) => id === agentCategoryId);
}

/** Whether the bot alone has the conversation. */
export function isWithBot(categoryIds: readonly string[], pair: CategoryPair): boolean {
  return categoryIds.includes(pair.botCategoryId) && !categoryIds.includes(pair.agentCategoryId);
}

/**
 * Back to the bot. Which categories a handover added, and which ones an agent put in their place, is written nowhere. But
 * whatever Engage routes by would give the conversation to people as well, so of that only the Bot category remains.
 */
export function toReturnChange(
  current: readonly string[],
  pair: CategoryPair,
  keptIds: ReadonlySet<string>,
): CategoryChange {
  const { botCategoryId, agentCategoryId } = pair;
  const isHandedOver = !current.includes(botCategoryId);
  return {
    add: [botCategoryId],
    remove: current.filter((id) => id === agentCategoryId || (isHandedOver && !keptIds.has(id))),
  };
}

/** Categories that `toReturnChange` would remove without the catalogue, which may say that they are labels. */
export function findUnjudged(
  current: readonly string[],
  pair: CategoryPair,
  keptIds: ReadonlySet<string>,
): readonly string[] {
  return toReturnChange(current, pair, keptIds).remove.filter((id) => id !== pair.agentCategoryId);
}

export interface CategoryRecord {
  id: string;
  parent_id: string | null;
  /** "Do not use for tasks routing"; counts for the root of a tree. */
  non_routable: boolean;
}

/** The categories that Engage does not route by. */
export function toLabelIds(catalogue: readonly CategoryRecord[]): ReadonlySet<string> {
  const records = new Map(catalogue.map((category) => [category.id, category]));
  const isLabel = (category: CategoryRecord | undefined, depth = 0): boolean =>
    category !== undefined &&
    (category.parent_id === null
      ? category.non_routable
      : depth < MAX_DEPTH && isLabel(records.get(category.parent_id), depth + 1));
  return new Set(catalogue.filter((category) => isLabel(category)).map(({ id }) => id));
}

/** Deeper than any tree of categories. */
const MAX_DEPTH = 20;
