/** What the tour can do and see: the same functions as the page's buttons. */
import type { FaultSettings, SandboxView } from "../../app/view";
import type { ChatEntry } from "../customer/chatEntry";
import type { PageChoices } from "../pageChoices";

export interface TourStage {
  view(): SandboxView | undefined;
  webchat(): { isOnline: boolean; entries: readonly ChatEntry[] };
  choose(patch: Partial<PageChoices>): void;
  startWebchat(): void;
  say(text: string): void;
  addCustomer(): Promise<string | undefined>;
  writeAsCustomer(customerId: string, text: string): Promise<unknown>;
  makeAvailable(agentId: string): Promise<unknown>;
  take(task: { taskId: string; threadId: string }, agentId: string): Promise<unknown>;
  answer(threadId: string, agentId: string, text: string): Promise<unknown>;
  close(interventionId: string, agentId: string): Promise<unknown>;
  setFaults(change: Partial<FaultSettings>): Promise<unknown>;
  resetFaults(): Promise<unknown>;
}
