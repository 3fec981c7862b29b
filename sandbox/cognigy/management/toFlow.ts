/** Turns the chart of a Flow into what the stand-in runs. Content of a branch hangs below its child as `next`. */
import type { FlowNode } from "../flow/Flow";
import type { Chart, ChartNode } from "./Chart";
import type { StoredConnection } from "./ConnectionStore";
import type { StoredFlow } from "./FlowStore";
import { BASIC_NODES } from "./nodeCatalogue";

export interface FlowSurroundings {
  flows: readonly StoredFlow[];
  connections: readonly StoredConnection[];
}

const MAX_DEPTH = 4;

export function toFlowNodes(chart: Chart, surroundings: FlowSurroundings, depth = 0): FlowNode[] {
  return toChain(chart.relation(chart.start._id).next, { chart, surroundings, depth, prefix: "" });
}

interface Translation {
  chart: Chart;
  surroundings: FlowSurroundings;
  depth: number;
  /** Makes ids unique where a Flow is entered from several nodes. */
  prefix: string;
}

function toChain(first: string | null, translation: Translation): FlowNode[] {
  const nodes: FlowNode[] = [];
  for (let current = first; current !== null; current = translation.chart.relation(current).next) {
    const node = translation.chart.node(current);
    if (!node.isDisabled) {
      nodes.push(...toNodes(node, translation));
    }
  }
  return nodes;
}

function toNodes(node: ChartNode, translation: Translation): FlowNode[] {
  const { chart, prefix } = translation;
  const named = { id: `${prefix}${node._id}`, label: node.label };
  const children = chart.childrenOf(node._id);
  const contentOf = (child: ChartNode | undefined) =>
    child === undefined ? [] : toChain(chart.relation(child._id).next, translation);
  const branch = (type: string) => contentOf(children.find((child) => child.type === type));
  if (node.extension !== BASIC_NODES) {
    const config = { ...node.config, connection: toConnection(node.config.connection, translation) };
    return [
      {
        ...named,
        type: "extension",
        node: node.type,
        config,
        children: Object.fromEntries(children.map((child) => [child.type, contentOf(child)])),
      },
    ];
  }
  const read = (...path: readonly string[]) => readText(node.config, path);
  switch (node.type) {
    case "say":
      return [{ ...named, type: "say", ...toSay(node.config) }];
    case "if":
      return [
        {
          ...named,
          type: "if",
          condition: { script: read("condition", "condition") },
          then: branch("then"),
          else: branch("else"),
        },
      ];
    case "switch": {
      const type = read("switch", "type");
      const path =
        type === "cognigyScript"
          ? read("switch", "operator")
          : `input.${type === "handoverStatus" ? "handover.status" : type}`;
      const cases = children
        .filter((child) => child.type === "case")
        .map((child) => [readText(child.config, ["case", "value"]).trim(), contentOf(child)]);
      return [{ ...named, type: "lookup", path, cases: { ...Object.fromEntries(cases), default: branch("default") } }];
    }
    case "once":
      return toOnce(node, named, branch("onFirstExecution"), branch("afterwards"));
    case "goTo":
      return [...enter(node, translation), { type: "stop" }];
    case "executeFlow":
      return enter(node, translation);
    case "stop":
    case "wait":
      return [{ ...named, type: "stop" }];
    case "addToContext":
      return [{ ...named, type: "setContext", key: read("key"), value: node.config.value }];
    case "aiAgentJob":
      return [{ ...named, type: "aiAgentJob", ...toAgentJob(children, contentOf) }];
    case "aiAgentToolAnswer":
      return [{ ...named, type: "aiAgentToolAnswer", answer: read("answer"), maxLoops: Number(node.config.maxLoops) }];
    default:
      // What the stand-in can't do does nothing.
      return [];
  }
}

/** There is no model: who asks for a person gets the first tool, and everybody else gets words. */
function toAgentJob(
  children: readonly ChartNode[],
  contentOf: (child: ChartNode | undefined) => FlowNode[],
): Pick<Extract<FlowNode, { type: "aiAgentJob" }>, "script" | "tools" | "default"> {
  const tools = children.filter(({ type }) => type === "aiAgentJobTool");
  const [first] = tools.map(({ config }) => readText(config, ["toolId"]));
  return {
    script: [
      ...(first === undefined ? [] : [{ matches: "agent|person|human", tool: first }]),
      { says: "I'm a stand-in for a language model. Ask for a person." },
    ],
    tools: Object.fromEntries(tools.map((tool) => [readText(tool.config, ["toolId"]), contentOf(tool)])),
    default: contentOf(children.find(({ type }) => type === "aiAgentJobDefault")),
  };
}

/** Once in a session, also where the Flow is entered from several places. */
function toOnce(
  { _id }: ChartNode,
  named: { id: string; label: string },
  first: FlowNode[],
  afterwards: FlowNode[],
): FlowNode[] {
  const key = `once_${_id}`;
  return [
    {
      ...named,
      type: "if",
      condition: { path: `context.${key}`, exists: true },
      then: afterwards,
      else: [{ type: "setContext", key, value: true }, ...first],
    },
  ];
}

function enter(node: ChartNode, { surroundings, depth, prefix }: Translation): FlowNode[] {
  const reference = readText(node.config, ["flowNode", "flow"]);
  const flow = surroundings.flows.find(({ referenceId }) => referenceId === reference);
  if (flow === undefined || depth >= MAX_DEPTH) {
    return [];
  }
  const { chart } = flow;
  const target = [...chart.nodes.values()].find(
    ({ referenceId }) => referenceId === readText(node.config, ["flowNode", "node"]),
  );
  const from = target === undefined || target.isEntryPoint ? chart.relation(chart.start._id).next : target._id;
  return toChain(from, { chart, surroundings, depth: depth + 1, prefix: `${prefix}${node._id}.` });
}

function toSay(config: Readonly<Record<string, unknown>>): { text: string | null; data?: Record<string, unknown> } {
  const say = readObject(config.say);
  const [text] = Array.isArray(say.text) ? say.text : [];
  const data = readObject(say._data);
  return { text: typeof text === "string" ? text : null, ...(Object.keys(data).length > 0 && { data }) };
}

function toConnection(value: unknown, { surroundings }: Translation): unknown {
  const found = surroundings.connections.find(({ _id, referenceId }) => _id === value || referenceId === value);
  return found?.fields ?? value;
}

function readText(config: Readonly<Record<string, unknown>>, path: readonly string[]): string {
  const value = path.reduce<unknown>((current, key) => readObject(current)[key], config);
  return typeof value === "string" ? value : "";
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
