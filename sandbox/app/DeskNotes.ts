/** What happened to a conversation besides messages, as lines between them: who took it, who closed it, where it is filed. */
import type { DomainEvent, EngageDomain } from "../engage/startEngage";

export interface DeskNote {
  id: string;
  at: number;
  /** Place among the contents of the account: after the content of this number. */
  after: number;
  text: string;
}

const MAX_PER_THREAD = 40;

export class DeskNotes {
  private readonly notes = new Map<string, DeskNote[]>();

  constructor(private readonly domain: EngageDomain) {
    domain.on((event) => this.take(event));
  }

  of(threadId: string): readonly DeskNote[] {
    return this.notes.get(threadId) ?? [];
  }

  forget(threadId: string): void {
    this.notes.delete(threadId);
  }

  clear(): void {
    this.notes.clear();
  }

  private take(event: DomainEvent): void {
    const threadId = String(event.metadata.thread_id ?? "");
    const text = describe(event, this.domain);
    if (text === undefined || threadId === "") {
      return;
    }
    const after = this.domain.threads.get(threadId)?.last_content_order ?? 0;
    const notes = [...this.of(threadId), { id: event.id, at: event.at, after, text }];
    this.notes.set(threadId, notes.slice(-MAX_PER_THREAD));
  }
}

function describe(event: DomainEvent, domain: EngageDomain): string | undefined {
  const who = domain.users.get(event.userId ?? "")?.firstname;
  switch (event.type) {
    case "task.taken":
      return `${who ?? "An agent"} took the conversation.`;
    case "task.transferred":
      return "Transferred.";
    case "intervention.closed":
      return `Closed by ${who ?? "Engage"}.`;
    case "intervention.deferred":
      return `Deferred by ${who ?? "Engage"}.`;
    case "intervention.reactivated":
      return "The deferral is over.";
    case "content_thread.recategorized": {
      const ids = Array.isArray(event.metadata.category_ids) ? event.metadata.category_ids : [];
      const names = ids.map((id) => domain.categories.get(String(id))?.name ?? "?");
      return `Filed under ${names.join(", ")}.`;
    }
    default:
      return undefined;
  }
}
