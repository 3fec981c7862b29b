/** Which categories count where: a content's own, else its intervention's, else its thread's. */
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import { contentsOf, interventionsOf } from "./find";
import type { Content, Thread } from "./records";

export function contentCategoryIds(state: DomainState, content: Content): string[] {
  if (content.own_category_ids.length > 0) {
    return content.own_category_ids;
  }
  const intervention = content.intervention_id ? state.interventions.get(content.intervention_id) : undefined;
  if (intervention !== undefined && intervention.category_ids.length > 0) {
    return intervention.category_ids;
  }
  return state.threads.get(content.thread_id)?.thread_category_ids ?? [];
}

/** `category_ids` of a thread: everything found in it, its contents and its interventions included. */
export function allCategoryIds(state: DomainState, thread: Thread): string[] {
  return [
    ...new Set([
      ...thread.thread_category_ids,
      ...contentsOf(state, thread.id).flatMap((content) => content.own_category_ids),
      ...interventionsOf(state, thread.id).flatMap((intervention) => intervention.category_ids),
    ]),
  ];
}

/** Refuses what cannot be assigned. Clearing all categories is not documented, so it is refused as well. */
export function checkCategoryIds(state: DomainState, categoryIds: readonly string[]): string[] {
  if (categoryIds.length === 0) {
    throw new EngageRefusal("invalid", "Validation failed: categories can't be blank");
  }
  for (const id of categoryIds) {
    const category = state.categories.get(id);
    if (category === undefined || category.unselectable) {
      throw new EngageRefusal("invalid", "Validation failed: categories are invalid");
    }
  }
  return [...new Set(categoryIds)];
}
