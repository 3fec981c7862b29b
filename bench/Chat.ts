/** One conversation: what is written on either side, and what has arrived on the other. */
import type { EngageStandIn } from "../sandbox/engage/startEngage";

/** The customer's end of a channel. */
export interface Line {
  send(text: string): void;
  close(): void;
}

type Side = "customer" | "agent";

const PATIENCE_MS = 30_000;
const AT_DESK = "at the desk";

export class Chat {
  readonly heard: Record<Side, string[]> = { customer: [], agent: [] };
  threadId: string | undefined;
  line: Line | undefined;
  private isAtDesk = false;
  private readonly waiting = new Map<string, () => void>();

  constructor(
    readonly route: "channel" | "bridge",
    readonly name: string,
    private readonly engage: EngageStandIn,
  ) {}

  /** Also the identity's id on its source. */
  get userId(): string {
    return `user-${this.name}`;
  }

  hear(side: Side, text: string): void {
    this.heard[side].push(text);
    this.waiting.get(`${side} ${text}`)?.();
  }

  /** Milliseconds from the act to the text's arrival. */
  timeUntil(side: Side, text: string, act: () => void): Promise<number> {
    return this.wait(`${side} ${text}`, `"${text}"`, act);
  }

  private wait(key: string, what: string, act: () => void): Promise<number> {
    return new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const timer = setTimeout(() => reject(new Error(`${what} did not arrive (${key}, ${this.name})`)), PATIENCE_MS);
      this.waiting.set(key, () => {
        clearTimeout(timer);
        this.waiting.delete(key);
        resolve(performance.now() - startedAt);
      });
      act();
    });
  }

  reachDesk(): void {
    this.isAtDesk = true;
    this.waiting.get(AT_DESK)?.();
  }

  /** Until agents have it: on `bridge` the customer reads of the handover before Engage has imported its message. */
  async untilAtDesk(): Promise<void> {
    if (!this.isAtDesk) {
      await this.wait(AT_DESK, "The conversation", () => {});
    }
  }

  write(text: string): void {
    this.line?.send(text);
  }

  /** Takes the conversation out of the queue first: Engage tells all who wait in it about every move. */
  agentAnswers(text: string): void {
    const { domain, seed } = this.engage;
    for (const { id, thread_id, queue } of [...domain.tasks.values()]) {
      if (thread_id === this.threadId && queue === "global") {
        domain.agentTakes(id, seed.agents.ana.id);
      }
    }
    domain.agentReplies(this.threadId ?? "", seed.agents.ana.id, text);
  }

  agentCloses(): void {
    const { domain, seed } = this.engage;
    for (const { id, thread_id, closed } of [...domain.interventions.values()]) {
      if (thread_id === this.threadId && !closed) {
        domain.agentCloses(id, seed.agents.ana.id);
      }
    }
  }
}
