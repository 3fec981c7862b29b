/** Checks a Flow and lays it out as steps that know where to go on, so that a Go To can enter anywhere. */
import type { LoadedExtension } from "../loadExtension";
import { findNode } from "../prepareNode";
import { JOB_DEFAULT } from "./aiAgentJob";
import { describeMistake } from "./describeMistake";
import { type Flow, type FlowNode, flowSchema } from "./Flow";

export interface FlowStep {
  id: string;
  node: FlowNode;
  /** The first steps of the branches by their names. An empty branch has none. */
  branches: ReadonlyMap<string, string | undefined>;
  /** Below the node: its next sibling, or what follows the parent. */
  next: string | undefined;
}

export interface CompiledFlow {
  flow: Flow;
  first: string | undefined;
  steps: ReadonlyMap<string, FlowStep>;
}

export function compileFlow(given: unknown, extension: LoadedExtension | undefined): CompiledFlow {
  const parsed = flowSchema.safeParse(given);
  if (!parsed.success) {
    throw new Error(describeMistake(given, parsed.error.issues[0]));
  }
  const flow = parsed.data;
  const steps = new Map<string, FlowStep>();

  const layOut = (nodes: readonly FlowNode[], place: string, after: string | undefined): string | undefined => {
    const ids = nodes.map((node, index) => nodeIdOf(node, place, index));
    for (const [index, node] of nodes.entries()) {
      const stepId = ids[index] ?? "";
      const next = ids[index + 1] ?? after;
      if (steps.has(stepId)) {
        throw new Error(`The Flow has two nodes with the id "${stepId}".`);
      }
      const branches = new Map<string, string | undefined>();
      steps.set(stepId, { id: stepId, node, branches, next });
      for (const [name, branch] of branchesOf(node)) {
        // Where a tool's branch ends without a Resolve, the Flow is over until the next input.
        const isTool = node.type === "aiAgentJob" && name !== JOB_DEFAULT;
        branches.set(name, layOut(branch, placeOf(stepId, name), isTool ? undefined : next));
      }
    }
    return ids[0] ?? after;
  };

  const first = layOut(flow.nodes, "", undefined);
  for (const { id, node } of steps.values()) {
    if (node.type === "goto" && !steps.has(node.target)) {
      throw new Error(`"${id}" goes to "${node.target}", which does not exist.`);
    }
    if (node.type === "aiAgentJob") {
      const unknown = node.script.find(({ tool }) => tool !== undefined && !Object.hasOwn(node.tools, tool));
      if (unknown) {
        throw new Error(`"${id}" calls the tool "${unknown.tool}", which it does not have.`);
      }
    }
    if (node.type === "extension") {
      checkExtensionNode(id, node, extension);
    }
  }
  return { flow, first, steps };
}

/** `place`: of the list of nodes that it is in; "" for the Flow's own. */
export function nodeIdOf(node: FlowNode, place: string, index: number): string {
  return node.id ?? `${place}${index + 1}`;
}

export function placeOf(nodeId: string, branch: string): string {
  return `${nodeId}.${branch}.`;
}

export function branchesOf(node: FlowNode): [name: string, nodes: FlowNode[]][] {
  switch (node.type) {
    case "lookup":
      return Object.entries(node.cases);
    case "if":
      return [
        ["then", node.then],
        ["else", node.else ?? []],
      ];
    case "extension":
      return Object.entries(node.children ?? {});
    case "aiAgentJob":
      return [...Object.entries(node.tools), [JOB_DEFAULT, node.default ?? []]];
    default:
      return [];
  }
}

function checkExtensionNode(
  id: string,
  node: Extract<FlowNode, { type: "extension" }>,
  extension: LoadedExtension | undefined,
): void {
  if (!extension) {
    throw new Error(`"${id}" needs an Extension, and none is loaded.`);
  }
  const { dependencies } = findNode(extension, node.node);
  const unknown = Object.keys(node.children ?? {}).find((child) => !dependencies.children.includes(child));
  if (unknown !== undefined) {
    throw new Error(`"${id}": the node "${node.node}" has no child "${unknown}".`);
  }
}
