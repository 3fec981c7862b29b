/** Executes a Flow for one input, node by node. */
import { type ExecutionObjects, resolveCognigyScript, resolveCognigyScripts } from "../cognigyScript";
import { writeKey } from "../contextPath";
import { jsonCopy } from "../jsonCopy";
import type { NodeExecution, NodeRun } from "../NodeRun";
import { decideAgentTurn, JOB_DEFAULT, type ToolAnswer } from "./aiAgentJob";
import type { CompiledFlow, FlowStep } from "./compileFlow";
import type { FlowNode } from "./Flow";
import type { FlowExecution, FlowOutput, FlowStepRecord } from "./FlowExecution";
import { findChanges } from "./findChanges";
import { meetsCondition, readFlowPath } from "./meetsCondition";

/** The platform stops a Flow that visits the same node more often in one execution. */
const MAX_VISITS = 4;
/** The Resolve Tool Action's own default. */
const MAX_LOOPS = 4;

export interface FlowHost {
  /** A copy is taken at every node. */
  profile(): Record<string, unknown>;
  updateProfile(values: Record<string, unknown>): void;
  /** `config`: as the node's function received it. */
  runExtensionNode(run: NodeRun): Promise<NodeExecution & { config: Record<string, unknown> }>;
  /** Whether what a node says leaves while the node runs, or when it has ended. */
  readonly nodeOutputs: "atEnd" | "atOnce";
  /** Called in the order of the outputs. */
  output(output: FlowOutput): void;
  log(level: string, message: string): void;
  persistContext(context: Record<string, unknown>): void;
  /** A node was entered or left. */
  changed(): void;
}

/** Where the execution goes on after a node. */
type Continuation = { next: string | undefined } | { ended: NonNullable<FlowExecution["ended"]> };

/** The AI Agent's job in this execution. */
interface AgentState {
  /** The job whose tool was called, and that tool. */
  called?: { jobId: string; tool: string };
  /** For the job's next turn. */
  answered?: ToolAnswer | undefined;
  loops: number;
}

export async function runFlow({ first, steps }: CompiledFlow, execution: FlowExecution, host: FlowHost): Promise<void> {
  const visits = new Map<string, number>();
  const agent: AgentState = { loops: 0 };
  let current = first;
  while (current !== undefined) {
    const step = steps.get(current);
    if (!step) {
      throw new Error(`The Flow has no node "${current}".`);
    }
    const count = (visits.get(step.id) ?? 0) + 1;
    visits.set(step.id, count);
    if (count > MAX_VISITS) {
      host.log("error", `Loop protection: the node "${step.id}" was visited more than ${MAX_VISITS} times.`);
      execution.ended = "error";
      return;
    }
    const continuation = await runStep(step, execution, host, agent);
    if (step.node.type === "aiAgentToolAnswer") {
      // It jumps back on purpose, and has a limit of its own.
      visits.clear();
    }
    if ("ended" in continuation) {
      execution.ended = continuation.ended;
      return;
    }
    current = continuation.next;
  }
  execution.ended = "completed";
}

