/** Plans the AI Agent, where a language model was chosen: the bot's Flow then hands over by its tool. */
import { ManagementError } from "../cognigy/ManagementError";
import type { NamedRecord } from "../cognigy/shapes";
import { createOnce } from "./createOnce";
import { NAMES } from "./marker";
import type { Site, Stage } from "./Site";

export const agentStage: Stage = {
  title: "AI Agent",
  async plan(site) {
    if (site.state.project.agent !== undefined || (await findAgent(site)) !== undefined) {
      const message = `The AI Agent "${NAMES.aiAgent}" is there.`;
      return { findings: [{ level: "pass", code: "agent_current", message }], steps: [] };
    }
    return {
      findings: [],
      steps: [
        {
          summary: `create the AI Agent "${NAMES.aiAgent}"`,
          call: "POST /new/v2.0/aiagents",
          changes: [`"${NAMES.aiAgent}"`],
          async carryOut() {
            const { api, project, state } = site;
            const { item } = await createOnce(
              () => findAgent(site),
              () => api.createAgent({ projectId: project._id, name: NAMES.aiAgent, image: "default-avatar:1" }),
            );
            state.project.agent = { id: item._id, referenceId: item.referenceId ?? item._id };
            await state.noteCreated("aiagents", item._id, item.name);
            return { level: "pass", code: "agent_created", message: `Created the AI Agent "${item.name}".` };
          },
        },
      ],
    };
  },
};

/** What the job's node refers to. */
export async function readAgentReferences(site: Site): Promise<{ aiAgent: string; llmProviderReferenceId: string }> {
  const agent = site.state.project.agent?.referenceId ?? (await findAgent(site))?.referenceId;
  const modelId = site.settings.get("cognigyModelId");
  const models = await site.api.listModels(site.project._id);
  const model = models.find(({ _id, referenceId }) => _id === modelId || referenceId === modelId);
  if (agent === undefined || model === undefined) {
    throw new ManagementError(
      "agent_missing",
      "The AI Agent or its language model is missing.",
      "Check COGNIGY_MODEL_ID, and run `install` again.",
    );
  }
  return { aiAgent: agent, llmProviderReferenceId: model.referenceId ?? model._id };
}

/** The list fails on some systems: then only what was noted is known. */
async function findAgent({ api, project }: Site): Promise<NamedRecord | undefined> {
  try {
    return (await api.listAgents(project._id)).find(({ name }) => name === NAMES.aiAgent);
  } catch (error) {
    if (error instanceof ManagementError && (error.status ?? 0) >= 500) {
      return undefined;
    }
    throw error;
  }
}
