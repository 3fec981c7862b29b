/** The contexts of a transformer in this thread: their order is the caller's, and nothing ends an endless loop. */
import type { Script } from "node:vm";
import { fromContextSchema, type ToContext } from "./bridge";
import { preludeScript, transformerScript } from "./compileScripts";
import { TransformerContext } from "./TransformerContext";
import type { ContextListener, ContextPause, HostEnvironment, TransformerHost } from "./TransformerHost";

export class LocalContexts implements TransformerHost {
  private readonly contexts = new Map<number, TransformerContext>();
  private readonly listeners = new Map<number, ContextListener>();
  private readonly calls = new Map<number, { pauseOf: (entry: number) => number; entries: number }>();
  private readonly transformer: Script;
  private sent: { context: number; message: string }[] = [];
  private lastContext = 0;

  constructor(
    private readonly environment: HostEnvironment,
    private readonly pauseMs: ContextPause,
  ) {
    this.transformer = transformerScript(environment.source);
  }

  async ready(): Promise<void> {}

  createContext(): number {
    this.lastContext += 1;
    return this.lastContext;
  }

  listen(context: number, listener: ContextListener): void {
    this.listeners.set(context, listener);
  }

  enter(context: number, message: ToContext): void {
    const json = JSON.stringify(message);
    if (message.kind === "call") {
      this.calls.set(context, { pauseOf: this.pauseMs(json), entries: 0 });
    }
    const call = this.calls.get(context);
    setTimeout(() => this.enterNow(context, json), call?.pauseOf(call.entries++));
  }

  dropContext(context: number): void {
    this.listeners.delete(context);
    this.contexts.delete(context);
    this.calls.delete(context);
  }

  async close(): Promise<void> {
    this.contexts.clear();
  }

  private enterNow(id: number, json: string): void {
    // Killed while it waited.
    if (!this.listeners.has(id)) {
      return;
    }
    try {
      const context = this.contexts.get(id) ?? this.start(id);
      context.enter(json, Number.POSITIVE_INFINITY);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.listeners.get(id)?.onFault({ timedOut: false, message });
    }
    // Not before the evaluation is over: what it sends may make the context be entered again.
    const sent = this.sent;
    this.sent = [];
    for (const { context, message } of sent) {
      this.listeners.get(context)?.onMessage(fromContextSchema.parse(JSON.parse(message)));
    }
  }

  private start(id: number): TransformerContext {
    const { now = Date.now } = this.environment;
    const storage = () => this.environment.storageOf(id);
    const context = new TransformerContext(
      preludeScript(),
      this.transformer,
      {
        send: (message) => void this.sent.push({ context: id, message }),
        now: () => now(),
        readStorage: (userId, sessionId, key) => storage().readKey(userId, sessionId, key),
        writeStorage: (userId, sessionId, key, json) => storage().writeKey(userId, sessionId, key, json),
        storageKeys: (userId, sessionId) => JSON.stringify(storage().keys(userId, sessionId)),
      },
      Number.POSITIVE_INFINITY,
    );
    this.contexts.set(id, context);
    return context;
  }
}
