/** Which Flow a Go To enters. A new Flow beside an older one must be entered in its place. */
import { ManagementError } from "../cognigy/ManagementError";
import type { RemoteFlow } from "../cognigy/shapes";
import type { ChartView } from "./ChartView";
import { findFlow } from "./findFlow";
import { allNodes, type FlowPlan, type FlowRole, type PlannedNode } from "./flows/FlowPlan";
import { readChart } from "./readChart";
import type { Site } from "./Site";

/** The value of `flowNode`: the Flow and its start. */
export async function readEntry(site: Site, role: FlowRole): Promise<{ flow: string; node: string }> {
  const target = await findFlow(site, role);
  const start = target && (await readChart(site, target._id)).start;
  if (target === undefined || start === undefined) {
    throw new ManagementError("flow_missing", "The Flow of the bot is missing.", "Run `install` again.");
  }
  return { flow: target.referenceId, node: start.referenceId };
}

/** Nodes that enter another Flow of the Project than they should. */
export async function findStrays(
  site: Site,
  { nodes }: FlowPlan,
  found: RemoteFlow,
  chart: ChartView,
): Promise<PlannedNode[]> {
  const strays: PlannedNode[] = [];
  for (const planned of allNodes(nodes)) {
    const node = planned.enters && chart.find(planned.type, planned.label);
    if (planned.enters && node) {
      const wanted = await findFlow(site, planned.enters);
      const others = (await site.api.listFlows(site.project._id)).filter(({ _id }) => _id !== wanted?._id);
      const entered = enteredBy((await site.api.readNode(found._id, node._id)).config);
      if (wanted !== undefined && others.some(({ _id, referenceId }) => [_id, referenceId].includes(entered))) {
        strays.push(planned);
      }
    }
  }
  return strays;
}

/** Lets a node that nobody has changed enter the right one. */
export async function redirect(
  site: Site,
  { _id: flowId, name }: RemoteFlow,
  chart: ChartView,
  { type, label, enters = "bot" }: PlannedNode,
): Promise<void> {
  const nodeId = chart.find(type, label)?._id ?? "";
  const flowNode = await readEntry(site, enters);
  const { config } = await site.api.readNode(flowId, nodeId);
  await site.api.updateNode(flowId, nodeId, { config: { ...config, flowNode } });
  if (enteredBy((await site.api.readNode(flowId, nodeId)).config) !== flowNode.flow) {
    throw new ManagementError(
      "flow_not_applied",
      `Cognigy.AI took the change of "${label}" in the Flow "${name}", but it reads back differently.`,
      `In Cognigy.AI, open Build > Flows > ${name}, and choose the new Flow in the node "${label}".`,
    );
  }
}

function enteredBy(config: Readonly<Record<string, unknown>> | null | undefined): string {
  const flowNode = config?.flowNode;
  const isNamed = typeof flowNode === "object" && flowNode !== null && "flow" in flowNode;
  return isNamed && typeof flowNode.flow === "string" ? flowNode.flow : "";
}
