/** Extensions, and the tasks that install them. */
import { readUpload } from "../readUpload";
import type { ManagementRoute } from "./ManagementRoute";
import { found, list, type ManagementState, ofFirstProject, ok, projectIdOf } from "./ManagementState";

export function extensionRoutes(state: ManagementState): ManagementRoute[] {
  const { extensions, platform } = state;
  const find = (id: string | undefined) =>
    found(
      extensions.installed.find(({ _id }) => _id === id),
      "Extension",
      id,
    );
  return [
    {
      method: "GET",
      path: "/extensions",
      handle: (request) =>
        list(state, "extensions", ofFirstProject(state, request.query.get("projectId"), extensions.installed), request),
    },
    {
      method: "GET",
      path: "/extensions/:id",
      handle({ params: { id } }) {
        const extension = find(id);
        const isLoaded = platform.extension?.name === extension.name;
        const nodes = isLoaded
          ? (platform.extension?.nodes ?? []).map(({ type, parentType = null }) => ({ type, parentType }))
          : [];
        return ok({ ...extension, nodes });
      },
    },
    {
      method: "POST",
      path: "/extensions/upload",
      async handle({ bytes, contentType }) {
        const { projectId, file } = await readUpload(bytes, contentType);
        projectIdOf(state, projectId);
        return { status: 202, body: extensions.upload(file) };
      },
    },
    {
      method: "POST",
      path: "/extensions/update",
      async handle({ bytes, contentType }) {
        const { projectId, extension, file } = await readUpload(bytes, contentType);
        projectIdOf(state, projectId);
        return { status: 202, body: extensions.update(extension, file) };
      },
    },
    {
      method: "DELETE",
      path: "/extensions/:id",
      handle({ params: { id } }) {
        extensions.remove(find(id));
        return { status: 204 };
      },
    },
    {
      method: "GET",
      path: "/tasks/:id",
      handle({ params: { id = "" }, query }) {
        projectIdOf(state, query.get("projectId"));
        return ok({ ...found(extensions.tasks.get(id), "task", id) });
      },
    },
  ];
}
