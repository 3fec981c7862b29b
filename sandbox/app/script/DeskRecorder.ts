/** What customers and agents did in Engage, with times that are finer than those of its records: for scripts. */
import type { DomainEvent, EngageDomain } from "../../engage/startEngage";

type ActKind = "customerWrote" | "brandWrote" | "taken" | "closed";

export interface Act {
  kind: ActKind;
  at: number;
  threadId: string;
  /** Of a message. */
  contentId: string;
}

const KINDS: Readonly<Record<string, ActKind>> = {
  "content.imported": "customerWrote",
  "content.replied": "brandWrote",
  "task.taken": "taken",
  "intervention.closed": "closed",
};
const MAX_ACTS = 2_000;

export class DeskRecorder {
  private readonly acts: Act[] = [];

  constructor(domain: EngageDomain) {
    domain.on((event) => this.take(event));
  }

  of(threadIds: ReadonlySet<string>): Act[] {
    return this.acts.filter(({ threadId }) => threadIds.has(threadId));
  }

  clear(): void {
    this.acts.length = 0;
  }

  private take({ type, at, metadata, resourceId }: DomainEvent): void {
    const kind = KINDS[type];
    if (kind === undefined) {
      return;
    }
    this.acts.push({ kind, at, threadId: String(metadata.thread_id ?? ""), contentId: resourceId });
    this.acts.splice(0, Math.max(0, this.acts.length - MAX_ACTS));
  }
}
