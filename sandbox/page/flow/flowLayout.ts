/** How a Flow is drawn: which branches stand side by side, and where a node is. */
import type { FlowNodeView } from "../../app/view";

const MAX_BESIDE = 3;

/** Short branches without branches of their own fit beside each other; others go below each other. */
export function areSideBySide(node: FlowNodeView): boolean {
  return (
    node.branches.length > 1 &&
    node.branches.length <= MAX_BESIDE &&
    node.branches.every(
      ({ nodes }) => nodes.length <= 2 && nodes.every(({ branches }) => branches.every((branch) => isEmpty(branch))),
    )
  );
}

function isEmpty(branch: FlowNodeView["branches"][number]): boolean {
  return branch.nodes.length === 0;
}

export type FlowPart = { kind: "node"; node: FlowNodeView } | { kind: "folded"; nodes: FlowNodeView[]; count: number };

/** What did not run stands together as a number, so that the way of a run fits on a screen. */
export function foldIdle(nodes: readonly FlowNodeView[], hasRun: (id: string) => boolean): FlowPart[] {
  const parts: FlowPart[] = [];
  for (const node of nodes) {
    const last = parts.at(-1);
    if (hasRun(node.id)) {
      parts.push({ kind: "node", node });
    } else if (last?.kind === "folded") {
      last.nodes.push(node);
      last.count += countNodes(node);
    } else {
      parts.push({ kind: "folded", nodes: [node], count: countNodes(node) });
    }
  }
  return parts;
}

function countNodes(node: FlowNodeView): number {
  const below = node.branches.flatMap(({ nodes }) => nodes).map(countNodes);
  return below.reduce((sum, count) => sum + count, 1);
}

export function findFlowNode(nodes: readonly FlowNodeView[], id: string): FlowNodeView | undefined {
  for (const node of nodes) {
    if (node.id === id) {
      return node;
    }
    const found = findFlowNode(
      node.branches.flatMap((branch) => branch.nodes),
      id,
    );
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

export type NodeFamily = "extension" | "speech" | "decision" | "other";

export function toFamily({ type, isExtension }: Pick<FlowNodeView, "type" | "isExtension">): NodeFamily {
  if (isExtension) {
    return "extension";
  }
  if (type === "say") {
    return "speech";
  }
  return type === "lookup" || type === "if" ? "decision" : "other";
}
