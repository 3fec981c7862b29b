/** Reads a saved script for the page, which plays it. What the page can't play is refused before anything happens. */
import { parseScript } from "../../../scripts/rehearsal/parseScript";
import type { Script, ScriptStep } from "../../../scripts/rehearsal/Script";
import { EngageRefusal } from "../../engage/domain/EngageRefusal";

const ELSEWHERE = "npm run setup -- rehearse --script plays this file";

/** As JSON. */
export function readScript(text: string): { script: string } {
  const script = parse(text);
  for (const [index, step] of script.steps.entries()) {
    const obstacle = findObstacle(step);
    if (obstacle !== undefined) {
      throw new EngageRefusal("invalid", `Step ${index + 1}: ${obstacle}. ${ELSEWHERE}.`);
    }
  }
  return { script: JSON.stringify(script) };
}

function parse(text: string): Script {
  try {
    return parseScript(text);
  } catch (fault) {
    throw new EngageRefusal("invalid", fault instanceof Error ? fault.message : String(fault));
  }
}

function findObstacle(step: ScriptStep): string | undefined {
  if (typeof step === "string") {
    return undefined;
  }
  const files = [
    "customer sends file" in step ? step["customer sends file"] : undefined,
    "agent sends file" in step ? step["agent sends file"] : undefined,
  ];
  if (files.some((file) => file !== undefined && "path" in file)) {
    return "the page can't read files beside the script";
  }
  if ("agent sends structured" in step || "agent notes" in step) {
    return `the desk of this page doesn't have "${Object.keys(step)[0]}"`;
  }
  return undefined;
}
