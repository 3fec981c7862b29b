/** Whoever plays the agent. Each deed gives its evidence. */
import type { PlayedFile } from "./Customer";

export interface Agent {
  takes(): Promise<string>;
  says(text: string): Promise<string>;
  sendsFile(file: PlayedFile): Promise<string>;
  sendsStructured(content: Readonly<Record<string, unknown>>): Promise<string>;
  notes(text: string): Promise<string>;
  closes(): Promise<string>;
  /** What the agent took. */
  readonly interventionId: string | undefined;
  /** The same, where no other agent had it before: it must not stay open. */
  readonly openedId: string | undefined;
  /** Whether a message at the desk is the agent's, and not the bot's. */
  wrote(contentId: string, creatorId: string | null): boolean;
}
