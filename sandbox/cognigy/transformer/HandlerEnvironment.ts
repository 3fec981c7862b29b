/** What the platform provides to the handlers of one Endpoint's transformer. */
import type { HandlerName } from "./bridge";
import type { SessionStorage } from "./SessionStorage";
import type { StorageConduct } from "./StorageView";
import type { ContextPause } from "./TransformerHost";
import type { TransformerLimits } from "./TransformerLimits";

export interface HandlerEnvironment {
  readonly storage: SessionStorage;
  /** Default: live. */
  readonly storageConduct?: StorageConduct | undefined;
  readonly limits: TransformerLimits;
  /** Undefined for the time of the machine. */
  readonly now: (() => number) | undefined;
  /** With it there is no thread: contexts live in this one. */
  readonly pauseMs?: ContextPause | undefined;
  log(level: "debug" | "info" | "error", message: string): void;
  request(options: unknown, call: { handler: HandlerName; timeoutMs: number; signal: AbortSignal }): Promise<unknown>;
}

export interface HandlerAnswer {
  status: number;
  headers: Record<string, string>;
  /** Without it the text of the status. */
  body?: string | undefined;
}

export type HandlerOutcome =
  /** Without a value the handler returned something falsy. */
  { kind: "returned"; value?: unknown } | { kind: "thrown" | "killed"; message: string };
