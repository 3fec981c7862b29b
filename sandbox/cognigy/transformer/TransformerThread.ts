/** The stand-in's side of a transformer's thread: starts it when it is needed, and answers what it asks. */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { fromContextSchema, type ToContext } from "./bridge";
import type { ContextListener, HostEnvironment, TransformerHost } from "./TransformerHost";
import type { FromThread, Question, ThreadStart, ToThread } from "./threadMessages";
import { threadScripts } from "./threadScripts";

export class TransformerThread implements TransformerHost {
  private worker: Worker | undefined;
  private online: Promise<void> | undefined;
  private replies: MessagePort | undefined;
  private readonly signal = new Int32Array(new SharedArrayBuffer(4));
  private readonly listeners = new Map<number, ContextListener>();
  private lastContext = 0;

  constructor(private readonly environment: HostEnvironment) {}

  /** Starts the thread: the time for that is not the handler's. */
  ready(): Promise<void> {
    this.worker ??= this.start();
    return this.online ?? Promise.resolve();
  }

  createContext(): number {
    this.lastContext += 1;
    return this.lastContext;
  }

  listen(context: number, listener: ContextListener): void {
    this.listeners.set(context, listener);
  }

  enter(context: number, message: ToContext, timeoutMs: number): void {
    this.post({ kind: "enter", context, message: JSON.stringify(message), timeoutMs });
  }

  dropContext(context: number): void {
    this.listeners.delete(context);
    this.post({ kind: "drop", context });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    this.replies?.close();
    await worker?.terminate();
  }

  private post(message: ToThread): void {
    this.worker?.postMessage(message);
  }

  private start(): Worker {
    const { source, startMs, now } = this.environment;
    const { prelude, thread } = threadScripts();
    const { port1, port2 } = new MessageChannel();
    this.replies = port1;
    const start: ThreadStart = {
      prelude,
      transformer: source,
      timeoutMs: startMs,
      asksTime: now !== undefined,
      signal: this.signal,
    };
    const worker = new Worker(thread, {
      eval: true,
      workerData: { start, replies: port2 },
      transferList: [port2],
      env: {},
    });
    worker.on("message", (message: FromThread) => this.receive(message));
    worker.on("error", (error) => {
      // The next call starts another.
      this.worker = undefined;
      for (const listener of this.listeners.values()) {
        listener.onFault({ timedOut: false, message: error.message });
      }
    });
    this.online = new Promise((resolve) => {
      // From here on whoever waits for a handler has a timer; the thread alone keeps nothing alive.
      const settle = () => {
        worker.unref();
        resolve();
      };
      worker.once("online", settle);
      worker.once("error", settle);
    });
    return worker;
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case "message":
        this.listeners.get(message.context)?.onMessage(fromContextSchema.parse(JSON.parse(message.message)));
        return;
      case "fault":
        this.listeners.get(message.context)?.onFault(message);
        return;
      case "rejection":
        this.environment.log("error", `A promise was rejected, and nothing handles it: ${message.message}`);
        return;
      case "question":
        this.replies?.postMessage({ kind: "reply", id: message.id, value: this.answer(message.question) });
        Atomics.store(this.signal, 0, message.id);
        Atomics.notify(this.signal, 0);
    }
  }

  private answer(question: Question): unknown {
    const { now = Date.now } = this.environment;
    if (question.name === "now") {
      return now();
    }
    const storage = this.environment.storageOf(question.context);
    switch (question.name) {
      case "readStorage":
        return storage.readKey(question.userId, question.sessionId, question.key);
      case "writeStorage":
        return storage.writeKey(question.userId, question.sessionId, question.key, question.json);
      case "storageKeys":
        return JSON.stringify(storage.keys(question.userId, question.sessionId));
    }
  }
}
