/** All that the routes work on. */
import type { Platform } from "../../Platform";
import type { ConnectionStore } from "../ConnectionStore";
import { createId, createReferenceId } from "../createId";
import type { EndpointStore } from "../EndpointStore";
import type { ExtensionStore } from "../ExtensionStore";
import type { FlowStore } from "../FlowStore";
import type { LocaleStore } from "../LocaleStore";
import { ManagementRefusal } from "../ManagementRefusal";
import { type ListShape, page } from "../page";
import type { StoredModel } from "../StoredModel";
import type { ManagementAnswer, ManagementRequest } from "./ManagementRoute";

interface StoredAgent {
  _id: string;
  referenceId: string;
  projectId: string;
  name: string;
}

export interface ManagementState {
  platform: Platform;
  projects: { _id: string; name: string }[];
  locales: LocaleStore;
  extensions: ExtensionStore;
  connections: ConnectionStore;
  flows: FlowStore;
  endpoints: EndpointStore;
  agents: StoredAgent[];
  models: StoredModel[];
  pageSize: number;
  listShape: ListShape;
}

export function ok(body: unknown): ManagementAnswer {
  return { status: 200, body };
}

export function list<Item extends { _id: string }>(
  { pageSize, listShape }: ManagementState,
  kind: string,
  items: readonly Item[],
  { query }: ManagementRequest,
): ManagementAnswer {
  return ok(page(kind, items, query, pageSize, listShape));
}

export function found<Item>(item: Item | undefined, kind: string, id: string | null | undefined): Item {
  if (item === undefined) {
    throw new ManagementRefusal(404, `The ${kind} "${id ?? ""}" was not found.`);
  }
  return item;
}

export function projectIdOf({ projects }: ManagementState, id: string | null | undefined): string {
  return found(
    projects.find(({ _id }) => _id === id),
    "Project",
    id,
  )._id;
}

/** Everything that a test installed itself belongs to the first Project. */
export function ofFirstProject<Item>(state: ManagementState, id: string | null, items: readonly Item[]) {
  return projectIdOf(state, id) === state.projects[0]?._id ? items : [];
}

export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new ManagementRefusal(400, "The body is no valid JSON.");
  }
}

export function newIds(): { _id: string; referenceId: string } {
  return { _id: createId(), referenceId: createReferenceId() };
}
