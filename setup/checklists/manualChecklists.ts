/** The manual way, as checklists: which file goes into which Endpoint, which switches, the Base URI, the Connection. */
import { join } from "node:path";
import { SWITCHES, type SwitchName, switchesOf } from "../deploy/transformerRoles";
import { consolePlace } from "../engage/consolePlace";
import { CONSOLE_EVENT, NEEDED_EVENTS, USEFUL_EVENTS } from "../engage/webhookEvents";
import type { Settings } from "../settings";
import { toConnectionFields } from "../write/connectionFields";
import { sheetOf } from "../write/sheetOf";
import type { Checklist } from "./Checklist";
import { sourceChecklist } from "./sourceChecklist";

export function toManualChecklists(settings: Settings, outputFolder: string): Checklist[] {
  return [
    extensionChecklist(outputFolder),
    connectionValuesChecklist(settings),
    hubChecklist(outputFolder),
    ...(settings.usesBridge
      ? [customersChecklist(outputFolder), sourceChecklist(settings, sheetOf(outputFolder))]
      : []),
    webhookChecklist(settings),
  ];
}

function extensionChecklist(outputFolder: string): Checklist {
  return {
    code: "upload_extension",
    title: "Upload the Extension",
    steps: [
      "In Cognigy.AI, open Manage > Extensions and click Upload Extension.",
      `Choose ${join(outputFolder, "ringcentral-engage.tar.gz")} and wait until it is listed.`,
    ],
  };
}

function connectionValuesChecklist(settings: Settings): Checklist {
  return {
    code: "create_connection",
    title: "Create the Connection",
    steps: [
      "In Cognigy.AI, open Manage > Connections and click New Connection.",
      "Choose RingCentral Engage and enter a name such as Engage.",
      ...Object.entries(toConnectionFields(settings)).map(([field, value]) => `${field}: ${value}`),
      "Click Save.",
    ],
  };
}

function hubChecklist(outputFolder: string): Checklist {
  return {
    code: "fill_hub",
    title: "Fill in the hub's Endpoint",
    steps: [
      "In Cognigy.AI, open Deploy > Endpoints and your Endpoint of type Webhook. Leave its API key off.",
      `Paste ${join(outputFolder, "filled", "engage-hub.js")} into Transformer.`,
      toSwitches("hub"),
      "Click Save.",
    ],
  };
}

function customersChecklist(outputFolder: string): Checklist {
  const file = (name: string) => join(outputFolder, "filled", name);
  return {
    code: "fill_relays",
    title: "Fill in the Endpoints that customers use",
    steps: [
      "In Cognigy.AI, open Deploy > Endpoints and each Endpoint that customers use.",
      `Webchat and Socket.IO: paste ${file("engage-relay.socket.js")} into Transformer.`,
      `Webhook: paste ${file("engage-relay.webhook.js")} into Transformer.`,
      toSwitches("relay"),
      "Click Save.",
    ],
  };
}

function webhookChecklist(settings: Settings): Checklist {
  return {
    code: "create_webhook",
    title: "Create the webhook (or let provision do it)",
    steps: [
      `Open ${consolePlace(settings.get("engageApiUrl"), "Admin", "Webhooks")} and click Add.`,
      `URL: ${settings.get("cognigyHubUrl") ?? "the hub's Endpoint URL"}`,
      `Secret: ${settings.get("engageWebhookSecret") ?? "-"}`,
      `Verification token: ${settings.get("engageVerificationToken") ?? "-"}`,
      `Tick these events: ${[...NEEDED_EVENTS, ...USEFUL_EVENTS].join(", ")}; also ${CONSOLE_EVENT} if you close threads.`,
      'Choose "No sources except" and the sources of your bot, then save.',
    ],
  };
}

function toSwitches(role: "hub" | "relay"): string {
  const wanted = switchesOf(role);
  const names = Object.keys(SWITCHES).filter((name): name is SwitchName => name in SWITCHES);
  const list = (isOn: boolean) =>
    names
      .filter((name) => wanted[name] === isOn)
      .map((name) => SWITCHES[name])
      .join(", ");
  return `Switch on ${list(true)}. Switch off ${list(false)}.`;
}
