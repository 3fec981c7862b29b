/** The lists of Cognigy.AI: Projects, and the Endpoints of one. */
import type { ManagementApi } from "../cognigy/managementApi";
import type { Listed } from "./Listed";

export async function listProjects(api: ManagementApi): Promise<Listed[]> {
  return (await api.listProjects()).map(({ _id, name }) => ({ id: _id, name, hint: _id }));
}

/** Those that customers can use or that can be a hub. */
export async function listEndpoints(api: ManagementApi, projectId: string): Promise<Listed[]> {
  return (await api.listEndpoints(projectId)).map(({ URLToken, name, channel, _id }) => ({
    id: URLToken,
    name,
    hint: channel,
    aliases: [_id],
  }));
}
