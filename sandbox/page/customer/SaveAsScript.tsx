/** Saves the conversation that is shown, so that the assistant can play it again. */
import { sendCommand } from "../sendCommand";

type Conversation = { sessionId: string } | { customerId: string };

export function SaveAsScript({ of }: { of: Conversation }) {
  return (
    <button
      type="button"
      class="button is-quiet"
      data-testid="save-script"
      data-explain="Saves this conversation as a file. npm run setup -- rehearse --script plays it again, also on your accounts."
      onClick={() => void save(of)}
    >
      Save as script
    </button>
  );
}

async function save(of: Conversation): Promise<void> {
  const script = (await sendCommand({ type: "saveScript", of }))?.script;
  if (typeof script !== "string") {
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([script], { type: "application/yaml" }));
  link.download = "sandbox-script.yaml";
  link.click();
  URL.revokeObjectURL(link.href);
}
