/** One open Socket.IO connection, tied to a session of a socket Endpoint: `processInput` in; outputs, typing, pings out. */
import type { Socket } from "socket.io";
import * as z from "zod";
import type { Platform } from "../Platform";
import type { EndpointService } from "./EndpointService";
import type { Processing, SocketClient, SocketInput } from "./SocketClient";

/** Then a message counts as not delivered. */
const CONFIRMATION_TIMEOUT_MS = 2_000;

/** Invalid text or data counts as missing, as in requests over HTTP. */
const inputSchema = z.object({
  URLToken: z.string(),
  userId: z.string(),
  sessionId: z.string(),
  text: z.string().optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).optional().catch(undefined),
  channel: z.string().optional().catch(undefined),
  passthroughIP: z.string().optional().catch(undefined),
  resetFlow: z.boolean().optional().catch(undefined),
});

interface Session {
  userId: string;
  sessionId: string;
  /** The client confirms what it gets. */
  emitWithAck: boolean;
}

export class SocketLine {
  private readonly client: SocketClient;
  private readonly unconfirmed = new Set<() => void>();

  constructor(
    private readonly socket: Socket,
    private readonly endpoint: EndpointService,
    private readonly platform: Platform,
    private readonly session: Session,
  ) {
    this.client = endpoint.connect(session.userId, session.sessionId);
    this.client.onMessage = ({ raw }) => this.emit("output", raw);
    this.client.onProcessing = (state) => this.showProcessing(state);
    socket.on("processInput", (payload: unknown) => this.receive(payload));
    socket.on("disconnect", () => {
      this.client.disconnect();
      for (const settle of this.unconfirmed) {
        settle();
      }
    });
    socket.emit("endpoint-ready");
  }

  private receive(payload: unknown): void {
    const input = this.readInput(payload);
    if (typeof input === "string") {
      this.socket.emit("exception", { message: input });
    } else {
      this.client.send(input);
    }
  }

  private readInput(payload: unknown): SocketInput | string {
    const parsed = inputSchema.safeParse(payload);
    if (!parsed.success) {
      return "processInput needs URLToken, userId and sessionId.";
    }
    const { URLToken, userId, sessionId, ...input } = parsed.data;
    // Whether the platform takes others here is not documented; a socket that speaks for other sessions helps nobody.
    const isOwn =
      URLToken === this.endpoint.URLToken && userId === this.session.userId && sessionId === this.session.sessionId;
    if (!isOwn) {
      return "URLToken, userId and sessionId must be those that the socket was opened with.";
    }
    return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  }

  private showProcessing(state: Processing): void {
    // When the platform shows typing is not documented; while the Flow runs is when it helps.
    this.socket.emit("typingStatus", { status: state === "started" ? "typingOn" : "typingOff" });
    if (state === "started") {
      return;
    }
    if (state === "failed") {
      this.emit("output", { type: "error", data: { error: { message: "The Flow ended in an error." } } });
    }
    this.emit("finalPing", { type: "regular" });
  }

  private emit(name: string, payload: unknown): void {
    if (!this.session.emitWithAck) {
      return void this.socket.emit(name, payload);
    }
    const confirmation = new Promise<void>((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.unconfirmed.delete(settle);
        resolve();
      };
      const timer = setTimeout(() => {
        const message = `A client did not confirm an event "${name}".`;
        this.platform.log(this.endpoint.name, "platform", "warn", message);
        settle();
      }, CONFIRMATION_TIMEOUT_MS);
      this.unconfirmed.add(settle);
      this.socket.emit(name, payload, settle);
    });
    void this.platform.pending.track(confirmation);
  }
}
