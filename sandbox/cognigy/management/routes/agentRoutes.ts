/** AI Agents and the language models they use. The stand-in stores them; it has no model to run them with. */
import * as z from "zod";
import { ManagementRefusal } from "../ManagementRefusal";
import { parseBody } from "../parseBody";
import type { ManagementRoute } from "./ManagementRoute";
import { found, list, type ManagementState, newIds, parseJson, projectIdOf } from "./ManagementState";

const createSchema = z.strictObject({
  projectId: z.string(),
  name: z.string().min(1),
  image: z.string(),
  description: z.string().max(1_000).optional(),
  instructions: z.string().max(1_000).optional(),
});

export function agentRoutes(state: ManagementState): ManagementRoute[] {
  const { agents, models } = state;
  return [
    {
      method: "GET",
      path: "/largelanguagemodels",
      handle(request) {
        projectIdOf(state, request.query.get("projectId"));
        return list(state, "largeLanguageModels", models, request);
      },
    },
    {
      method: "GET",
      path: "/aiagents",
      handle(request) {
        const projectId = projectIdOf(state, request.query.get("projectId"));
        return list(
          state,
          "aiAgents",
          agents.filter((agent) => agent.projectId === projectId),
          request,
        );
      },
    },
    {
      method: "POST",
      path: "/aiagents",
      handle({ bytes }) {
        const { projectId, name } = parseBody(createSchema, parseJson(bytes));
        projectIdOf(state, projectId);
        if (agents.some((agent) => agent.projectId === projectId && agent.name === name)) {
          throw new ManagementRefusal(409, `The name "${name}" is taken.`);
        }
        const agent = { ...newIds(), projectId, name };
        agents.push(agent);
        return { status: 201, body: agent };
      },
    },
    {
      method: "DELETE",
      path: "/aiagents/:id",
      handle({ params: { id } }) {
        const agent = found(
          agents.find(({ _id }) => _id === id),
          "AI Agent",
          id,
        );
        agents.splice(agents.indexOf(agent), 1);
        return { status: 204 };
      },
    },
  ];
}
