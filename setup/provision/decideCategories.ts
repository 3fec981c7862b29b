/** Decides which categories are to be created, or taken over from an interrupted run. */
import { CATEGORY_NAMES, type CategoryRole, type FoundState, type Step } from "./Plan";

export function decideCategories(state: FoundState): { steps: Step[]; ids: Partial<Record<CategoryRole, string>> } {
  const byId = (id: string | undefined) => state.categories.find((category) => category.id === id);
  const given = { bot: byId(state.botCategoryId), agent: byId(state.agentCategoryId) };
  // Where one of them is there already, the other one belongs beside it.
  const family =
    given.bot?.parent_id ??
    given.agent?.parent_id ??
    state.categories.find(({ name, parent_id }) => name === CATEGORY_NAMES.parent && parent_id === null)?.id;
  const steps: Step[] = [];
  const ids: Partial<Record<CategoryRole, string>> = {};
  for (const role of ["bot", "agent"] as const) {
    const known = given[role];
    const other = given[role === "bot" ? "agent" : "bot"];
    // An interrupted run has created it without noting its id.
    const found =
      known && (role === "bot" || known.id !== given.bot?.id)
        ? known
        : state.categories.find(
            ({ id, name, parent_id }) =>
              family !== undefined && name === CATEGORY_NAMES[role] && parent_id === family && id !== other?.id,
          );
    if (found === undefined) {
      if (family === undefined && !steps.some(({ kind }) => kind === "createParent")) {
        steps.push({ kind: "createParent" });
      }
      steps.push({ kind: "createCategory", role, parentId: family });
      continue;
    }
    ids[role] = found.id;
    const setting = role === "bot" ? state.botCategoryId : state.agentCategoryId;
    if (setting !== found.id) {
      steps.push({ kind: "useCategory", role, id: found.id });
    }
    if (found.unselectable && found.parent_id === null) {
      steps.push({ kind: "makeSelectable", id: found.id, name: found.name ?? found.id });
    }
  }
  return { steps, ids };
}
