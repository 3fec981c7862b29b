/** The Project to deploy to: the one that was named, or the only one that the API key can see. */
import { ManagementError } from "./ManagementError";
import type { ManagementApi } from "./managementApi";
import type { Project } from "./shapes";

const SHOWN_PROJECTS = 10;

export async function findProject(api: ManagementApi, projectId: string | undefined): Promise<Project> {
  if (projectId !== undefined) {
    return api.readProject(projectId);
  }
  const projects = await api.listProjects();
  const [only] = projects;
  if (only && projects.length === 1) {
    return only;
  }
  if (!only) {
    throw new ManagementError(
      "project_missing",
      "The API key can see no Project.",
      "Create a Project in Cognigy.AI, or have the key's user added to yours.",
    );
  }
  const names = projects.slice(0, SHOWN_PROJECTS).map(({ _id, name }) => `${name} (${_id})`);
  const more = projects.length > names.length ? `, and ${projects.length - names.length} more` : "";
  throw new ManagementError(
    "project_ambiguous",
    `The API key can see several Projects: ${names.join(", ")}${more}.`,
    "Name one of them by its id: --cognigy-project-id or COGNIGY_PROJECT_ID.",
  );
}
