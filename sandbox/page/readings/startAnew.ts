/** Both platforms with other readings: nothing of the conversations is left, here either. */
import { leaveWebchat, restartWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";

export async function startAnew(readings: Readonly<Record<string, string>>): Promise<void> {
  leaveWebchat();
  await sendCommand({ type: "setReadings", readings });
  choose({ customerId: undefined, threadId: undefined, detail: undefined, executionId: undefined });
  restartWebchat();
}
