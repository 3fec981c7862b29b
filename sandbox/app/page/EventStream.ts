/** Server-Sent Events: every open page gets the whole state, at once and then whenever it changed, but not too often. */
import type { ServerResponse } from "node:http";

const INTERVAL_MS = 150;
/** Of the time, at most one part in five goes into telling. */
const REST_FACTOR = 4;
const HEARTBEAT_MS = 15_000;
/** Clocks on the page: how long somebody waits, the calls of the last minute. */
const TICK_MS = 1_000;
const RETRY_MS = 1_000;

export class EventStream {
  /** With how many conversations each wants to see. */
  private readonly pages = new Map<ServerResponse, number>();
  private timer: NodeJS.Timeout | undefined;
  private lastPush = 0;
  /** Telling has to rest until then. */
  private notBefore = 0;
  private readonly heartbeat = setInterval(() => this.write(() => ": alive\n\n"), HEARTBEAT_MS).unref();
  private readonly tick = setInterval(() => this.changed(), TICK_MS).unref();

  /** `render`: the state as JSON, with so many conversations. */
  constructor(private readonly render: (conversations: number) => string) {}

  open(response: ServerResponse, headers: Record<string, string>, conversations: number): void {
    response.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8" });
    response.write(`retry: ${RETRY_MS}\n\n${this.toEvent(conversations)}`);
    this.pages.set(response, conversations);
    response.on("close", () => this.pages.delete(response));
  }

  changed(): void {
    if (this.timer === undefined) {
      this.schedule(Math.max(this.notBefore, this.lastPush + INTERVAL_MS));
    }
  }

  /** For what somebody has just asked for: they are waiting to see it. */
  changedOnRequest(): void {
    clearTimeout(this.timer);
    // Where nobody is there to see it, nothing is scheduled instead.
    this.timer = undefined;
    this.schedule(this.notBefore);
  }

  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
    clearInterval(this.tick);
    for (const page of this.pages.keys()) {
      page.end();
    }
    this.pages.clear();
  }

  private schedule(at: number): void {
    if (this.pages.size > 0) {
      this.timer = setTimeout(() => this.push(), Math.max(0, at - performance.now())).unref();
    }
  }

  private push(): void {
    this.timer = undefined;
    const started = performance.now();
    const events = new Map<number, string>();
    this.write((conversations) => {
      const event = events.get(conversations) ?? this.toEvent(conversations);
      events.set(conversations, event);
      return event;
    });
    this.lastPush = performance.now();
    this.notBefore = this.lastPush + (this.lastPush - started) * REST_FACTOR;
  }

  private toEvent(conversations: number): string {
    return `event: state\ndata: ${this.render(conversations)}\n\n`;
  }

  private write(toText: (conversations: number) => string): void {
    for (const [page, conversations] of this.pages) {
      // A page that does not keep up gets the next state instead of all of them.
      if (!page.writableNeedDrain) {
        page.write(toText(conversations));
      }
    }
  }
}
