/** REST: categories (also the skills of agents). */
import { EngageRefusal } from "../../domain/EngageRefusal";
import { find } from "../../domain/find";
import type { Category } from "../../domain/records";
import type { Call } from "../Call";
import type { EngageRoute } from "../EngageRoute";
import { toPage } from "../paging";

export const categoryRoutes: EngageRoute[] = [
  {
    method: "GET",
    path: "/categories",
    operation: "getAllCategories",
    // Oldest first.
    handle(call) {
      const ids = call.parameters.commaList("ids");
      const parentId = call.parameters.text("parent_id");
      const found = [...call.domain.categories.values()].filter(
        (one) => (ids?.includes(one.id) ?? true) && (parentId === undefined || one.parent_id === parentId),
      );
      return toPage(call, found, view);
    },
  },
  {
    method: "GET",
    path: "/categories/:categoryId",
    operation: "getCategory",
    handle: (call) => view(find(call.domain.categories, call.pathId("categoryId"))),
  },
  {
    method: "POST",
    path: "/categories",
    operation: "createCategory",
    handle(call) {
      call.demandRight("manage_categories");
      const changes = readChanges(call, undefined);
      return view(call.domain.addCategory({ ...changes, name: changes.name ?? "" }));
    },
  },
  {
    method: "PUT",
    path: "/categories/:categoryId",
    operation: "updateCategory",
    handle(call) {
      call.demandRight("manage_categories");
      const category = find(call.domain.categories, call.pathId("categoryId"));
      return view(Object.assign(category, readChanges(call, category), { updated_at: call.domain.timestamp() }));
    },
  },
  {
    method: "DELETE",
    path: "/categories/:categoryId",
    operation: "deleteCategory",
    handle(call) {
      call.demandRight("manage_categories");
      const category = find(call.domain.categories, call.pathId("categoryId"));
      const heirId = call.parameters.text("take_over_category_id");
      if (heirId !== undefined) {
        find(call.domain.categories, heirId);
      }
      call.domain.categories.delete(category.id);
      for (const thread of call.domain.threads.values()) {
        if (thread.thread_category_ids.includes(category.id)) {
          const rest = thread.thread_category_ids.filter((id) => id !== category.id);
          thread.thread_category_ids = heirId === undefined ? rest : [...new Set([...rest, heirId])];
        }
      }
      return view(category);
    },
  },
];

function view(category: Category): unknown {
  return { ...category };
}

function readChanges(call: Call, category: Category | undefined): Partial<Category> {
  const { parameters, domain } = call;
  const name = parameters.text("name") ?? category?.name;
  const color = parameters.integer("color");
  const parentId = parameters.text("parent_id") ?? category?.parent_id ?? null;
  if (name === undefined) {
    throw new EngageRefusal("invalid", "Validation failed: name can't be blank");
  }
  if (color !== undefined && (color < 0 || color > 6)) {
    throw new EngageRefusal("invalid", "Validation failed: color is not included in the list");
  }
  if (parentId !== null && !domain.categories.has(parentId)) {
    throw new EngageRefusal("invalid", "Validation failed: parent is invalid");
  }
  const changes: Partial<Category> = { name, parent_id: parentId, ...(color === undefined ? {} : { color }) };
  // The following count on root categories only.
  if (parentId === null) {
    for (const flag of ["mandatory", "multiple", "post_qualification", "unselectable"] as const) {
      const value = parameters.flag(flag);
      if (value !== undefined) {
        changes[flag] = value;
      }
    }
    changes.source_ids = parameters.list("source_ids") ?? category?.source_ids ?? [];
  }
  return changes;
}
