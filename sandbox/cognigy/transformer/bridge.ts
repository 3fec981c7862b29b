/** What crosses the border of a transformer's vm context: texts with JSON, so that no object of the host gets inside. */
import * as z from "zod";

export type TransformerKind = "webhook" | "socket" | "rest";

export const HANDLER_NAMES = [
  "handleInput",
  "handleOutput",
  "handleExecutionFinished",
  "handleNotify",
  "handleInject",
] as const;
export type HandlerName = (typeof HANDLER_NAMES)[number];

/** An HTTP request as Express presents it. */
export interface RequestView {
  method: string;
  url: string;
  headers: Record<string, string | string[]>;
  query: Record<string, unknown>;
  body: unknown;
  /** Only for hosts that keep the bytes: the platform documents none. */
  rawBody?: { base64: string; as: "string" | "buffer" };
}

/** The one argument of a handler. A handler that may answer an HTTP request gets a `response` besides. */
export interface HandlerArgument {
  endpoint: Record<string, unknown>;
  request?: RequestView;
  payload?: Record<string, unknown>;
  output?: unknown;
  processedOutput?: unknown;
  outputs?: unknown[];
  userId?: string;
  sessionId?: string;
}

export type ToContext =
  | { kind: "call"; handler: HandlerName; argument: HandlerArgument; withResponse: boolean }
  | { kind: "answer"; id: number; value?: unknown; failure?: { message: string; members: Record<string, unknown> } };

export const fromContextSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("log"), level: z.enum(["debug", "info", "error"]), message: z.string() }),
  z.object({ kind: z.literal("openStorage"), id: z.number() }),
  z.object({ kind: z.literal("http"), id: z.number(), options: z.unknown() }),
  z.object({
    kind: z.literal("respond"),
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    /** Without it the text of the status is the body. */
    body: z.string().optional(),
  }),
  /** Without a value the handler returned something falsy. */
  z.object({ kind: z.literal("returned"), value: z.unknown().optional() }),
  z.object({ kind: z.literal("thrown"), message: z.string() }),
]);
export type FromContext = z.output<typeof fromContextSchema>;

/** The functions that the prelude gets. None of them throws, and each returns a primitive value. */
export interface HostBridge {
  take(): string;
  send(message: string): void;
  uuid(): string;
  now(): number;
  readStorage(userId: string, sessionId: string, key: string): string | undefined;
  writeStorage(userId: string, sessionId: string, key: string, json: string | undefined): void;
  storageKeys(userId: string, sessionId: string): string;
  /** Objects of the host, which the prelude never hands on unwrapped. */
  buffer: object;
  crypto: object;
}

/** What the prelude gives back to the host. */
export interface PreludeExports {
  /** JSON: the constructors that the source called, in order. */
  describe(): string;
  /** Takes one message and works on it. */
  deliver(): void;
}

export const descriptionSchema = z.array(
  z.object({ kind: z.enum(["webhook", "socket", "rest"]), handlers: z.array(z.string()) }),
);
