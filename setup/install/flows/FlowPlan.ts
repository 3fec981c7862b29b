/** A Flow as `install` wants it: which nodes follow one another, what is in their branches, and what is said. */

export const LANGUAGES = ["en", "de", "es"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Words = Readonly<Record<Language, string>>;

export interface PlannedNode {
  /** Unique in its Flow: the node is found again by type and label. */
  label: string;
  type: string;
  /** Whose node it is. Ours get the Connection. */
  from: "platform" | "extension";
  config: Readonly<Record<string, unknown>>;
  /** Of a Say: replaces its text, in the language of each locale. */
  words?: Words;
  /** What follows each child, by the child's type. The platform makes the children. */
  branches?: Readonly<Record<string, readonly PlannedNode[]>>;
  /** Of an AI Agent: its tools, created as its children. */
  tools?: readonly PlannedNode[];
  /** Of a tool: what follows it. */
  content?: readonly PlannedNode[];
  /** Gets the ids of the AI Agent and its model. */
  refersTo?: "agent";
  /** Of a Go To: the Flow whose start it enters. */
  enters?: FlowRole;
}

export type FlowRole = "hub" | "bot";

export interface FlowPlan {
  role: FlowRole;
  name: string;
  nodes: readonly PlannedNode[];
}

export function say(label: string, words: Words): PlannedNode {
  return { label, type: "say", from: "platform", config: sayConfig(words.en), words };
}

export function sayConfig(text: string): Readonly<Record<string, unknown>> {
  return { say: { type: "text", text: [text] } };
}

export function stop(label: string): PlannedNode {
  return { label, type: "stop", from: "platform", config: {} };
}

/** CognigyScript without braces. The platform wants a rule, too. */
export function when(
  label: string,
  condition: string,
  branches: { then: readonly PlannedNode[]; else: readonly PlannedNode[] },
): PlannedNode {
  return {
    label,
    type: "if",
    from: "platform",
    config: { condition: { type: "condition", condition, rule: { left: "1", operand: "eq", right: "1" } } },
    branches,
  };
}

/** Every node of a plan, in the order in which they are created. */
export function allNodes(nodes: readonly PlannedNode[]): PlannedNode[] {
  return nodes.flatMap((node) => [
    node,
    ...[...Object.values(node.branches ?? {}), node.tools ?? [], node.content ?? []].flatMap(allNodes),
  ]);
}
