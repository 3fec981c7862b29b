/** Reads a script. What is wrong with it is said with its line. */
import { LineCounter, parseDocument } from "yaml";
import type * as z from "zod";
import { type Script, scriptSchema } from "./Script";

/** Throws an Error with a sentence for whoever wrote the script. */
export function parseScript(text: string): Script {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new Error(`Line ${lineAt(fault.pos[0])}: ${fault.message}.`);
  }
  const parsed = scriptSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) {
    return parsed.data;
  }
  const issue = findDeepest(parsed.error.issues);
  const path = issue.path.filter((part) => typeof part !== "symbol");
  throw new Error(`${describePlace(path, lineOf(path))}: ${explain(issue)}`);

  function lineOf(path: readonly (string | number)[]): number | undefined {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (hasRange(node)) {
        return lineAt(node.range[0]);
      }
    }
    return undefined;
  }
}

const STEPS =
  "customer says, customer sends file, agent takes, agent says, agent sends file, agent sends structured, agent notes, agent closes, expect";

/** A step is one of several shapes: the shape that was meant is the one that has the fewest faults, and those deep inside. */
function findDeepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const [first] = issues;
  if (first === undefined) {
    throw new Error("A script that is refused has a fault.");
  }
  if (first.code !== "invalid_union") {
    return first;
  }
  const meant = first.errors
    .filter((faults) => !faults.some(({ code, path }) => code === "unrecognized_keys" && path.length === 0))
    .filter((faults) => faults.some(({ path }) => path.length > 0))
    .map(findDeepest)
    .sort((left, right) => right.path.length - left.path.length);
  const [best] = meant;
  return best === undefined ? first : { ...best, path: [...first.path, ...best.path] };
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") {
    return `${issue.message}.`;
  }
  return issue.path.at(-1) === "expect"
    ? "expect needs from with text or file, or status, exit or category."
    : `This is none of the steps: ${STEPS}.`;
}

function describePlace(path: readonly (string | number)[], line: number | undefined): string {
  const name = path.map((part) => (typeof part === "number" ? part + 1 : part)).join(" > ");
  return [line === undefined ? [] : `Line ${line}`, name === "" ? [] : name].flat().join(", ") || "The script";
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
