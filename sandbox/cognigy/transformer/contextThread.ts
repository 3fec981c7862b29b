/**
 * Thread: runs the contexts of one transformer. A thread of its own, because ending an evaluation by force, in the middle of
 * a promise, can corrupt the asynchronous stack of a thread that has asynchronous hooks, and then Node.js gives up.
 */

import { Script } from "node:vm";
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { type ContextEnvironment, TransformerContext } from "./TransformerContext";
import type { FromThread, Question, ThreadStart, ToThread } from "./threadMessages";

const { start, replies } = workerData as { start: ThreadStart; replies: MessagePort };
const prelude = new Script(start.prelude, { filename: "transformer-prelude.js" });
const transformer = new Script(start.transformer, { filename: "transformer.js" });
const contexts = new Map<number, TransformerContext>();
let lastQuestion = 0;

function report(message: FromThread): void {
  parentPort?.postMessage(message);
}

/** Synchronously, as session storage reads like a plain object. */
function ask(question: Question): unknown {
  lastQuestion += 1;
  report({ kind: "question", id: lastQuestion, question });
  for (;;) {
    const answered = Atomics.load(start.signal, 0);
    if (answered >= lastQuestion) {
      break;
    }
    Atomics.wait(start.signal, 0, answered);
  }
  // The reply to a question whose evaluation was ended may still be there.
  for (;;) {
    const received = receiveMessageOnPort(replies) as { message: Extract<ToThread, { kind: "reply" }> } | undefined;
    if (received === undefined) {
      return undefined;
    }
    if (received.message.id === lastQuestion) {
      return received.message.value;
    }
  }
}

function environmentOf(context: number): ContextEnvironment {
  return {
    send: (message) => report({ kind: "message", context, message }),
    now: () => (start.asksTime ? Number(ask({ name: "now" })) : Date.now()),
    readStorage: (userId, sessionId, key) =>
      ask({ name: "readStorage", context, userId, sessionId, key }) as string | undefined,
    writeStorage: (userId, sessionId, key, json) =>
      void ask({ name: "writeStorage", context, userId, sessionId, key, json }),
    storageKeys: (userId, sessionId) => String(ask({ name: "storageKeys", context, userId, sessionId })),
  };
}

// By default this would end the thread, and with it whatever else runs there.
process.on("unhandledRejection", (reason) => {
  const { message } = (reason ?? {}) as { message?: unknown };
  report({ kind: "rejection", message: String(message ?? reason) });
});

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "drop") {
    contexts.delete(message.context);
  }
  if (message.kind !== "enter") {
    return;
  }
  const { context: id, timeoutMs } = message;
  try {
    const context =
      contexts.get(id) ?? new TransformerContext(prelude, transformer, environmentOf(id), start.timeoutMs);
    contexts.set(id, context);
    context.enter(message.message, timeoutMs);
  } catch (error) {
    const { code, message: text } = error as { code?: unknown; message?: unknown };
    report({ kind: "fault", context: id, timedOut: code === "ERR_SCRIPT_EXECUTION_TIMEOUT", message: String(text) });
  }
});
