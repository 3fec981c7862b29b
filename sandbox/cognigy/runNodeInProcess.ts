/** Runs the function of a node in this process: fast, for load tests. Nothing isolates it, and nothing can end it. */

import { AsyncLocalStorage } from "node:async_hooks";
import { resolveCognigyScript } from "./cognigyScript";
import type { AnswerMessage, ExecutionMessage, StartMessage } from "./executionMessages";
import { type ExtensionModule, extensionModule, isObject, loadWithDate, messageOf } from "./extensionModule";
import { jsonCopy } from "./jsonCopy";
import type { LoadedExtension } from "./loadExtension";
import { PLATFORM_LIMITS } from "./NodeLimits";
import type { NodeExecution, NodeRun } from "./NodeRun";
import { applyCall, createFlowState, findStartFault, type NodeEnd, toExecution, toStartJson } from "./nodeBorder";
import { prepareNode } from "./prepareNode";
import { shiftedDate } from "./shiftedDate";
import { showInInput } from "./showInInput";

type Call = Extract<ExecutionMessage, { kind: "call" }>;

export async function runNodeInProcess(extension: LoadedExtension, run: NodeRun): Promise<NodeExecution> {
  const limits = { ...PLATFORM_LIMITS, ...run.limits };
  const start = prepareNode(extension, run);
  const state = createFlowState(start, run);
  const apiCalls: NodeExecution["apiCalls"] = [];
  const startJson = toStartJson(start);
  const { config, ...objects }: Pick<StartMessage, "config" | "input" | "context" | "profile"> = JSON.parse(startJson);
  const started = performance.now();
  const tooLarge = findStartFault(limits, startJson);

  const result = await new Promise<NodeEnd>((resolve) => {
    if (tooLarge !== undefined) {
      return resolve({ kind: "broken", message: tooLarge });
    }
    let ended = false;
    const end = (reason: NodeEnd) => {
      ended = true;
      clearTimeout(timer);
      resolve(reason);
    };
    const message = `The node ran longer than ${limits.timeoutMs} ms and was given up.`;
    const timer = setTimeout(() => end({ kind: "broken", message }), limits.timeoutMs);

    const call = (name: string, args: unknown[]): AnswerMessage | undefined => {
      let answer: AnswerMessage | undefined;
      if (ended) {
        return answer;
      }
      while (args.length > 0 && args.at(-1) === undefined) {
        args.pop();
      }
      const copied: Call = jsonCopy({ kind: "call", id: 0, name, args });
      const fault = applyCall(copied, state, apiCalls, limits, (given) => {
        answer = given;
      });
      if (fault) {
        end(fault);
      }
      return answer;
    };
    const api = Object.fromEntries<(...args: unknown[]) => unknown>([
      ...start.fired.map((name): [string, (...args: unknown[]) => void] => [
        name,
        (...args) => {
          call(name, args);
          showInInput(start, name, args, objects.input);
        },
      ]),
      ...start.answered.map((name): [string, (...args: unknown[]) => Promise<unknown>] => [
        name,
        async (...args) => {
          const { value, failure } = call(name, args) ?? (await new Promise<never>(() => {}));
          if (failure !== undefined) {
            throw new Error(failure);
          }
          return value === undefined ? undefined : jsonCopy(value);
        },
      ]),
      [
        "parseCognigyScriptText",
        (text) => {
          call("parseCognigyScriptText", [text]);
          return resolveCognigyScript(String(text), objects);
        },
      ],
    ]);
    const childConfigs = jsonCopy(start.childConfigs);
    const parameters = { cognigy: { ...objects, api }, config, childConfigs, nodeId: start.nodeId };
    callNode(start, run.clockShiftMs !== undefined, parameters)
      .then(() => end({ kind: "returned" }))
      .catch((thrown: unknown) => end({ kind: "thrown", message: messageOf(thrown) }));
  });
  return toExecution(state, apiCalls, { result, stdout: "", stderr: "", durationMs: performance.now() - started });
}

/** Node.js keeps the module, so it is loaded once. */
async function callNode(
  { modulePath, nodeType, clockShiftMs }: StartMessage,
  hasOwnClock: boolean,
  parameters: object,
): Promise<void> {
  const { nodes } = hasOwnClock ? moduleWithClock(modulePath) : extensionModule(modulePath);
  const node = nodes.find((one) => isObject(one) && one.type === nodeType);
  const run = isObject(node) ? node.function : undefined;
  if (typeof run !== "function") {
    throw new Error(`The node "${nodeType}" has no function.`);
  }
  await shiftOfRun.run(clockShiftMs, () => run(parameters));
}

/** Several stand-ins of one process may have different clocks, and their nodes run at the same time. */
const shiftOfRun = new AsyncLocalStorage<number>();
const modulesWithClock = new Map<string, ExtensionModule>();

/** What a module remembers between its nodes would survive a reset, and its clock may go back then. */
export function forgetModule(modulePath: string): void {
  modulesWithClock.delete(modulePath);
}

function moduleWithClock(modulePath: string): ExtensionModule {
  const known = modulesWithClock.get(modulePath);
  if (known) {
    return known;
  }
  const date = shiftedDate(() => shiftOfRun.getStore() ?? 0);
  const loaded = extensionModule(modulePath, (path) => loadWithDate(path, date));
  modulesWithClock.set(modulePath, loaded);
  return loaded;
}
