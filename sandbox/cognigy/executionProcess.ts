/** Child process: runs the function of one node once, like the execution service does with an untrusted Extension. */
import { resolveCognigyScript } from "./cognigyScript";
import type { AnswerMessage, ExecutionMessage, StartMessage } from "./executionMessages";
import { extensionModule, isObject, messageOf } from "./extensionModule";
import { shiftedDate } from "./shiftedDate";
import { showInInput } from "./showInInput";

type Settle = (answer: AnswerMessage) => void;
type Call = (...args: unknown[]) => unknown;

const waiting = new Map<number, Settle>();
let lastId = 0;

function report(message: ExecutionMessage): void {
  process.send?.(message);
}

/** Omitted arguments at the end stay omitted; JSON would make them null. */
function sendCall(name: string, args: unknown[]): number {
  const given = [...args];
  while (given.length > 0 && given.at(-1) === undefined) {
    given.pop();
  }
  lastId += 1;
  report({ kind: "call", id: lastId, name, args: given });
  return lastId;
}

function createApi(start: StartMessage): Record<string, Call> {
  const { fired, answered, input, context, profile } = start;
  const objects = { input, context, profile };
  return Object.fromEntries<Call>([
    ...fired.map((name): [string, Call] => [
      name,
      (...args) => {
        sendCall(name, args);
        showInInput(start, name, args, input);
      },
    ]),
    ...answered.map((name): [string, Call] => [name, (...args) => ask(name, args)]),
    [
      "parseCognigyScriptText",
      (text) => {
        sendCall("parseCognigyScriptText", [text]);
        return resolveCognigyScript(String(text), objects);
      },
    ],
  ]);
}

function ask(name: string, args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    waiting.set(sendCall(name, args), ({ value, failure }) =>
      failure === undefined ? resolve(value) : reject(new Error(failure)),
    );
  });
}

async function execute(start: StartMessage): Promise<void> {
  if (start.clockShiftMs !== 0) {
    const machines = Date;
    globalThis.Date = shiftedDate(
      () => start.clockShiftMs,
      () => machines,
    );
  }
  const node = extensionModule(start.modulePath).nodes.find((one) => isObject(one) && one.type === start.nodeType);
  const run = isObject(node) ? node.function : undefined;
  if (typeof run !== "function") {
    throw new Error(`The node "${start.nodeType}" has no function.`);
  }
  const { input, context, profile, config, childConfigs, nodeId } = start;
  await run({ cognigy: { input, context, profile, api: createApi(start) }, config, childConfigs, nodeId });
}

function reportThrown(thrown: unknown): void {
  console.error(thrown);
  report({ kind: "thrown", message: messageOf(thrown) });
}

process.once("message", (start: StartMessage) => {
  process.on("message", (answer: AnswerMessage) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  execute(start).then(() => report({ kind: "returned" }), reportThrown);
});
// Also a rejection that nobody handles ends up here.
process.on("uncaughtException", reportThrown);
process.once("disconnect", () => process.exit());
process.send?.({ kind: "ready" });
