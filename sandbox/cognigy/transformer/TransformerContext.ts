/** One vm context with a transformer in it. Every entry is one evaluation under a time limit, microtasks included. */
import * as crypto from "node:crypto";
import { randomUUID } from "node:crypto";
import { type Context, constants, createContext, Script } from "node:vm";
import type { HostBridge, PreludeExports } from "./bridge";

type StorageBridge = Pick<HostBridge, "readStorage" | "writeStorage" | "storageKeys">;

export interface ContextEnvironment extends StorageBridge {
  now(): number;
  /** Gets what the prelude sends, as JSON. */
  send(message: string): void;
}

/** The name is gone before any code of the transformer runs. */
const ENTER = new Script("{ const enter = $enter; delete globalThis.$enter; enter(); }", { filename: "enter.js" });

export class TransformerContext {
  private readonly sandbox: Context;
  private readonly prelude: PreludeExports;
  private next = "";

  /** Throws when the transformer cannot be started. */
  constructor(prelude: Script, transformer: Script, environment: ContextEnvironment, timeoutMs: number) {
    // Promises of the context are worked off inside of its evaluations, where the time limit holds.
    // An ordinary global object: with a contextified one, every look at a global is many times slower.
    this.sandbox = createContext(constants.DONT_CONTEXTIFY, { microtaskMode: "afterEvaluate" });
    const { install } = prelude.runInContext(this.sandbox) as { install(host: HostBridge): PreludeExports };
    this.prelude = install({
      ...environment,
      take: () => this.next,
      uuid: () => randomUUID(),
      buffer: Buffer,
      crypto,
    });
    transformer.runInContext(this.sandbox, toLimit(timeoutMs));
  }

  /** JSON: the constructors that the transformer called. */
  describe(): string {
    return this.prelude.describe();
  }

  /** Takes one message, as JSON. Throws when the transformer does not come to rest in time; an infinite time is none. */
  enter(message: string, timeoutMs: number): void {
    this.next = message;
    this.sandbox.$enter = this.prelude.deliver;
    ENTER.runInContext(this.sandbox, toLimit(timeoutMs));
  }
}

function toLimit(timeoutMs: number): { timeout?: number } {
  return Number.isFinite(timeoutMs) ? { timeout: Math.max(1, Math.ceil(timeoutMs)) } : {};
}
