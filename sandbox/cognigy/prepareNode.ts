/** Puts together what the function of a node receives: config, children with ids, and copies of the Flow's objects. */
import { createHash } from "node:crypto";
import type { StartMessage } from "./executionMessages";
import type { LoadedExtension } from "./loadExtension";
import type { NodeRun } from "./NodeRun";
import { resolvedConfig, storedConfig } from "./nodeConfig";
import type { NodeDescriptor } from "./nodeDescriptor";
import { ANSWERED_FUNCTIONS, FIRED_FUNCTIONS } from "./platformApi";

export function findNode(extension: LoadedExtension, type: string): NodeDescriptor {
  const node = extension.nodes.find((one) => one.type === type);
  if (!node) {
    throw new Error(`The Extension "${extension.name}" has no node "${type}".`);
  }
  return node;
}

export function prepareNode(extension: LoadedExtension, run: NodeRun): StartMessage {
  const node = findNode(extension, run.node);
  const { input = {}, context = {}, profile = {} } = run;
  const objects = { input, context, profile };
  const answered = Object.keys(ANSWERED_FUNCTIONS);
  return {
    modulePath: extension.modulePath,
    nodeType: node.type,
    nodeId: toId(node.type),
    config: resolvedConfig(node, run.config, objects),
    childConfigs: (run.children ?? node.dependencies.children).map((type) => prepareChild(extension, node, type)),
    ...objects,
    addToInputIsVisible: run.addToInputIsVisible ?? false,
    clockShiftMs: run.clockShiftMs ?? 0,
    fired: Object.keys(FIRED_FUNCTIONS),
    // Older platforms do not have this function in Extensions.
    answered: run.transcript ? answered : answered.filter((name) => name !== "getConversationTranscript"),
  };
}

function prepareChild(
  extension: LoadedExtension,
  parent: NodeDescriptor,
  type: string,
): StartMessage["childConfigs"][number] {
  const child = findNode(extension, type);
  if (child.parentType !== parent.type) {
    throw new Error(`The node "${type}" is no child of "${parent.type}".`);
  }
  return { id: toId(`${parent.type}/${type}`), type, config: storedConfig(child, {}) };
}

/** Ids look like those of the platform, and a type given instead of an id is noticed. */
function toId(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 24);
}
