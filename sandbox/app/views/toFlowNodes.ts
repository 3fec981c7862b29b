/** The nodes of a Flow as the page draws them, with the ids that executions name. */
import { branchesOf, nodeIdOf, placeOf } from "../../cognigy/flow/compileFlow";
import type { FlowNode } from "../../cognigy/startCognigy";
import type { FlowNodeView, NodeTypes } from "../view";
import type { Mask } from "./createMask";
import { exitLabel, nodeDetail, nodeLabel, nodeTypeOf } from "./describeNode";

export function toFlowNodes(nodes: readonly FlowNode[], types: NodeTypes, mask: Mask, place = ""): FlowNodeView[] {
  return nodes.map((node, index) => {
    const id = nodeIdOf(node, place, index);
    return {
      id,
      type: nodeTypeOf(node),
      isExtension: node.type === "extension",
      label: nodeLabel(node, types),
      detail: mask.text(nodeDetail(node)),
      config: mask.record(configOf(node)),
      branches: withAllExits(node, types).map(([name, branch]) => ({
        name,
        label: exitLabel(node, name, types),
        nodes: toFlowNodes(branch, types, mask, placeOf(id, name)),
      })),
    };
  });
}

/** Exits that the Flow leaves empty are drawn as well: the Flow goes on below the node. */
function withAllExits(node: FlowNode, types: NodeTypes): [name: string, nodes: FlowNode[]][] {
  const written = branchesOf(node);
  if (node.type !== "extension") {
    return written;
  }
  const exits = types[node.node]?.exits.map(({ type }) => type) ?? [];
  const names = [...exits, ...written.map(([name]) => name).filter((name) => !exits.includes(name))];
  return names.map((name) => [name, node.children?.[name] ?? []]);
}

function configOf(node: FlowNode): Record<string, unknown> {
  switch (node.type) {
    case "say":
      return { ...(node.text ? { text: node.text } : {}), ...(node.data ? { data: node.data } : {}) };
    case "lookup":
      return { path: node.path };
    case "if":
      return { condition: node.condition };
    case "extension": {
      const { connection: _connection, ...config } = node.config;
      return config;
    }
    case "setContext":
      return { key: node.key, value: node.value };
    case "goto":
      return { target: node.target };
    case "aiAgentJob":
      return { script: node.script };
    case "aiAgentToolAnswer":
      return { answer: node.answer, ...(node.maxLoops === undefined ? {} : { maxLoops: node.maxLoops }) };
    case "stop":
      return {};
  }
}
