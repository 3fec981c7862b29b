/** A recipe's Flow as a diagram: the file of docs/recipes/flows that the sandbox runs, drawn in Mermaid. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths";
import { describeNode } from "./nodeDescriptors";

const FLOW_FOLDER = "docs/recipes/flows";

interface Step {
  id?: string;
  label?: string;
  type: string;
  text?: string;
  node?: string;
  target?: string;
  cases?: Record<string, Step[]>;
  then?: Step[];
  else?: Step[];
  children?: Record<string, Step[]>;
}

export function renderFlow(name: string): string {
  const flow: { nodes: Step[] } = JSON.parse(readFileSync(join(root, FLOW_FOLDER, `${name}.json`), "utf8"));
  const lines: string[] = [];
  const boxes = new Map<Step, string>();
  const ids = new Map<string, string>();
  number(flow.nodes, boxes, ids);

  /** Draws the steps one below the other. `from` is where the first one is entered, `exit` what is written there. */
  const draw = (steps: readonly Step[], from: string | undefined, exit: string): void => {
    let before = from;
    let words = exit;
    for (const step of steps) {
      const box = step.type === "goto" ? ids.get(step.target ?? "") : boxes.get(step);
      if (box === undefined) {
        continue;
      }
      if (before !== undefined) {
        lines.push(`  ${before} -->${words === "" ? "" : `|${words}|`} ${box}`);
      }
      if (step.type === "goto") {
        before = undefined;
        continue;
      }
      lines.push(`  ${box}${toShape(step)}`);
      for (const [branch, children] of branchesOf(step)) {
        draw(children, box, branch);
      }
      // What follows a stop is entered by Go To only.
      [before, words] = [step.type === "stop" ? undefined : box, ""];
    }
  };
  draw(flow.nodes, undefined, "");
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}

function number(steps: readonly Step[], boxes: Map<Step, string>, ids: Map<string, string>): void {
  for (const step of steps) {
    const box = `n${boxes.size + 1}`;
    boxes.set(step, box);
    if (step.id !== undefined) {
      ids.set(step.id, box);
    }
    for (const [, children] of branchesOf(step)) {
      number(children, boxes, ids);
    }
  }
}

function branchesOf(step: Step): [words: string, steps: Step[]][] {
  if (step.type === "extension") {
    const labels = new Map(describeNode(step.node ?? "").exits.map(({ type, label }) => [type, label]));
    return Object.entries(step.children ?? {}).map(([exit, steps]) => [labels.get(exit) ?? exit, steps]);
  }
  if (step.type === "if") {
    return [
      ["yes", step.then ?? []],
      ["no", step.else ?? []],
    ];
  }
  return Object.entries(step.cases ?? {});
}

function toShape(step: Step): string {
  const quoted = (text: string) => `"${text.replaceAll('"', "'").replace(/[{}]/g, "")}"`;
  switch (step.type) {
    case "extension":
      return `[${quoted(step.label ?? describeNode(step.node ?? "").label)}]`;
    case "if":
    case "lookup":
      return `{${quoted(step.label ?? "?")}}`;
    case "stop":
      return "([Stop])";
    default:
      return `(${quoted(step.label ?? `Say: ${step.text ?? ""}`)})`;
  }
}
