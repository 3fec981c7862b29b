/** What a script's player can do and see on the page: the same functions as the page's buttons. */
import type { SandboxView } from "../../app/view";
import type { ChatEntry } from "../customer/chatEntry";
import type { Upload } from "../customer/readUpload";
import type { PageChoices } from "../pageChoices";

export interface ScriptStage {
  view(): SandboxView | undefined;
  webchat(): { isOnline: boolean; sessionId: string; entries: readonly ChatEntry[] };
  choose(patch: Partial<PageChoices>): void;
  startWebchat(): void;
  say(text: string): void;
  sendFile(file: Upload): Promise<boolean>;
  addCustomer(): Promise<string | undefined>;
  writeAsCustomer(customerId: string, text: string, file?: Upload): Promise<boolean>;
  makeAvailable(agentId: string): Promise<unknown>;
  take(task: { taskId: string; threadId: string }, agentId: string): Promise<boolean>;
  answer(threadId: string, agentId: string, text: string, more?: { attachment: Upload }): Promise<boolean>;
  close(interventionId: string, agentId: string): Promise<boolean>;
}
