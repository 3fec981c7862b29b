/** What becomes of a conversation when the agent is done with it. */
import { changeCategories, recategorizeThread } from "../../engage/recategorizeThread";
import type { Thread } from "../../engage/resources/threads";
import type { ReceiveRun } from "./receiveFields";

export async function endHandover(
  { config, connection, engage }: ReceiveRun,
  threadId: string,
  known?: Thread,
): Promise<string> {
  switch (config.afterHandover) {
    case "stayWithAgents":
      return "stayedWithAgents";
    case "closeThread":
      await engage.closeThread(threadId);
      return "closed";
    case "returnToBot": {
      const change = { remove: [connection.agentCategoryId()], add: [connection.botCategoryId()] };
      const { changed } = await recategorizeThread(engage, threadId, changeCategories(change), known);
      return changed ? "returnedToBot" : "wasWithBot";
    }
    default:
      return config.afterHandover satisfies never;
  }
}
