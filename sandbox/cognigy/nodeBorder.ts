/** The platform's side of one execution of a node: its state, the effect of each `api` call, and the result. */
import type { AnswerMessage, ExecutionMessage, StartMessage } from "./executionMessages";
import type { FlowState } from "./FlowState";
import { jsonCopy } from "./jsonCopy";
import { findCallFault, findMessageFault, type NodeLimits } from "./NodeLimits";
import type { NodeExecution, NodeRun } from "./NodeRun";
import { ANSWERED_FUNCTIONS, FIRED_FUNCTIONS } from "./platformApi";
import { NO_ANSWER } from "./readTranscript";
import type { Supervised } from "./superviseProcess";

/** How an execution ended; `broken` is a broken limit. */
export type NodeEnd = { kind: "returned" } | { kind: "thrown" | "broken"; message: string };

export function createFlowState(start: StartMessage, run: NodeRun): FlowState {
  const { input, context } = jsonCopy({ input: start.input, context: start.context });
  return {
    input,
    context,
    profileUpdates: {},
    outputs: [],
    onOutput: run.onOutput,
    logs: [],
    childTypes: new Map(start.childConfigs.map(({ id, type }) => [id, type])),
    transcript: run.transcript,
    nextNode: undefined,
    stopped: false,
  };
}

/** What the node receives, as JSON. */
export function toStartJson({ config, input, context, profile }: StartMessage): string {
  return JSON.stringify({ config, input, context, profile });
}

/** A sentence when that is too much. */
export function findStartFault(limits: NodeLimits, startJson: string): string | undefined {
  return findMessageFault(limits, "The message to the Extension", Buffer.byteLength(startJson));
}

/** A call that breaks a limit has no effect and ends the execution; those before it have had theirs. */
export function applyCall(
  call: Extract<ExecutionMessage, { kind: "call" }>,
  state: FlowState,
  apiCalls: NodeExecution["apiCalls"],
  limits: NodeLimits,
  reply: (answer: AnswerMessage) => void,
): NodeEnd | undefined {
  const { id, name, args } = call;
  const json = JSON.stringify(args);
  const bytes = Buffer.byteLength(json);
  if (name !== "log") {
    apiCalls.push({ name, args, bytes });
  }
  const fault = findCallFault(limits, { name, bytes, count: apiCalls.length });
  if (fault) {
    return { kind: "broken", message: fault };
  }
  // What the Flow keeps must not change with the record of the call.
  const values: unknown[] = JSON.parse(json);
  FIRED_FUNCTIONS[name]?.(state, values);
  if (name in ANSWERED_FUNCTIONS) {
    const answer = answerCall(name, state, values);
    if (answer.value !== NO_ANSWER) {
      reply({ id, ...answer });
    }
  }
  return undefined;
}

function answerCall(name: string, state: FlowState, args: unknown[]): Omit<AnswerMessage, "id"> {
  try {
    return { value: ANSWERED_FUNCTIONS[name]?.(state, args) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

export function toExecution(
  state: FlowState,
  apiCalls: NodeExecution["apiCalls"],
  { result, stdout, stderr, durationMs }: Supervised<NodeEnd>,
): NodeExecution {
  const { input, context, profileUpdates, outputs, logs, stopped } = state;
  const execution = { outputs, context, profileUpdates, apiCalls, logs, stopped, stdout, stderr, durationMs };
  if (result.kind === "broken") {
    return { ...execution, input: { ...input, extensionError: result.message }, extensionError: result.message };
  }
  if (result.kind === "thrown") {
    return { ...execution, input, thrown: result.message };
  }
  // The next node takes effect when the function has returned, so it counts here only.
  return { ...execution, input, ...(state.nextNode === undefined ? {} : { nextNode: state.nextNode }) };
}
