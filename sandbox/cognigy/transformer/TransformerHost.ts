/** Where the contexts of a transformer live: in a thread of its own, or, for simulations, in this one. */
import type { FromContext, ToContext } from "./bridge";
import type { StorageAccess } from "./StorageView";

export interface HostEnvironment {
  source: string;
  /** The one that a context uses now. */
  storageOf(context: number): StorageAccess;
  startMs: number;
  log(level: "error", message: string): void;
  /** Undefined for the time of the machine. */
  now: (() => number) | undefined;
}

export interface ContextListener {
  onMessage(message: FromContext): void;
  onFault(fault: { timedOut: boolean; message: string }): void;
}

export interface TransformerHost {
  ready(): Promise<void>;
  createContext(): number;
  listen(context: number, listener: ContextListener): void;
  enter(context: number, message: ToContext, timeoutMs: number): void;
  dropContext(context: number): void;
  close(): Promise<void>;
}

/** For each handler call, JSON: how long a context waits before it takes the nth message of that call (the call is number 0). */
export type ContextPause = (call: string) => (entry: number) => number;
