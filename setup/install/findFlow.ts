/** The Flow of an earlier run, also under another name; or the one with our name. */
import type { RemoteFlow } from "../cognigy/shapes";
import type { FlowRole } from "./flows/FlowPlan";
import { NAMES } from "./marker";
import type { Site } from "./Site";

export async function findFlow(site: Site, role: FlowRole): Promise<RemoteFlow | undefined> {
  const flows = await site.api.listFlows(site.project._id);
  const stored = site.state.flow(role);
  const name = role === "hub" ? NAMES.hubFlow : NAMES.botFlow;
  return flows.find(({ _id }) => _id === stored?.id) ?? flows.find((flow) => flow.name === name);
}
