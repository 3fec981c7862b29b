/** Both platforms with other readings: nothing of the conversations is left, here either. */
import { leaveWebchat, restartWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";

/** Whether it could be done. */
export async function startAnew(readings: Readonly<Record<string, string>>): Promise<boolean> {
  leaveWebchat();
  const answer = await sendCommand({ type: "setReadings", readings });
  choose({ customerId: undefined, threadId: undefined, detail: undefined, executionId: undefined });
  restartWebchat();
  return answer !== undefined;
}
