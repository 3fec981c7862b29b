/** What becomes of a conversation when the agent is done with it. */
import { changeCategories, recategorizeThread } from "../../engage/recategorizeThread";
import type { ReceiveRun } from "./receiveFields";

/** Reads the thread anew: the Flow that was told before may have changed its categories. */
export async function endHandover({ config, connection, engage }: ReceiveRun, threadId: string): Promise<string> {
  switch (config.afterHandover) {
    case "stayWithAgents":
      return "stayedWithAgents";
    case "closeThread":
      await engage.closeThread(threadId);
      return "closed";
    case "returnToBot": {
      const change = { remove: [connection.agentCategoryId()], add: [connection.botCategoryId()] };
      const { changed } = await recategorizeThread(engage, threadId, changeCategories(change));
      return changed ? "returnedToBot" : "wasWithBot";
    }
    default:
      return config.afterHandover satisfies never;
  }
}
