/** How a node of a Flow is called on the page, and what it does in one line. */
import { readOutput } from "../../../src/core/content/cognigyOutput";
import type { Condition, FlowNode } from "../../cognigy/startCognigy";
import type { NodeTypes } from "../view";

const LABELS: Readonly<Record<FlowNode["type"], string>> = {
  say: "Say",
  lookup: "Lookup",
  if: "If",
  extension: "",
  setContext: "Set Context",
  goto: "Go To",
  aiAgentJob: "AI Agent",
  aiAgentToolAnswer: "Resolve Tool Action",
  stop: "Stop",
};

export function nodeTypeOf(node: FlowNode): string {
  return node.type === "extension" ? node.node : node.type;
}

export function nodeLabel(node: FlowNode, types: NodeTypes): string {
  if (node.label !== undefined) {
    return node.label;
  }
  return node.type === "extension" ? (types[node.node]?.label ?? node.node) : LABELS[node.type];
}

/** The children of an Extension's node have labels; other branches are called what they are. */
export function exitLabel(node: FlowNode, exit: string, types: NodeTypes): string {
  if (node.type === "extension") {
    return types[node.node]?.exits.find(({ type }) => type === exit)?.label ?? exit;
  }
  if (node.type === "if") {
    return exit === "then" ? "Then" : "Else";
  }
  return exit;
}

export function nodeDetail(node: FlowNode): string {
  if (node.comment !== undefined) {
    return node.comment;
  }
  switch (node.type) {
    case "say":
      return node.text || describeData(node.data);
    case "lookup":
      return node.path;
    case "if":
      return "script" in node.condition ? node.condition.script : describeCondition(node.condition);
    case "extension":
      return describeConfig(node.config);
    case "setContext":
      return `${node.key} = ${JSON.stringify(node.value)}`;
    case "goto":
      return node.target;
    case "aiAgentJob":
      return Object.keys(node.tools).join(", ");
    case "aiAgentToolAnswer":
      return node.answer;
    case "stop":
      return "";
  }
}

function describeCondition({ path, equals, contains, exists, matches }: Condition): string {
  const parts = [
    ...(exists === undefined ? [] : [exists ? "exists" : "does not exist"]),
    ...(equals === undefined ? [] : [`is ${JSON.stringify(equals)}`]),
    ...(contains === undefined ? [] : [`contains ${JSON.stringify(contains)}`]),
    ...(matches === undefined ? [] : [`matches ${matches}`]),
  ];
  return [path, parts.join(" and ")].join(" ");
}

function describeConfig(config: Record<string, unknown>): string {
  return Object.entries(config)
    .filter(([key]) => key !== "connection")
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

/** Rich content by its words; without any, `_cognigy._default._gallery` is said as "gallery". */
function describeData(data: Record<string, unknown> | undefined): string {
  const { text } = readOutput("", data);
  if (text !== "") {
    return text;
  }
  const kind = /"_default":\{"_(\w+)"/.exec(JSON.stringify(data ?? {}))?.[1];
  return kind ?? Object.keys(data ?? {}).join(", ");
}
