/** A customer's end of a socket Endpoint, in memory. */

export interface SocketMessage {
  text: string | null;
  data: unknown;
  /** The server event: `{ type: "output", data: { text, data, ... } }`, or what the output transformer made of it. */
  raw: unknown;
}

export interface SocketInput {
  text?: string;
  data?: Record<string, unknown>;
  /** Default: the type of the Endpoint. */
  channel?: string;
  passthroughIP?: string;
  resetFlow?: boolean;
}

/** How the Flow of an input of this session stands. */
export type Processing = "started" | "ended" | "failed";

export interface SocketHost {
  input(payload: SocketPayload): void;
  close(client: SocketClient): void;
}

/** The client event `processInput`. */
export interface SocketPayload extends SocketInput {
  userId: string;
  sessionId: string;
  URLToken: string;
  channel: string;
}

export class SocketClient {
  readonly received: SocketMessage[] = [];
  onMessage: ((message: SocketMessage) => void) | undefined;
  onProcessing: ((state: Processing) => void) | undefined;
  private open = true;

  constructor(
    readonly userId: string,
    readonly sessionId: string,
    private readonly address: { URLToken: string; channel: string },
    private readonly host: SocketHost,
  ) {}

  send(input: SocketInput): void {
    if (!this.open) {
      throw new Error("The socket is closed.");
    }
    const { userId, sessionId, address } = this;
    this.host.input({ ...address, userId, sessionId, ...input });
  }

  disconnect(): void {
    if (!this.open) {
      return;
    }
    this.open = false;
    this.host.close(this);
  }

  receive(message: SocketMessage): void {
    this.received.push(message);
    this.onMessage?.(message);
  }
}
