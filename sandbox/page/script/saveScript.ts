/** Saves a conversation as a file that can be replayed. */
import { sendCommand } from "../sendCommand";
import { showToast } from "../toasts";

export type Conversation = { sessionId: string } | { customerId: string };

export async function saveScript(of: Conversation): Promise<void> {
  const script = (await sendCommand({ type: "saveScript", of }))?.script;
  if (typeof script !== "string") {
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([script], { type: "application/yaml" }));
  link.download = "sandbox-script.yaml";
  link.click();
  URL.revokeObjectURL(link.href);
  showToast(`Saved as ${link.download}. Replay it with "Replay a script".`, "done");
}
