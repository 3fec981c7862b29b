/** The record of one execution of a Flow. */
import type { NodeExecution } from "../NodeRun";

export interface FlowOutput {
  text: string | null;
  data: unknown;
}

export interface FlowStepRecord {
  nodeId: string;
  /** Of a node of the Extension: the type of that node. */
  type: string;
  /** Of a node of the Extension: as its function received it. */
  config?: Record<string, unknown>;
  /** The branch that was taken. */
  exit?: string;
  /** Of If and Lookup: the path or the script, and its value then. */
  tested?: { what: string; value: unknown };
  /** What the node wrote, by top-level member. */
  result?: { input?: Record<string, unknown>; context?: Record<string, unknown> };
  apiCalls: NodeExecution["apiCalls"];
  logs: { level: string; message: string }[];
  /** Missing as long as it runs. */
  ms?: number;
  error?: string;
}

export interface FlowExecution {
  /** The name of the Endpoint. */
  endpoint: string;
  userId: string;
  sessionId: string;
  inputId: string;
  startedAt: number;
  inputAtStart: Record<string, unknown>;
  /** At the end, as long as the execution runs the latest. */
  input: Record<string, unknown>;
  context: Record<string, unknown>;
  steps: FlowStepRecord[];
  outputs: FlowOutput[];
  /** Missing while the execution runs, as `ended`. */
  endedAt?: number;
  ended?: "completed" | "error" | "stopped";
}
