/** One execution of a Flow: what started it, node by node, and how much of the platform's limits it used. */

import { readOutput } from "../../../src/core/content/cognigyOutput";
import { isWorkSession } from "../../../src/protocol/work";
import { PLATFORM_LIMITS } from "../../cognigy/NodeLimits";
import type { FlowExecution, FlowNode, FlowStepRecord } from "../../cognigy/startCognigy";
import type { ExecutionView, NodeTypes, StepView } from "../view";
import type { Mask } from "./createMask";
import { exitLabel, nodeLabel } from "./describeNode";
import { describeTrigger } from "./describeTrigger";

export interface ExecutionContext {
  mask: Mask;
  types: NodeTypes;
  /** Undefined for nodes of a Flow that was replaced. */
  findNode(nodeId: string): FlowNode | undefined;
}

export function toExecutionView(execution: FlowExecution, context: ExecutionContext): ExecutionView {
  const { inputId, endpoint, userId, sessionId, startedAt, endedAt, ended, inputAtStart, steps, outputs } = execution;
  const { mask, types } = context;
  const { text, data } = inputAtStart;
  const ofExtension = steps.filter(({ type }) => types[type] !== undefined);
  const most = (values: readonly number[]) => Math.max(0, ...values);
  return {
    id: inputId,
    endpoint: endpoint === "webchat" ? "webchat" : "hub",
    route: endpoint === "webchat" ? "bridge" : isWorkSession(sessionId) ? "work" : "channel",
    userId,
    sessionId,
    startedAt,
    ...(endedAt !== undefined && { ms: endedAt - startedAt }),
    ...(ended !== undefined && { ended }),
    trigger: mask.text(describeTrigger(inputAtStart)),
    input: mask.record({ text, data }),
    steps: steps.map((step) => toStepView(step, context)),
    outputs: outputs.map(({ text: said, data: rich }) => ({
      text: mask.text(readOutput(said, rich).text),
      data: mask.value(rich),
    })),
    limits: {
      apiCalls: { used: most(ofExtension.map(({ apiCalls }) => apiCalls.length)), limit: PLATFORM_LIMITS.apiCalls },
      largestArgumentBytes: {
        used: most(ofExtension.flatMap(({ apiCalls }) => apiCalls.map(({ bytes }) => bytes))),
        limit: PLATFORM_LIMITS.argumentBytes,
      },
      nodeMs: { used: Math.round(most(ofExtension.map(({ ms = 0 }) => ms))), limit: PLATFORM_LIMITS.timeoutMs },
    },
  };
}

function toStepView(step: FlowStepRecord, { mask, types, findNode }: ExecutionContext): StepView {
  const { nodeId, type, exit, ms, error, tested, result, apiCalls, logs, config } = step;
  const node = findNode(nodeId);
  const { connection: _connection, ...shownConfig } = config ?? {};
  const wrote = Object.entries(result ?? {}).flatMap(([place, members]) =>
    Object.entries(members ?? {}).map(([key, value]): [string, unknown] => [`${place}.${key}`, value]),
  );
  return {
    nodeId,
    type,
    label: node ? nodeLabel(node, types) : (types[type]?.label ?? type),
    ...(exit !== undefined && { exit, exitLabel: node ? exitLabel(node, exit, types) : exit }),
    ...(tested && { tested: { what: mask.text(tested.what), ...toShown(mask.value(tested.value)) } }),
    ...(config && { config: mask.record(shownConfig) }),
    ...(ms !== undefined && { ms: Math.round(ms) }),
    ...(error !== undefined && { error: mask.text(error) }),
    wrote: mask.record(Object.fromEntries(wrote)),
    apiCalls: apiCalls.map(({ name, args, bytes }) => ({ name, args: args.map(mask.value), bytes })),
    logs: logs.map(({ level, message }) => ({ level, message: mask.text(message) })),
  };
}

const MAX_SHOWN = 200;

function toShown(value: unknown): { value?: string } {
  if (value === undefined || value === null) {
    return {};
  }
  const json = JSON.stringify(value);
  return { value: json.length > MAX_SHOWN ? `${json.slice(0, MAX_SHOWN)}…` : json };
}
