/** Runs the function of a node of a loaded Extension in its own process, under the platform's limits. */
import { executionMessageSchema } from "./executionMessages";
import { hostScript } from "./hostScripts";
import type { LoadedExtension } from "./loadExtension";
import { PLATFORM_LIMITS } from "./NodeLimits";
import type { NodeExecution, NodeRun } from "./NodeRun";
import { applyCall, createFlowState, findStartFault, type NodeEnd, toExecution, toStartJson } from "./nodeBorder";
import { prepareNode } from "./prepareNode";
import { type Supervised, superviseProcess } from "./superviseProcess";

export type { NodeExecution, NodeRun };

export async function runNode(extension: LoadedExtension, run: NodeRun): Promise<NodeExecution> {
  const limits = { ...PLATFORM_LIMITS, ...run.limits };
  const start = prepareNode(extension, run);
  const state = createFlowState(start, run);
  const apiCalls: NodeExecution["apiCalls"] = [];
  const tooLarge = findStartFault(limits, toStartJson(start));
  if (tooLarge) {
    return toExecution(state, apiCalls, withoutProcess({ kind: "broken", message: tooLarge }));
  }

  const supervised = await superviseProcess<NodeEnd>({
    script: hostScript(extension.directory, "executionProcess"),
    directory: extension.directory,
    env: run.env ?? {},
    timeoutMs: limits.timeoutMs,
    firstMessage: start,
    onMessage: (message, reply) => {
      const parsed = executionMessageSchema.parse(message);
      return parsed.kind === "call" ? applyCall(parsed, state, apiCalls, limits, reply) : parsed;
    },
    onTimeout: () => ({ kind: "broken", message: `The node ran longer than ${limits.timeoutMs} ms and was stopped.` }),
    onEnd: (reason) => ({ kind: "thrown", message: `The process ended before the node's function did (${reason}).` }),
  });
  return toExecution(state, apiCalls, supervised);
}

function withoutProcess(result: NodeEnd): Supervised<NodeEnd> {
  return { result, stdout: "", stderr: "", durationMs: 0 };
}
