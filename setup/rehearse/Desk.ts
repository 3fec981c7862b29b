/** The rehearsal's conversation as Engage has it. Reads what the rehearsal needs, and nothing of other conversations. */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { createInterventions } from "../../src/engage/resources/interventions";
import { createTasks } from "../../src/engage/resources/tasks";
import { createThreads, type Thread } from "../../src/engage/resources/threads";
import type { Rest } from "../../src/engage/rest";
import { flag, id, idList, listOf, optionalId, optionalText, pageOf } from "../../src/engage/schema";
import { isHandoverId } from "../../src/protocol/messageIds";

const contentSchema = z.object({
  id: id(),
  thread_id: optionalId(),
  source_id: optionalId(),
  author_id: optionalId(),
  creator_id: optionalId(),
  intervention_id: optionalId(),
  foreign_id: optionalText(),
  status: optionalText(),
  body: optionalText(),
  created_at: optionalText(),
  first_in_thread: flag(),
  synchronization_status: optionalText(),
  synchronization_error: optionalText(),
  private_message: flag(),
  /** Whether it's there at all is one of the open questions. */
  category_ids: z.optional(z.nullable(idList())),
  capabilities_supported: idList(),
  attachments: listOf(z.looseObject({ filename: optionalText(), url: optionalText() })),
});
export type DeskContent = z.output<typeof contentSchema>;

const PAGE = 30;
const MAX_TASK_PAGES = 1;
/** Engage's largest page. */
const MAX_OPEN = 150;

export interface DeskPlace {
  threadId: string;
  sourceId: string;
  /** The identity under which the customer writes. */
  customerId: string;
  /** When the rehearsal's first message came, by Engage's clock. */
  since?: string | null;
  /** The conversation began with the rehearsal, so nobody had it before. */
  isNew: boolean;
  /** It had the agents' category when it was found. */
  hadAgents: boolean;
}

export class Desk {
  private readonly threads;
  private readonly interventions;
  private readonly tasks;
  place: DeskPlace | undefined;
  /** Oldest first, as they were read last. */
  contents: readonly DeskContent[] = [];
  private readonly taken = new Set<string>();

  constructor(
    readonly rest: Rest,
    readonly categories: { bot: string; agent: string },
  ) {
    this.threads = createThreads(rest);
    this.interventions = createInterventions(rest);
    this.tasks = createTasks(rest);
  }

  /** The newest messages of some sources: where a message of ours is looked for. */
  async readNewest(sourceIds: readonly string[]): Promise<DeskContent[]> {
    const q = [...sourceIds.map((one) => `source:"${one}"`), "order:created_at.desc"].join(" ");
    return this.readPage(q);
  }

  async readThread(): Promise<Thread> {
    return this.threads.getThread(this.needPlace().threadId);
  }

  async readContents(): Promise<readonly DeskContent[]> {
    const { threadId } = this.needPlace();
    const found = await this.readPage(`thread:"${threadId}" order:created_at.desc`);
    // Engage may ignore a keyword, and then gives others' messages.
    this.contents = found.filter(({ thread_id }) => thread_id === threadId).reverse();
    return this.contents;
  }

  async readInterventions() {
    return this.interventions.listThreadInterventions(this.needPlace().threadId);
  }

  /** The open ones of a user, of all conversations, by id; nothing where Engage doesn't show them all. */
  async listOpenOf(userId: string): Promise<ReadonlySet<string> | undefined> {
    const page = await this.rest({
      method: "GET",
      path: ["interventions"],
      query: { status: "opened", user_id: userId, limit: MAX_OPEN },
      schema: pageOf(z.object({ id: id() })),
    });
    const isAll = page.records.length < MAX_OPEN && page.count <= page.records.length;
    return isAll ? new Set(page.records.map((one) => one.id)) : undefined;
  }

  /** Where the conversation's task is; nothing if the token may not see tasks. */
  async findTask(): Promise<{ queue: "global" | "workbins" | "undelivered"; taskId: string } | "none" | undefined> {
    const { threadId } = this.needPlace();
    try {
      for (const queue of ["global", "undelivered", "workbins"] as const) {
        const { records } = await this.tasks.listTasks(queue, { maxPages: MAX_TASK_PAGES });
        const task = records.find(({ thread_id }) => thread_id === threadId);
        if (task !== undefined) {
          return { queue, taskId: task.id };
        }
      }
      return "none";
    } catch (error) {
      if (error instanceof EngageError && (error.code === "forbidden" || error.code === "not_found")) {
        return undefined;
      }
      throw error;
    }
  }

  /** By the id that the Handover node gave the thread; the keyword of the search is one of the open questions. */
  findByForeignId(foreignId: string, sourceId: string, keyword: "foreign" | "foreign_id") {
    return this.threads.findThreadByForeignId(foreignId, sourceId, keyword);
  }

  /** Whether the search gives conversations for an id that none has. */
  async isIgnored(keyword: "foreign" | "foreign_id", sourceId: string): Promise<boolean> {
    const page = await this.rest({
      method: "GET",
      path: ["content_threads"],
      query: { q: `${keyword}:"rehearsal-of-nobody" source:"${sourceId}"`, limit: 1 },
      schema: pageOf(z.object({ id: id() })),
    });
    return page.records.length > 0;
  }

  /** Where the search knows no keyword for it: among the source's newest. */
  async findAmongNewest(foreignId: string, sourceId: string): Promise<{ id: string } | undefined> {
    const page = await this.rest({
      method: "GET",
      path: ["content_threads"],
      query: { q: `source:"${sourceId}" order:last_content_at.desc`, limit: PAGE },
      schema: pageOf(z.object({ id: id(), foreign_id: optionalText() })),
    });
    return page.records.find((thread) => thread.foreign_id === foreignId);
  }

  /** By which the Handover node began. */
  get opening(): DeskContent | undefined {
    return this.contents.filter(({ foreign_id }) => isHandoverId(foreign_id)).at(-1);
  }

  isCustomers({ author_id, status }: DeskContent): boolean {
    return author_id === this.place?.customerId && status !== "user_reply" && status !== "user_initiated";
  }

  get lastOfCustomer(): DeskContent | undefined {
    return this.contents.filter((content) => this.isCustomers(content)).at(-1);
  }

  /** Each message counts once. */
  takeFromCustomer(isWanted: (content: DeskContent) => boolean): DeskContent | undefined {
    const found = this.contents.find(
      (content) => this.isCustomers(content) && !this.taken.has(content.id) && isWanted(content),
    );
    if (found !== undefined) {
      this.taken.add(found.id);
    }
    return found;
  }

  /** What the customer has written so far is known, and no longer expected. */
  takeAll(): void {
    for (const { id: contentId } of this.contents) {
      this.taken.add(contentId);
    }
  }

  setCategories(categoryIds: readonly string[]) {
    return this.threads.categorizeThread(this.needPlace().threadId, categoryIds);
  }

  needPlace(): DeskPlace {
    if (this.place === undefined) {
      throw new Error("The conversation is not known yet.");
    }
    return this.place;
  }

  private async readPage(q: string): Promise<DeskContent[]> {
    const page = await this.rest({
      method: "GET",
      path: ["contents"],
      query: { q, limit: PAGE },
      schema: pageOf(contentSchema),
    });
    return page.records;
  }
}
