/** Reads a built Flow back: the labels of nodes that are missing, or that don't follow what they should. */
import type { ChartNode } from "../cognigy/shapes";
import type { ChartView } from "./ChartView";
import type { PlannedNode } from "./flows/FlowPlan";

export function findMisplaced(nodes: readonly PlannedNode[], chart: ChartView): string[] {
  return chart.start === undefined ? nodes.map(({ label }) => label) : checkChain(chart.start, nodes, chart);
}

/** People may have put nodes of their own in between. */
function checkChain(anchor: ChartNode, nodes: readonly PlannedNode[], chart: ChartView): string[] {
  const chain: ChartNode[] = [];
  for (
    let node = chart.nextOf(anchor._id);
    node !== undefined && !chain.includes(node);
    node = chart.nextOf(node._id)
  ) {
    chain.push(node);
  }
  return nodes.flatMap((planned) => {
    const node = chain.find(({ type, label }) => type === planned.type && label === planned.label);
    return node === undefined ? [planned.label] : checkBranches(node, planned, chart);
  });
}

function checkBranches({ _id }: ChartNode, { branches = {}, tools = [] }: PlannedNode, chart: ChartView): string[] {
  const children = chart.childrenOf(_id);
  return [
    ...Object.entries(branches).flatMap(([exit, nodes]) => {
      const child = children.find(({ type }) => type === exit);
      return child === undefined ? [exit] : checkChain(child, nodes, chart);
    }),
    ...tools.flatMap(({ label, content = [] }) => {
      const child = children.find((one) => one.label === label);
      return child === undefined ? [label] : checkChain(child, content, chart);
    }),
  ];
}