async function runStep(
  step: FlowStep,
  execution: FlowExecution,
  host: FlowHost,
  agent: AgentState,
): Promise<Continuation> {
  const { node } = step;
  const started = performance.now();
  const type = node.type === "extension" ? node.node : node.type;
  const record: FlowStepRecord = { nodeId: step.id, type, apiCalls: [], logs: [] };
  execution.steps.push(record);
  host.changed();
  const objects = { input: execution.input, context: execution.context, profile: host.profile() };
  const enter = (exit: string): Continuation => {
    if (!step.branches.has(exit)) {
      return { next: step.next };
    }
    record.exit = exit;
    return { next: step.branches.get(exit) };
  };
  try {
    switch (node.type) {
      case "say":
        emit(execution, host, toOutput(node, objects));
        return { next: step.next };
      case "lookup": {
        const value = readFlowPath(node.path, objects);
        record.tested = { what: node.path, value };
        const found = value !== undefined && value !== null && Object.hasOwn(node.cases, String(value));
        return enter(found ? String(value) : "default");
      }
      case "if": {
        const { condition } = node;
        const isMet = meetsCondition(condition, objects);
        record.tested =
          "script" in condition
            ? { what: condition.script, value: isMet }
            : { what: condition.path, value: readFlowPath(condition.path, objects) };
        return enter(isMet ? "then" : "else");
      }
      case "setContext":
        execution.context = jsonCopy(execution.context);
        writeKey(execution.context, node.key, resolveCognigyScripts(node.value, objects));
        record.result = {
          context: { [node.key]: readFlowPath(`context.${node.key}`, { ...objects, context: execution.context }) },
        };
        return { next: step.next };
      case "goto":
        return { next: node.target };
      case "stop":
        return { ended: "stopped" };
      case "aiAgentJob": {
        const turn = decideAgentTurn(node.script, String(execution.input.text ?? ""), agent.answered);
        agent.answered = undefined;
        // The arguments are there in the tool's own turn only.
        const { aiAgent: _aiAgent, ...input } = execution.input;
        if (turn.kind === "tool") {
          agent.called = { jobId: step.id, tool: turn.tool };
          const aiAgent = { toolId: turn.tool, toolArgs: jsonCopy(turn.arguments) };
          execution.input = { ...input, aiAgent };
          record.result = { input: { aiAgent } };
          return enter(turn.tool);
        }
        execution.input = { ...input, aiAgentOutput: turn.text };
        if (turn.text !== "") {
          emit(execution, host, { text: turn.text, data: {} });
        }
        return enter(JOB_DEFAULT);
      }
      case "aiAgentToolAnswer": {
        const { called } = agent;
        if (!called) {
          host.log("error", `"${step.id}" resolves a tool, and none was called.`);
          return { ended: "error" };
        }
        agent.loops += 1;
        if (agent.loops > (node.maxLoops ?? MAX_LOOPS)) {
          host.log("error", "Infinite Loop Detected");
          return { ended: "error" };
        }
        agent.answered = { tool: called.tool, answer: resolveCognigyScript(node.answer, objects) };
        record.result = { input: { toolAnswer: agent.answered.answer } };
        return { next: called.jobId };
      }
      case "extension": {
        const run = await host.runExtensionNode({
          node: node.node,
          config: node.config,
          ...jsonCopy(objects),
          ...(host.nodeOutputs === "atOnce" && { onOutput: (output) => emit(execution, host, output) }),
        });
        record.config = run.config;
        const exit = applyRun(run, record, execution, host);
        if (exit !== undefined) {
          record.exit = exit;
        }
        if (run.thrown !== undefined) {
          return { ended: "error" };
        }
        if (run.stopped) {
          return { ended: "stopped" };
        }
        if (exit === undefined) {
          return { next: step.next };
        }
        return { next: step.branches.has(exit) ? step.branches.get(exit) : step.next };
      }
    }
  } finally {
    record.ms = performance.now() - started;
    host.changed();
  }
}

/** The exit that the node chose. */
function applyRun(
  run: NodeExecution,
  record: FlowStepRecord,
  execution: FlowExecution,
  host: FlowHost,
): string | undefined {
  const input = findChanges(execution.input, run.input);
  const context = findChanges(execution.context, run.context);
  if (input ?? context) {
    record.result = { ...(input ? { input } : {}), ...(context ? { context } : {}) };
  }
  record.apiCalls = run.apiCalls;
  record.logs = run.logs;
  execution.input = run.input;
  execution.context = run.context;
  if (Object.keys(run.profileUpdates).length > 0) {
    host.updateProfile(run.profileUpdates);
  }
  if (run.apiCalls.some(({ name }) => name === "setContextAndPersist")) {
    host.persistContext(run.context);
  }
  for (const { level, message } of run.logs) {
    host.log(level, message);
  }
  for (const output of host.nodeOutputs === "atOnce" ? [] : run.outputs) {
    emit(execution, host, output);
  }
  const error = run.thrown ?? run.extensionError;
  if (error !== undefined) {
    record.error = error;
    host.log("error", `${record.type}: ${error}`);
  }
  return run.nextNode;
}

function emit(execution: FlowExecution, host: FlowHost, output: FlowOutput): void {
  execution.outputs.push(output);
  host.output(output);
}

function toOutput({ text, data }: Extract<FlowNode, { type: "say" }>, objects: ExecutionObjects): FlowOutput {
  return {
    text: text === undefined || text === null ? null : resolveCognigyScript(text, objects),
    data: resolveCognigyScripts(data ?? {}, objects),
  };
}
