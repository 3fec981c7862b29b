/** A customer on a channel of Engage. No API writes there, so somebody does: a person, or the script of a stand-in. */
import type { Agent } from "./Agent";
import type { CallLimit } from "./CallLimit";
import type { Customer, PlayedFile } from "./Customer";
import type { Desk, DeskContent } from "./Desk";
import { failHop } from "./Hop";
import { Heard } from "./Line";
import type { Observations } from "./Observations";
import type { Pace } from "./Pace";
import type { RehearsalClock } from "./RehearsalClock";
import type { Writer } from "./Writer";
import { waitFor } from "./waitFor";

export interface ChannelSurroundings {
  desk: Desk;
  agent: Agent;
  writer: Writer;
  sourceIds: readonly string[];
  /** Marks the conversation: the first message contains it. */
  code: string;
  botCategoryId: string;
  observations: Observations;
  signal: AbortSignal;
  clock: RehearsalClock;
  pace: Pace;
  limit: CallLimit;
}

export class ChannelCustomer implements Customer {
  readonly heard = new Heard();
  readonly calls = { toSay: 1, toListen: 1 };
  readonly pace;
  private readonly known = new Set<string>();

  constructor(private readonly around: ChannelSurroundings) {
    this.pace = around.pace;
  }

  says(text: string): Promise<string> {
    return this.write(text, undefined, (content) => (content.body ?? "").trim() !== "");
  }

  sendsFile(file: PlayedFile): Promise<string> {
    return this.write("", file, ({ attachments }) => attachments.length > 0);
  }

  async listen(): Promise<void> {
    const { desk, agent } = this.around;
    if (desk.place === undefined) {
      return;
    }
    const contents = await desk.readContents();
    this.noteBeginning(contents);
    for (const content of contents) {
      // What is on its way counts when it has arrived. What was said before the rehearsal is no answer.
      if (this.isEarlier(content) || this.known.has(content.id) || desk.isCustomers(content) || !hasArrived(content)) {
        continue;
      }
      this.known.add(content.id);
      const from = agent.wrote(content.id, content.creator_id) ? "agent" : "bot";
      if (from === "bot" && content.intervention_id === null) {
        this.around.observations.note(
          "replyNeedsIntervention",
          ["accepted"],
          `Engage sent a message of the bot outside of any intervention (${content.id})`,
        );
      }
      const files = content.attachments.map(({ filename, url }) => `${filename ?? ""} ${url ?? ""}`);
      this.heard.add({ from, text: content.body ?? "", files, atMs: Date.now() });
    }
  }

  close(): void {}

  /** Only a conversation in which the mark was written is touched. */
  async findConversation(): Promise<void> {
    const { desk, sourceIds, observations, botCategoryId } = this.around;
    // A person may write the first words twice: the bot's doing began with the first of them.
    const found = (await desk.readNewest(sourceIds)).filter((content) => this.isMarked(content)).at(-1);
    if (found?.thread_id == null || found.source_id === null || found.author_id === null) {
      return;
    }
    desk.place = {
      threadId: found.thread_id,
      sourceId: found.source_id,
      customerId: found.author_id,
      since: found.created_at,
      isNew: found.first_in_thread,
      hadAgents: true,
    };
    const { thread_category_ids } = await desk.readThread();
    desk.place.hadAgents = thread_category_ids.includes(desk.categories.agent);
    observations.note(
      "privateFlag",
      [found.private_message ? "true" : "false"],
      `message ${found.id} is ${found.private_message ? "" : "not "}private`,
    );
    const categories = found.category_ids;
    if (categories == null || categories.length === 0 || categories.includes(botCategoryId)) {
      const reading = categories == null ? "missing" : categories.length === 0 ? "none" : "Bot";
      observations.note(
        "importedCategories",
        [reading],
        `categories of message ${found.id}: ${categories?.length ?? "none"}`,
      );
    }
  }

  private isMarked({ body, status }: DeskContent): boolean {
    return (body ?? "").includes(this.around.code) && status !== "user_reply" && status !== "user_initiated";
  }

  private isEarlier({ created_at }: DeskContent): boolean {
    return Date.parse(created_at ?? "") < Date.parse(this.around.desk.place?.since ?? "");
  }

  /** The search may have shown a later message first. */
  private noteBeginning(contents: readonly DeskContent[]): void {
    const { place } = this.around.desk;
    const first = contents.find((content) => this.isMarked(content));
    if (place !== undefined && first !== undefined && this.isEarlier(first)) {
      place.since = first.created_at;
      place.isNew = first.first_in_thread;
    }
  }

  private async write(
    text: string,
    file: PlayedFile | undefined,
    isWanted: (content: DeskContent) => boolean,
  ): Promise<string> {
    const { writer, signal, clock, desk, pace, limit } = this.around;
    this.heard.mark();
    const beganMs = clock.now();
    await writer.write(text, file);
    const found = await waitFor(() => this.findNew(isWanted), {
      ...writer.patience,
      signal,
      clock,
      firstMs: pace.firstMs,
      // The first message is looked for among others, and then in its conversation.
      looks: limit.looks(1),
    });
    if (found === undefined) {
      throw failHop(
        desk.place === undefined
          ? "Engage has no new message with the mark of this rehearsal."
          : "Nothing new of the customer arrived in the conversation.",
        "Write exactly what is asked for, on a channel of ENGAGE_SOURCE_IDS; then run the rehearsal again.",
      );
    }
    return `message ${found.id} in Engage after ${((clock.now() - beganMs) / 1000).toFixed(1)} s`;
  }

  private async findNew(isWanted: (content: DeskContent) => boolean): Promise<DeskContent | undefined> {
    const { desk } = this.around;
    if (desk.place === undefined) {
      await this.findConversation();
      if (desk.place === undefined) {
        return undefined;
      }
    }
    await this.listen();
    const found = desk.contents
      .filter((content) => desk.isCustomers(content) && !this.known.has(content.id) && isWanted(content))
      .at(-1);
    if (found !== undefined) {
      for (const content of desk.contents.filter((one) => desk.isCustomers(one))) {
        this.known.add(content.id);
      }
    }
    return found;
  }
}

const LOST = ["export_failure", "export_aborted"];

function hasArrived({ synchronization_status: status }: DeskContent): boolean {
  return status !== "export_pending" && !LOST.includes(status ?? "");
}
