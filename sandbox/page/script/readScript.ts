/** A script from a file that a person picked; what is wrong with it appears as a notice. */
import type { Script } from "../../../scripts/rehearsal/Script";
import { sendCommand } from "../sendCommand";

export async function readScript(file: File): Promise<Script | undefined> {
  const answer = await sendCommand({ type: "readScript", text: await file.text() });
  if (typeof answer?.script !== "string") {
    return undefined;
  }
  // From the page's own server, which is of the same version and has checked it.
  const script: Script = JSON.parse(answer.script);
  return script;
}
