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

/** Whether people have the conversation: recategorising is the handover, so the categories are the truth. */
export function isWithAgents(categoryIds: readonly string[], pair: CategoryPair): boolean {
  return categoryIds.includes(pair.agentCategoryId) && !categoryIds.includes(pair.botCategoryId);
}

/** Whether the bot alone has the conversation. */
export function isWithBot(categoryIds: readonly string[], pair: CategoryPair): boolean {
  return categoryIds.includes(pair.botCategoryId) && !categoryIds.includes(pair.agentCategoryId);
}
