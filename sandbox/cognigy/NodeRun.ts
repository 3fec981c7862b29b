/** What is to be executed, and what came of it. */
import type { TranscriptConduct, TranscriptEntry } from "./FlowState";
import type { NodeLimits } from "./NodeLimits";

export interface NodeRun {
  /** The type of the node. */
  node: string;
  /** Laid over the default values of the fields. */
  config: Record<string, unknown>;
  input?: Record<string, unknown>;
  context?: Record<string, unknown>;
  profile?: Record<string, unknown>;
  /** Without it `api.getConversationTranscript` does not exist, as on older platforms. */
  transcript?: TranscriptEntry[] | TranscriptConduct;
  /** Whether the node sees at once, in its `input`, what it adds with `addToInput`. Default: no. */
  addToInputIsVisible?: boolean;
  /** Hears each output when the node makes it. */
  onOutput?(output: { text: string | null; data: unknown }): void;
  /** How far the platform's clock, which the node sees, is ahead of the machine's. Default: not at all. */
  clockShiftMs?: number;
  /** The children that exist on the node in the Flow. Default: all of its `dependencies`. */
  children?: string[];
  /** All environment variables of the process. Default: none. */
  env?: Record<string, string>;
  limits?: Partial<NodeLimits>;
}

export interface NodeExecution {
  /** The type of the child that the Flow enters next. */
  nextNode?: string;
  outputs: { text: string | null; data: unknown }[];
  input: Record<string, unknown>;
  context: Record<string, unknown>;
  profileUpdates: Record<string, unknown>;
  /** Without `log`. */
  apiCalls: { name: string; args: unknown[]; bytes: number }[];
  logs: { level: string; message: string }[];
  /** The node called `stopExecution`. */
  stopped: boolean;
  /** The node's function threw: the Flow stops. */
  thrown?: string;
  /** A limit was broken: the Flow goes on, and `input.extensionError` says the same. */
  extensionError?: string;
  stdout: string;
  stderr: string;
  durationMs: number;
}
