/** The sheet with what is entered by hand: the fields of the Connection, the Base URI, and the steps of the manual way. */
import { toLines } from "../checklists/Checklist";
import { toManualChecklists } from "../checklists/manualChecklists";
import { toBaseUri } from "../checklists/sourceChecklist";
import { toDemoPage } from "../cognigy/hosts";
import type { Settings } from "../settings";
import { toConnectionFields } from "./connectionFields";

export function toConnectionSheet(settings: Settings, outputFolder: string): string {
  const fields = Object.entries(toConnectionFields(settings)).map(([field, value]) => `  ${field.padEnd(20)} ${value}`);
  return [
    "This file contains secrets. Don't send it, and delete it when everything is entered.",
    "",
    "Cognigy.AI > Manage > Connections > New > RingCentral Engage",
    ...fields,
    "",
    ...toBaseUriLines(settings),
    "Engage > Admin > Webhooks > your webhook",
    `  URL                  ${settings.get("cognigyHubUrl") ?? "(the hub's Endpoint URL)"}`,
    `  Secret               ${settings.get("engageWebhookSecret") ?? "-"}`,
    `  Verification token   ${settings.get("engageVerificationToken") ?? "-"}`,
    "",
    ...toCustomerLines(settings),
    "By hand, in this order (`npm run setup -- install` does this for you)",
    ...toManualChecklists(settings, outputFolder).flatMap((checklist) => [
      "",
      checklist.title,
      ...toLines(checklist).map((line) => `  ${line}`),
    ]),
    "",
  ].join("\n");
}

function toBaseUriLines(settings: Settings): string[] {
  if (!settings.usesBridge) {
    return [];
  }
  return ["Engage > Admin > Sources > your Channel SDK source", `  Base URI             ${toBaseUri(settings)}`, ""];
}

/** Anyone with the address can write to the bot, so it's in no output. */
function toCustomerLines(settings: Settings): string[] {
  const pages = settings
    .list("cognigyCustomerUrls")
    .flatMap((url) => toDemoPage(settings.get("cognigyApiUrl") ?? "", url.split("/").at(-1) ?? "") ?? []);
  return [
    ...toBlock("Endpoint URLs of your customers", settings.list("cognigyCustomerUrls")),
    ...toBlock("Demo page of the Webchat", pages),
  ];
}

function toBlock(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ""];
}
