/** What came of the execution of a node, as text for a terminal. */

import { PLATFORM_LIMITS } from "../cognigy/NodeLimits";
import type { NodeExecution } from "../cognigy/NodeRun";
import type { NodeDescriptor } from "../cognigy/nodeDescriptor";
import type { HttpRecord } from "./HttpRecorder";
import { toText } from "./listNodes";

const STORING = ["addToInput", "addToContext"];

export function showExecution(
  execution: NodeExecution,
  calls: readonly HttpRecord[],
  nodes: readonly NodeDescriptor[],
): string {
  const { nextNode, outputs, apiCalls, logs, stdout, stderr, durationMs, stopped } = execution;
  const exit = nodes.find(({ type }) => type === nextNode);
  const stored = findStored(execution);
  return [
    `Exit: ${exit ? `${toText(exit.defaultLabel)} (${exit.type})` : "none, the Flow continues with the next node"}`,
    ...(stopped ? ["The node stops the Flow."] : []),
    ...(execution.thrown === undefined ? [] : [`The node threw, and the Flow stops: ${execution.thrown}`]),
    ...(execution.extensionError === undefined ? [] : [`A limit was broken: ${execution.extensionError}`]),
    ...(stored ? [`Result, in ${stored.place}: ${JSON.stringify(stored.value, undefined, 2)}`] : ["Result: none"]),
    ...list(
      "Outputs",
      outputs.map(({ text, data }) => `${JSON.stringify(text)} ${JSON.stringify(data)}`),
    ),
    ...list("HTTP calls", calls.map(showCall)),
    ...list(
      `API calls (${apiCalls.length} of ${PLATFORM_LIMITS.apiCalls})`,
      apiCalls.map(({ name, bytes }) => `${name}, ${bytes} bytes`),
    ),
    ...list(
      "Logs",
      logs.map(({ level, message }) => `${level}: ${message}`),
    ),
    ...list(
      "Printed by the node",
      `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== ""),
    ),
    `Time: ${Math.round(durationMs)} of ${PLATFORM_LIMITS.timeoutMs} ms`,
  ].join("\n");
}

export function hasFailed(execution: NodeExecution): boolean {
  const value = findStored(execution)?.value;
  const isError = typeof value === "object" && value !== null && "status" in value && value.status === "error";
  return isError || execution.thrown !== undefined || execution.extensionError !== undefined;
}

/** The last thing that the node wrote to input or context is its result. */
function findStored({ apiCalls }: NodeExecution): { place: string; value: unknown } | undefined {
  const call = [...apiCalls].reverse().find(({ name }) => STORING.includes(name));
  if (!call) {
    return undefined;
  }
  const [key, value] = call.args;
  return { place: `${call.name === "addToContext" ? "context" : "input"}.${String(key)}`, value };
}

function list(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [`${title}: none`] : [`${title}:`, ...entries.map((entry) => `  ${entry}`)];
}

function showCall({ method, host, path = "", status, failure, ms }: HttpRecord): string {
  // The token of an Endpoint is in its path.
  const place = path.replace(/\?.*$/s, "").replace(/^\/(notify|inject)\/.+/, "/$1/...");
  const outcome = ms === undefined ? "no answer before the node ended" : `${status ?? failure} ${ms} ms`;
  return `${method} ${host}${place} ${outcome}`;
}
