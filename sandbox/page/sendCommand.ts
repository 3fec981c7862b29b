/** Asks the sandbox to do something; a refusal is told to the person in the platform's own words. */
import type { Command, CommandRefusal } from "../app/commands";
import { showToast } from "./toasts";

/** What was answered, or `undefined` when it was refused. */
export async function sendCommand(command: Command): Promise<Record<string, unknown> | undefined> {
  try {
    const response = await fetch("/api/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(command),
    });
    if (response.ok) {
      return await response.json();
    }
    const refusal: Partial<CommandRefusal> = await response.json();
    showToast(refusal.error?.message ?? `The sandbox answered ${response.status}.`);
  } catch {
    showToast("The sandbox does not answer. Is it still running?");
  }
  return undefined;
}
