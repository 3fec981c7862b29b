/** Who is typing on "Engage Messaging"; whoever says no more has stopped. */

const STALE_MS = 6_000;

interface Entry {
  text: string;
  timer: NodeJS.Timeout;
}

export class Typing {
  /** By customer id. */
  private readonly customers = new Map<string, Entry>();
  /** By thread id. */
  private readonly agents = new Map<string, Entry>();

  constructor(private readonly changed: () => void) {}

  customerTypes(customerId: string, text: string): void {
    this.set(this.customers, customerId, text);
  }

  agentTypes(threadId: string, isTyping: boolean): void {
    this.set(this.agents, threadId, isTyping ? "…" : "");
  }

  textOf(customerId: string): string | undefined {
    return this.customers.get(customerId)?.text;
  }

  get threadsWithAgent(): ReadonlySet<string> {
    return new Set(this.agents.keys());
  }

  clear(): void {
    for (const entries of [this.customers, this.agents]) {
      for (const { timer } of entries.values()) {
        clearTimeout(timer);
      }
      entries.clear();
    }
  }

  private set(entries: Map<string, Entry>, key: string, text: string): void {
    clearTimeout(entries.get(key)?.timer);
    entries.delete(key);
    if (text !== "") {
      const timer = setTimeout(() => this.set(entries, key, ""), STALE_MS);
      timer.unref();
      entries.set(key, { text, timer });
    }
    this.changed();
  }
}
