/** The lists of Cognigy.AI: Projects, and the Endpoints of one. */
import type { ManagementApi } from "../cognigy/managementApi";
import type { Listed } from "./Listed";

export async function listProjects(api: ManagementApi): Promise<Listed[]> {
  return (await api.listProjects()).map(({ _id, name }) => ({ id: _id, name, hint: _id }));
}

/** By their URL tokens. */
export async function listEndpoints(api: ManagementApi, projectId: string): Promise<Listed[]> {
  const channels = ["webhook", "webchat2", "webchat3", "socket"];
  return (await api.listEndpoints(projectId))
    .filter(({ channel }) => channels.includes(channel))
    .map(({ URLToken, name, channel }) => ({ id: URLToken, name, hint: channel }));
}

/** What an AI Agent can use. */
export async function listModels(api: ManagementApi, projectId: string): Promise<Listed[]> {
  return (await api.listModels(projectId)).map(({ _id, name, referenceId }) => ({
    id: _id,
    name,
    ...(referenceId !== undefined && { aliases: [referenceId] }),
  }));
}
