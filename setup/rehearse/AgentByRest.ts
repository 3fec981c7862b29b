/** The token's user as the agent: takes, answers and closes through Engage's API. */
import * as z from "zod/mini";
import { EngageError } from "../../src/core/errors";
import { createAttachments } from "../../src/engage/resources/attachments";
import { createInterventions } from "../../src/engage/resources/interventions";
import { flag, id } from "../../src/engage/schema";
import type { Agent } from "./Agent";
import type { PlayedFile } from "./Customer";
import type { Desk, DeskContent } from "./Desk";
import { failHop } from "./Hop";
import type { Observations } from "./Observations";
import type { Ownership } from "./Ownership";

const openedSchema = z.looseObject({ id: id(), closed: flag() });
const writtenSchema = z.looseObject({ id: id() });

interface Written {
  body?: string;
  attachmentIds?: readonly string[];
  structured?: Readonly<Record<string, unknown>>;
}

export class AgentByRest implements Agent {
  interventionId: string | undefined;
  private readonly ownIds = new Set<string>();
  private readonly interventions;
  private readonly attachments;

  constructor(
    private readonly desk: Desk,
    private readonly observations: Observations,
    /** The token's user; unknown where Engage doesn't say. */
    private readonly userId: string | undefined,
    private readonly ownership: Ownership,
  ) {
    this.interventions = createInterventions(desk.rest);
    this.attachments = createAttachments(desk.rest);
  }

  get openedId(): string | undefined {
    return this.interventionId;
  }

  wrote(contentId: string): boolean {
    return this.ownIds.has(contentId);
  }

  async takes(): Promise<string> {
    const content = await this.needLastOfCustomer();
    try {
      const opened = await this.desk.rest({
        method: "POST",
        path: ["interventions"],
        form: { content_id: content.id },
        schema: openedSchema,
      });
      this.interventionId = opened.id;
      for (const name of ["custom_fields", "custom_field_values"]) {
        if (name in opened) {
          this.observations.note("interventionFields", [name], `an intervention has the member \`${name}\``);
        }
      }
      return `intervention ${opened.id} opened`;
    } catch (error) {
      // One is open already: on channels of Engage the bot has its own, which is the token's user's, too. Or the answer
      // was lost, and what was opened must be closed. A real agent's is neither.
      const open = mayBeOpen(error) ? (await this.desk.readInterventions()).filter(({ closed }) => !closed) : [];
      const own = open.find((one) => this.ownership.isAnswerable(one));
      if (own !== undefined) {
        this.interventionId = own.id;
        return `intervention ${own.id} was open`;
      }
      const [other] = open;
      throw other === undefined
        ? explain(error, "open an intervention", "`reply` on the source")
        : failHop(
            `Intervention ${other.id} is open, and may be a real agent's.`,
            this.desk.needPlace().isNew
              ? "Ask your agents to leave rehearsals alone, or let one of them play the agent with --manual."
              : "Close it in Engage if nobody needs it, or let somebody write who has no conversation with agents.",
          );
    }
  }

  says(text: string): Promise<string> {
    return this.write({ body: text });
  }

  async sendsFile({ name, contentType, bytes }: PlayedFile): Promise<string> {
    const { id: attachmentId } = await this.attachments
      .uploadAttachment({ filename: name, contentType, bytes })
      .catch((error: unknown) => {
        throw explain(error, "upload a file", "`reply` on the source");
      });
    return this.write({ body: name, attachmentIds: [attachmentId] });
  }

  sendsStructured(content: Readonly<Record<string, unknown>>): Promise<string> {
    const title = typeof content.title === "string" ? content.title : String(content.type);
    return this.write({ body: title, structured: content });
  }

  async notes(text: string): Promise<string> {
    const interventionId = this.needTaken();
    const { id: noteId } = await this.interventions
      .commentIntervention(interventionId, text, this.userId)
      .catch((error: unknown) => {
        throw explain(error, "write a note", "`read` on the source");
      });
    return `note ${noteId} written`;
  }

  async closes(): Promise<string> {
    const interventionId = this.needTaken();
    await this.interventions.closeIntervention(interventionId).catch((error: unknown) => {
      throw explain(error, "close the intervention", "`update_intervention`");
    });
    return `intervention ${interventionId} closed`;
  }

  private needTaken(): string {
    if (this.interventionId === undefined) {
      throw failHop("The agent hasn't taken the conversation.", "Put `agent takes` before this step of the script.");
    }
    return this.interventionId;
  }

  private async write({ body, attachmentIds, structured }: Written): Promise<string> {
    // In an older conversation an answer could get into a real agent's intervention.
    if (this.interventionId === undefined && !this.desk.needPlace().isNew) {
      await this.takes();
    }
    const target = await this.needLastOfCustomer();
    const { id: contentId } = await this.desk
      .rest({
        method: "POST",
        path: ["contents"],
        json: {
          in_reply_to_id: target.id,
          ...(body !== undefined && { body }),
          // As the message that is answered: messaging sources are private.
          ...(target.private_message && { private: true }),
          ...(attachmentIds && { attachment_ids: attachmentIds }),
          ...(structured && { structured_content: structured }),
        },
        schema: writtenSchema,
      })
      .catch((error: unknown) => {
        throw explain(error, "answer", "`reply` on the source, and an identity on it that is a Controlled identity");
      });
    this.ownIds.add(contentId);
    return `message ${contentId} accepted by Engage`;
  }

  private async needLastOfCustomer(): Promise<DeskContent> {
    if (this.desk.lastOfCustomer === undefined) {
      await this.desk.readContents();
    }
    const content = this.desk.lastOfCustomer;
    if (content === undefined) {
      throw failHop("Engage shows no message of the customer to answer.", "Look at the conversation in Engage.");
    }
    return content;
  }
}

function mayBeOpen(error: unknown): boolean {
  return isRefusal(error) || (error instanceof EngageError && error.retryable);
}

function isRefusal(error: unknown): boolean {
  return error instanceof EngageError && ["invalid_request", "forbidden", "conflict"].includes(error.code);
}

/** Engage's own words may name people or messages: the status says enough. */
function explain(error: unknown, what: string, right: string): unknown {
  return isRefusal(error) && error instanceof EngageError
    ? failHop(
        `Engage doesn't let the token's user ${what} (${error.httpStatus ?? error.code}${error.engageError ? `, ${error.engageError}` : ""}).`,
        `Give this user ${right}, or let a person play the agent with --manual.`,
      )
    : error;
}
