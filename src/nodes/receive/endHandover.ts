/** What becomes of a conversation when the agent is done with it. */
import { returnToBot } from "../shared/returnToBot";
import type { ReceiveRun } from "./receiveFields";

/** Reads the thread anew: the Flow that was told before may have changed its categories. */
export async function endHandover(node: ReceiveRun, threadId: string): Promise<string> {
  const { config, engage } = node;
  switch (config.afterHandover) {
    case "stayWithAgents":
      return "stayedWithAgents";
    case "closeThread":
      await engage.closeThread(threadId);
      return "closed";
    case "returnToBot":
      return (await returnToBot(node, threadId)).changed ? "returnedToBot" : "wasWithBot";
    default:
      return config.afterHandover satisfies never;
  }
}
