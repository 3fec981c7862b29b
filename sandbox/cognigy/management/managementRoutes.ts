/** The routes of the REST API that the stand-in has. */
import type { EndpointService } from "../endpoint/EndpointService";
import { endpointView } from "../endpoint/endpointView";
import type { ExtensionStore } from "./ExtensionStore";
import { listEndpoint, patchEndpoint, readEndpoint } from "./endpointResource";
import { ManagementRefusal } from "./ManagementRefusal";
import { page } from "./page";
import { readUpload } from "./readUpload";

export interface ManagementRequest {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  bytes: Buffer;
  contentType: string;
}

interface ManagementAnswer {
  status: number;
  body?: unknown;
}

export interface ManagementRoute {
  method: "GET" | "POST" | "PATCH";
  path: string;
  handle(request: ManagementRequest): ManagementAnswer | Promise<ManagementAnswer>;
}

export interface ManagementState {
  projects: readonly { _id: string; name: string }[];
  endpoints: readonly EndpointService[];
  extensions: ExtensionStore;
  pageSize: number;
}

export function managementRoutes({ projects, endpoints, extensions, pageSize }: ManagementState): ManagementRoute[] {
  const ok = (body: unknown): ManagementAnswer => ({ status: 200, body });
  const project = (id: string | null | undefined) =>
    found(
      projects.find(({ _id }) => _id === id),
      "Project",
      id,
    );
  /** Everything belongs to the first Project. */
  const inProject = <Item>(id: string | null, items: readonly Item[]) => (project(id) === projects[0] ? items : []);
  const endpoint = ({ id }: ManagementRequest["params"]) =>
    found(
      endpoints.find(({ definition, URLToken }) => endpointView(definition, URLToken)._id === id),
      "Endpoint",
      id,
    );
  return [
    { method: "GET", path: "/projects", handle: ({ query }) => ok(page(projects, query, pageSize)) },
    { method: "GET", path: "/projects/:id", handle: ({ params }) => ok(project(params.id)) },
    {
      method: "GET",
      path: "/extensions",
      handle: ({ query }) => ok(page(inProject(query.get("projectId"), extensions.installed), query, pageSize)),
    },
    {
      method: "POST",
      path: "/extensions/upload",
      async handle({ bytes, contentType }) {
        const { projectId, file } = await readUpload(bytes, contentType);
        project(projectId);
        return { status: 201, body: extensions.upload(file) };
      },
    },
    {
      method: "POST",
      path: "/extensions/update",
      async handle({ bytes, contentType }) {
        const { projectId, extension, file } = await readUpload(bytes, contentType);
        project(projectId);
        return { status: 201, body: extensions.update(extension, file) };
      },
    },
    {
      method: "GET",
      path: "/tasks/:id",
      handle: ({ params: { id = "" } }) => ok({ ...found(extensions.tasks.get(id), "task", id) }),
    },
    {
      method: "GET",
      path: "/endpoints",
      handle: ({ query }) => ok(page(inProject(query.get("projectId"), endpoints).map(listEndpoint), query, pageSize)),
    },
    { method: "GET", path: "/endpoints/:id", handle: ({ params }) => ok(readEndpoint(endpoint(params))) },
    {
      method: "PATCH",
      path: "/endpoints/:id",
      handle({ params, bytes }) {
        patchEndpoint(endpoint(params), parseJson(bytes));
        return { status: 204 };
      },
    },
  ];
}

function found<Item>(item: Item | undefined, kind: string, id: string | null | undefined): Item {
  if (item === undefined) {
    throw new ManagementRefusal(404, `The ${kind} "${id ?? ""}" was not found.`);
  }
  return item;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new ManagementRefusal(400, "The body is no valid JSON.");
  }
}
