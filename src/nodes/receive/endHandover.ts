/** What becomes of a conversation when the agent is done with it. */
import { closeThread } from "../../engage/closeThread";
import { returnToBot } from "../shared/returnToBot";
import type { ReceiveRun } from "./receiveFields";

/** Reads the thread anew: the Flow that was told before may have changed its categories. */
export async function endHandover(node: ReceiveRun, threadId: string): Promise<string> {
  const { api, config, engage } = node;
  switch (config.afterHandover) {
    case "stayWithAgents":
      return "stayedWithAgents";
    case "closeThread": {
      // First: where the conversation stays open, its next message belongs to it.
      await returnToBot(node, threadId);
      const refusal = await closeThread(engage, threadId);
      if (refusal) {
        api.log("warn", `RingCentral Engage receiveEngageEvents: ${refusal.code}: ${refusal.message}`);
      }
      return refusal ? "notClosable" : "closed";
    }
    case "returnToBot":
      return (await returnToBot(node, threadId)).changed ? "returnedToBot" : "wasWithBot";
    default:
      return config.afterHandover satisfies never;
  }
}
