/** Deletes all conversations, here and on both platforms; faults end, and the clock is the computer's again. */
import { restartWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";

/** Whether it could be done. */
export async function resetEverything(): Promise<boolean> {
  if ((await sendCommand({ type: "resetSandbox" })) === undefined) {
    return false;
  }
  choose({ customerId: undefined, threadId: undefined, detail: undefined, executionId: undefined });
  restartWebchat();
  return true;
}
