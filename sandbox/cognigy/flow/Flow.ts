/** A Flow as people write it down: a list of nodes, some with branches, as plain JSON. */
import * as z from "zod";
import type { ScriptLine } from "./aiAgentJob";

interface Named {
  /** Needed as the target of a `goto`. Default: the node's place, `2.completed.1` for example. */
  id?: string | undefined;
  /** What people call the node; without it, its type. */
  label?: string | undefined;
  /** A note to whoever reads the Flow. */
  comment?: string | undefined;
}

/** CognigyScript without braces, as the platform's If has it. */
export interface ScriptCondition {
  script: string;
}

export interface Condition {
  /** Below `input`, unless it starts with `input.`, `context.` or `profile.`. */
  path: string;
  equals?: unknown;
  /** Part of a text, or member of a list. */
  contains?: unknown;
  exists?: boolean | undefined;
  /** A regular expression for texts, whatever the case of their letters. */
  matches?: string | undefined;
}

export type FlowNode = Named &
  (
    | { type: "say"; text?: string | null | undefined; data?: Record<string, unknown> | undefined }
    | { type: "lookup"; path: string; cases: Record<string, FlowNode[]> }
    | { type: "if"; condition: Condition | ScriptCondition; then: FlowNode[]; else?: FlowNode[] | undefined }
    | {
        type: "extension";
        node: string;
        config: Record<string, unknown>;
        children?: Record<string, FlowNode[]> | undefined;
      }
    | { type: "setContext"; key: string; value: unknown }
    | { type: "goto"; target: string }
    | {
        type: "aiAgentJob";
        script: ScriptLine[];
        /** The branches of the tools by their ids. */
        tools: Record<string, FlowNode[]>;
        /** When no tool is called. */
        default?: FlowNode[] | undefined;
      }
    /** Resolve Tool Action: the answer goes to the model, and the job runs again. */
    | { type: "aiAgentToolAnswer"; answer: string; maxLoops?: number | undefined }
    | { type: "stop" }
  );

export interface Flow {
  name?: string | undefined;
  /** Locale, `en-US` if missing. */
  language?: string | undefined;
  /** The context of a new session. */
  defaultContext?: Record<string, unknown> | undefined;
  nodes: FlowNode[];
}

export const NODE_TYPES = Object.keys({
  say: true,
  lookup: true,
  if: true,
  extension: true,
  setContext: true,
  goto: true,
  aiAgentJob: true,
  aiAgentToolAnswer: true,
  stop: true,
} satisfies Record<FlowNode["type"], true>);

const named = { id: z.string().min(1).optional(), label: z.string().optional(), comment: z.string().optional() };
const members = z.record(z.string(), z.unknown());
const nodes = z.lazy(() => z.array(flowNode));

const flowNode: z.ZodType<FlowNode> = z.discriminatedUnion("type", [
  z.strictObject({ ...named, type: z.literal("say"), text: z.string().nullish(), data: members.optional() }),
  z.strictObject({ ...named, type: z.literal("lookup"), path: z.string().min(1), cases: z.record(z.string(), nodes) }),
  z.strictObject({
    ...named,
    type: z.literal("if"),
    condition: z.union([
      z.strictObject({
        path: z.string().min(1),
        equals: z.unknown().optional(),
        contains: z.unknown().optional(),
        exists: z.boolean().optional(),
        matches: z.string().refine(isPattern, "is no regular expression").optional(),
      }),
      z.strictObject({ script: z.string() }),
    ]),
    then: nodes,
    else: nodes.optional(),
  }),
  z.strictObject({
    ...named,
    type: z.literal("extension"),
    node: z.string().min(1),
    config: members.default({}),
    children: z.record(z.string(), nodes).optional(),
  }),
  z.strictObject({ ...named, type: z.literal("setContext"), key: z.string().min(1), value: z.unknown() }),
  z.strictObject({ ...named, type: z.literal("goto"), target: z.string().min(1) }),
  z.strictObject({
    ...named,
    type: z.literal("aiAgentJob"),
    script: z.array(
      z.strictObject({
        matches: z.string().refine(isPattern, "is no regular expression").optional(),
        afterTool: z.string().optional(),
        tool: z.string().optional(),
        arguments: members.optional(),
        says: z.string().optional(),
      }),
    ),
    tools: z.record(z.string().regex(/^[\w-]+$/), nodes),
    default: nodes.optional(),
  }),
  z.strictObject({
    ...named,
    type: z.literal("aiAgentToolAnswer"),
    answer: z.string(),
    maxLoops: z.number().int().min(1).max(50).optional(),
  }),
  z.strictObject({ ...named, type: z.literal("stop") }),
]);

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "i") instanceof RegExp;
  } catch {
    return false;
  }
}

export const flowSchema: z.ZodType<Flow> = z.strictObject({
  name: z.string().optional(),
  language: z.string().optional(),
  defaultContext: members.optional(),
  nodes,
});
