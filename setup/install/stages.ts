/** What `install` builds in Cognigy.AI, in the order in which one thing needs another. */
import { paths } from "../../scripts/paths";
import { planExtension } from "../deploy/planExtension";
import { readPackage } from "../deploy/readPackage";
import { botFlow } from "./flows/botFlow";
import { hubFlow } from "./flows/hubFlow";
import type { InstallContext } from "./InstallContext";
import { agentStage } from "./planAgent";
import { connectionStage } from "./planConnection";
import { hubEndpointStage, webchatEndpointStage } from "./planEndpoints";
import { flowStage } from "./planFlow";
import type { Site, Stage } from "./Site";

export function stagesOf(site: Site, context: InstallContext): Stage[] {
  return [
    extensionStage(context),
    ...(bringsOwnHub(site)
      ? []
      : [
          connectionStage,
          ...(site.bot.hasAgent ? [agentStage] : []),
          flowStage("Flow of the bot", ({ bot }) => botFlow(bot)),
          flowStage("Flow of the hub", hubFlow),
          hubEndpointStage,
          ...(site.settings.usesBridge ? [webchatEndpointStage] : []),
        ]),
  ];
}

function extensionStage({ isForced = false }: InstallContext): Stage {
  return {
    title: "Extension",
    async plan({ api, project, pace, state }) {
      const [built, installed] = await Promise.all([readPackage(paths.tarball), api.listExtensions(project._id)]);
      const plan = planExtension({ api, projectId: project._id, installed, isForced, pace }, built);
      const isNew = !installed.some(({ name }) => name === built.name);
      return {
        ...plan,
        steps: plan.steps.map((step) => ({
          ...step,
          async carryOut() {
            const finding = await step.carryOut();
            const created = (await api.listExtensions(project._id)).find(({ name }) => name === built.name);
            if (isNew && created !== undefined) {
              await state.noteCreated("extensions", created._id, created.name);
            }
            return finding;
          },
        })),
      };
    },
  };
}

/** An Endpoint that people made themselves: their Flow and Connection are theirs, too. */
function bringsOwnHub({ settings, state }: Site): boolean {
  const isGiven = settings.get("cognigyHubUrl") !== undefined;
  return isGiven && state.project.endpoints.hub === undefined;
}
