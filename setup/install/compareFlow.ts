/** What the present version of a Flow has that the one in Cognigy.AI lacks, and where it belongs. */
import type { ChartNode } from "../cognigy/shapes";
import type { ChartView } from "./ChartView";
import { allNodes, type PlannedNode } from "./flows/FlowPlan";

interface FlowGap {
  node: PlannedNode;
  /** `below "Start"`, `below the exit "Cancelled" of "eg: handover update"`. */
  place: string;
}

export interface FlowComparison {
  gaps: FlowGap[];
  /** Nodes of ours that lack exits; the platform makes those with the node alone. */
  incomplete: { node: ChartNode; label: string; exits: string[] }[];
  /** Labels of nodes that are there, but elsewhere. */
  moved: string[];
}

export function compareFlow(nodes: readonly PlannedNode[], chart: ChartView): FlowComparison {
  const found: FlowComparison = { gaps: [], incomplete: [], moved: [] };
  compareChain(chart.start, 'below "Start"', nodes, chart, found);
  return found;
}

/** People may have put nodes of their own in between. */
function compareChain(
  anchor: ChartNode | undefined,
  place: string,
  nodes: readonly PlannedNode[],
  chart: ChartView,
  found: FlowComparison,
): void {
  const chain = anchor === undefined ? [] : chart.chainAfter(anchor._id);
  let here = place;
  for (const planned of nodes) {
    const { type, label } = planned;
    const node = chain.find((one) => one.type === type && one.label === label);
    if (node === undefined) {
      addMissing(planned, here, chart, found);
    } else {
      compareBranches(node, planned, chart, found);
    }
    here = `below "${label}"`;
  }
}

function addMissing(planned: PlannedNode, place: string, chart: ChartView, found: FlowComparison): void {
  const isElsewhere = ({ type, label }: PlannedNode) => chart.find(type, label) !== undefined;
  found.moved.push(
    ...allNodes([planned])
      .filter(isElsewhere)
      .map(({ label }) => label),
  );
  found.gaps.push({ node: planned, place });
}

function compareBranches(node: ChartNode, planned: PlannedNode, chart: ChartView, found: FlowComparison): void {
  const { label, branches = {}, tools = [] } = planned;
  const children = chart.childrenOf(node._id);
  const missing = Object.keys(branches).filter((exit) => children.every(({ type }) => type !== exit));
  if (missing.length > 0) {
    found.incomplete.push({ node, label, exits: missing });
  }
  for (const [exit, nodes] of Object.entries(branches)) {
    const child = children.find(({ type }) => type === exit);
    if (child !== undefined) {
      compareChain(child, `below the exit "${child.label || exit}" of "${label}"`, nodes, chart, found);
    }
  }
  for (const tool of tools) {
    const child = children.find((one) => one.label === tool.label);
    if (child === undefined) {
      addMissing(tool, `as a tool of "${label}"`, chart, found);
    } else {
      compareChain(child, `below the tool "${tool.label}"`, tool.content ?? [], chart, found);
    }
  }
}
