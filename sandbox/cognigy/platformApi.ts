/** The members of `cognigy.api` that Extensions use, on the platform's side. */
import { isDeepStrictEqual } from "node:util";
import { readPath } from "./cognigyScript";
import { deleteKey, writeKey } from "./contextPath";
import type { FlowState } from "./FlowState";
import { answerTranscript } from "./readTranscript";

type ApiFunction = (state: FlowState, args: readonly unknown[]) => unknown;

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace"];

/** Fire and forget: events on the way to the platform, applied in their order. */
export const FIRED_FUNCTIONS: Readonly<Record<string, ApiFunction>> = {
  say,
  output: say,
  addToInput: (state, [key, value]) => writeKey(state.input, String(key), value),
  addToContext,
  removeFromContext,
  deleteContext: (state, [key]) => deleteKey(state.context, String(key)),
  setContext: (state, [key, value]) => writeKey(state.context, String(key), value),
  setNextNode,
  resetNextNodes: (state) => {
    state.nextNode = undefined;
  },
  stopExecution: (state) => {
    state.stopped = true;
  },
  log: (state, [level, message]) => {
    if (LOG_LEVELS.some((known) => known === level)) {
      write(state, String(level), message);
    } else {
      write(state, "error", `api.log does not know the level "${String(level)}". Message: ${print(message)}`);
    }
  },
  logDebugMessage: (state, [message, header]) => write(state, "debugMessage", withHeader(message, header)),
  logDebugError: (state, [message, header]) => write(state, "debugError", withHeader(message, header)),
  // Evaluated in the process of the node, because it returns a plain text; it counts as a call all the same.
  parseCognigyScriptText: () => undefined,
};

/** Promises, which the platform answers. */
export const ANSWERED_FUNCTIONS: Readonly<Record<string, ApiFunction>> = {
  getContext: (state, [key]) => readPath(state.context, String(key).split(".")),
  setContextAndPersist: (state, [key, value]) => writeKey(state.context, String(key), value),
  updateProfile: (state, [key, value]) => {
    state.profileUpdates[String(key)] = value;
  },
  getConversationTranscript: (state, [mode, options]) =>
    answerTranscript(state.transcript ?? [], mode, readPath(options, ["turnLimit"])),
};

function say(state: FlowState, [text, data]: readonly unknown[]): void {
  const output = { text: text === undefined || text === null ? null : String(text), data: data ?? {} };
  state.outputs.push(output);
  state.onOutput?.(output);
}

function addToContext(state: FlowState, [key, value, mode]: readonly unknown[]): void {
  const name = String(key);
  if (mode === "simple") {
    writeKey(state.context, name, value);
  } else if (mode === "array") {
    const existing = readPath(state.context, name.split("."));
    writeKey(state.context, name, [...(Array.isArray(existing) ? existing : []), value]);
  } else {
    write(state, "error", `addToContext does not know the mode "${String(mode)}".`);
  }
}

function removeFromContext(state: FlowState, [key, value, mode]: readonly unknown[]): void {
  const name = String(key);
  const existing = readPath(state.context, name.split("."));
  if (mode === "simple") {
    deleteKey(state.context, name);
  } else if (mode !== "array") {
    write(state, "error", `removeFromContext does not know the mode "${String(mode)}".`);
  } else if (Array.isArray(existing)) {
    const kept = existing.filter((item) => !isDeepStrictEqual(item, value));
    writeKey(state.context, name, kept);
  }
}

function setNextNode(state: FlowState, [nodeId]: readonly unknown[]): void {
  const childType = state.childTypes.get(String(nodeId));
  if (childType === undefined) {
    write(state, "error", `setNextNode: "${String(nodeId)}" is no child of the node.`);
  } else {
    state.nextNode = childType;
  }
}

function write(state: FlowState, level: string, message: unknown): void {
  state.logs.push({ level, message: print(message) });
}

function withHeader(message: unknown, header: unknown): string {
  return header === undefined || header === null ? print(message) : `${print(header)}: ${print(message)}`;
}

function print(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
