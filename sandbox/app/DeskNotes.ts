/**
 * The lines between a conversation's messages: who took it, who closed it, which categories it got. The node and Receive
 * Engage Events can both set the same ones.
 */
import type { DomainEvent, EngageDomain } from "../engage/startEngage";

export interface DeskNote {
  id: string;
  at: number;
  /** Place among the contents of the account: after the content of this number. */
  after: number;
  text: string;
  /** Its categories from now on, by names. */
  categories?: string[];
}

const MAX_PER_THREAD = 40;

export class DeskNotes {
  private readonly notes = new Map<string, DeskNote[]>();

  constructor(
    private readonly domain: EngageDomain,
    private readonly botCategoryId: string,
  ) {
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
    const categories = readCategories(event, this.domain);
    // A conversation of the bot is for nobody, so Engage has nobody to offer it to.
    if (event.type === "task.undelivered" && this.isWithBot(threadId)) {
      return;
    }
    const text = categories ? toCategoryNote(categories) : describe(event, this.domain);
    const before = this.of(threadId).filter((note) => note.categories);
    const isAsBefore = categories !== undefined && text === before.at(-1)?.text;
    if (text === undefined || threadId === "" || isAsBefore) {
      return;
    }
    const after = this.domain.threads.get(threadId)?.last_content_order ?? 0;
    const note: DeskNote = { id: event.id, at: event.at, after, text, ...(categories && { categories }) };
    const notes = [...this.of(threadId), note];
    this.notes.set(threadId, notes.slice(-MAX_PER_THREAD));
  }

  private isWithBot(threadId: string): boolean {
    return this.domain.threads.get(threadId)?.thread_category_ids.includes(this.botCategoryId) ?? false;
  }
}

function readCategories({ type, metadata }: DomainEvent, domain: EngageDomain): string[] | undefined {
  if (type !== "content_thread.recategorized") {
    return undefined;
  }
  const ids = Array.isArray(metadata.category_ids) ? metadata.category_ids : [];
  return ids.map((id) => domain.categories.get(String(id))?.name ?? "?");
}

function toCategoryNote(categories: readonly string[]): string {
  return `${categories.length > 1 ? "Categories" : "Category"}: ${categories.join(", ") || "none"}.`;
}

function describe(event: DomainEvent, domain: EngageDomain): string | undefined {
  const who = domain.users.get(event.userId ?? "")?.firstname;
  switch (event.type) {
    case "task.taken":
      return `${who ?? "An agent"} took the conversation.`;
    case "task.transferred":
      return `Transferred${toReceivers(event.resourceId, domain)}.`;
    case "task.undelivered":
      return "Nobody took it in time.";
    case "intervention.closed":
      return `Closed by ${who ?? "Engage"}.`;
    case "intervention.deferred":
      return `Deferred by ${who ?? "Engage"}.`;
    case "intervention.reactivated":
      return "The deferral is over.";
    default:
      return undefined;
  }
}

/** " to Cleo", or " to the team Returns": transferred to a team is transferred to all of its agents. */
function toReceivers(taskId: string, domain: EngageDomain): string {
  const agentIds = domain.tasks.get(taskId)?.agent_ids ?? [];
  const [first] = agentIds;
  if (first === undefined) {
    return "";
  }
  const team = [...domain.teams.values()].find(
    ({ user_ids }) => user_ids.length === agentIds.length && user_ids.every((id) => agentIds.includes(id)),
  );
  const names = agentIds.map((id) => domain.users.get(id)?.firstname ?? "an agent");
  return agentIds.length > 1 && team !== undefined ? ` to the team ${team.name}` : ` to ${names.join(", ")}`;
}
