/** How a person creates the Channel SDK source of route bridge in Engage's console. */
import { consolePlace } from "../engage/consolePlace";
import type { Settings } from "../settings";
import type { Checklist } from "./Checklist";

/** Secrets are masked on the screen, so the Base URI is copied from the sheet. */
export function sourceChecklist(settings: Settings, sheet: string): Checklist {
  const at = (...menu: readonly string[]) => consolePlace(settings.get("engageApiUrl"), ...menu);
  return {
    code: "create_source",
    title: "Create the Channel SDK source",
    steps: [
      `Open ${at("Admin", "Sources")} and click Add.`,
      "Choose Engage Digital Source SDK, and enter a name such as Webchat.",
      `Paste the Base URI: ${toBaseUri(settings)} (if the key is hidden here, copy it from ${sheet}).`,
      "Choose the Bot category as default category, and a channel group that is part of the active routing strategy.",
      "Save the source, then open it again.",
      "Copy the Realtime Endpoint URL (Implementation details) and the API access token. The assistant needs both.",
    ],
  };
}

export function saveSourceChecklist(settings: Settings, sheet: string): Checklist {
  return {
    code: "save_source",
    title: "Save the Channel SDK source once more",
    steps: [
      `Open ${consolePlace(settings.get("engageApiUrl"), "Admin", "Sources")} and your Channel SDK source.`,
      `Check that Base URI is the one in ${sheet}: ${toBaseUri(settings)}`,
      "Click Save: Engage then asks the hub what it can do.",
    ],
  };
}

export function toBaseUri(settings: Settings): string {
  const hub = settings.get("cognigyHubUrl") ?? "(the hub's Endpoint URL)";
  const key = settings.get("engageBaseUriKey");
  return key === undefined ? hub : `${hub}?key=${encodeURIComponent(key)}`;
}
