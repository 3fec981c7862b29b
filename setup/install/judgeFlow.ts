/** Whether a Flow that is there may be completed. In doubt it's people's. */
import type { RemoteFlow } from "../cognigy/shapes";
import type { ChartView } from "./ChartView";
import type { FlowComparison } from "./compareFlow";
import { fingerprintFlow } from "./fingerprintFlow";
import { allNodes, type FlowPlan, type PlannedNode } from "./flows/FlowPlan";
import type { StoredFlow } from "./InstallState";
import type { Site } from "./Site";

/** `unfinished`: we created it, and it was never complete. `complete`: nothing is known of it, and it lacks nothing. */
export type FlowStanding = "unfinished" | "unchanged" | "complete" | "changed";

export async function judgeFlow(
  site: Site,
  plan: FlowPlan,
  found: RemoteFlow,
  chart: ChartView,
  comparison: FlowComparison,
): Promise<FlowStanding> {
  const stored = site.state.flow(plan.role);
  if (stored?.id !== found._id) {
    return judgeByChart(chart, comparison);
  }
  if (stored.fingerprint !== undefined) {
    return (await isAsStored(site, found, stored)) ? "unchanged" : "changed";
  }
  if (stored.nodes === undefined) {
    return "unfinished";
  }
  return isTouched(plan, chart, comparison, stored.nodes) ? "changed" : "unchanged";
}

/** Only its name is ours for certain. */
function judgeByChart(chart: ChartView, { gaps, incomplete, moved }: FlowComparison): FlowStanding {
  if (chart.isUnused) {
    return "unfinished";
  }
  return gaps.length + incomplete.length + moved.length === 0 ? "complete" : "changed";
}

async function isAsStored({ api, locales }: Site, found: RemoteFlow, stored: StoredFlow): Promise<boolean> {
  const present = (stored.locales ?? []).filter((id) => locales.some(({ _id }) => _id === id));
  return (await fingerprintFlow(api, found._id, present)) === stored.fingerprint;
}

/** An update was interrupted: apart from what it added, everything must be as it was before. */
function isTouched(plan: FlowPlan, chart: ChartView, { gaps }: FlowComparison, before: readonly string[]): boolean {
  const planned = allNodes(plan.nodes);
  const missing = gaps.flatMap(({ node }) => allNodes([node]));
  const isOurs = (label: string | null | undefined, type: string) =>
    planned.some((node) => node.label === label && node.type === type);
  // A checklist may have asked for it.
  const isAskedFor = (type: string) => missing.some((node) => node.from === "extension" && node.type === type);
  return (
    missing.some(({ label }: PlannedNode) => before.includes(label)) ||
    chart.placed().some(({ label, type }) => !isOurs(label, type) && !isAskedFor(type))
  );
}
