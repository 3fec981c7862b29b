/** Both platforms with other readings: nothing of the conversations is left, here either. */
import { restartWebchat } from "../customer/webchat";
import { choose } from "../pageChoices";
import { sendCommand } from "../sendCommand";

export async function startAnew(readings: Readonly<Record<string, string>>): Promise<void> {
  if ((await sendCommand({ type: "setReadings", readings })) === undefined) {
    return;
  }
  choose({ customerId: undefined, threadId: undefined, detail: undefined, executionId: undefined });
  restartWebchat();
}
