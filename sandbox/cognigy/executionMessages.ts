/** The messages between the host and the process that executes a node. JSON: no Error, Buffer or function survives. */
import * as z from "zod";

/** Host to process: everything that the node's function receives. */
export interface StartMessage {
  modulePath: string;
  nodeType: string;
  nodeId: string;
  config: Record<string, unknown>;
  childConfigs: { id: string; type: string; config: Record<string, unknown> }[];
  input: Record<string, unknown>;
  context: Record<string, unknown>;
  profile: Record<string, unknown>;
  /** The names of the api functions, by whether they are answered. */
  fired: string[];
  answered: string[];
  addToInputIsVisible: boolean;
  /** How far the platform's clock is ahead of the machine's. */
  clockShiftMs: number;
}

/** Host to process. */
export interface AnswerMessage {
  id: number;
  value?: unknown;
  failure?: string;
}

/** Process to host. */
export const executionMessageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("call"), id: z.number(), name: z.string(), args: z.array(z.unknown()) }),
  z.object({ kind: z.literal("returned") }),
  z.object({ kind: z.literal("thrown"), message: z.string() }),
]);
export type ExecutionMessage = z.output<typeof executionMessageSchema>;
