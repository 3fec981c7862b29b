/** An Endpoint of the stand-in, as tests and the sandbox's page see it. */
import type { SocketClient } from "./SocketClient";

export interface SentOutput {
  userId: string;
  sessionId: string;
  text: string | null;
  data: unknown;
  /** The message of the channel: what the output transformer returned, or what the Endpoint made of the output. */
  raw: unknown;
  source: "flow" | "notify";
  /** False while a webhook has not taken it, or when no socket of the session is open. */
  delivered: boolean;
}

export interface Endpoint {
  readonly name: string;
  readonly URLToken: string;
  readonly url: string;
  readonly notifyUrl: string;
  readonly injectUrl: string;
  /** The session storage of the transformer. */
  readonly storage: {
    wipe(userId?: string, sessionId?: string): void;
    read(userId: string, sessionId: string): Record<string, unknown>;
    /** As another version of the transformer has left it. */
    writeKey(userId: string, sessionId: string, key: string, json: string | undefined): void;
  };
  /** Sessions with an input that was executed: what Cognigy counts. */
  readonly conversations: number;
  /** Only those whose session id fits. */
  countConversations(fits: (sessionId: string) => boolean): number;
  /** What left to the customer, in that order. */
  readonly sent: readonly SentOutput[];
  readonly transformerErrors: readonly string[];
  /** Later inputs run through the new Flow. Refuses one that cannot work; then the old one stays. */
  replaceFlow(flow: unknown): void;
  /** Only of socket Endpoints. Sends `user-connected`. */
  connect(userId: string, sessionId: string): SocketClient;
}
