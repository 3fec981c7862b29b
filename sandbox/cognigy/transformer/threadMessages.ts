/** The messages between the stand-in and the thread in which the contexts of a transformer live. */

export interface ThreadStart {
  prelude: string;
  transformer: string;
  /** Of the transformer's start. */
  timeoutMs: number;
  /** Whether the thread asks for the time, instead of taking its own. */
  asksTime: boolean;
  /** Holds the id of the question that was answered last. */
  signal: Int32Array;
}

export type ToThread =
  /** A context is created at the first message to it. The message is JSON. */
  | { kind: "enter"; context: number; message: string; timeoutMs: number }
  | { kind: "drop"; context: number }
  | { kind: "reply"; id: number; value: unknown };

export type FromThread =
  | { kind: "message"; context: number; message: string }
  | { kind: "fault"; context: number; timedOut: boolean; message: string }
  /** A promise was rejected, and nothing handles it: in whichever context. */
  | { kind: "rejection"; message: string }
  /** The thread waits for the reply: session storage and time belong to the stand-in. */
  | { kind: "question"; id: number; question: Question };

export type Question =
  | { name: "now" }
  | { name: "readStorage"; context: number; userId: string; sessionId: string; key: string }
  | { name: "writeStorage"; context: number; userId: string; sessionId: string; key: string; json: string | undefined }
  | { name: "storageKeys"; context: number; userId: string; sessionId: string };
