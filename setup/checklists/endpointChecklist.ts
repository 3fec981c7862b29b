/** How a person creates an Endpoint, where Cognigy.AI's API doesn't. */
import type { Checklist } from "./Checklist";

const TYPES = { webhook: "Webhook", webchat3: "Webchat v3" } as const;

export function endpointChecklist(name: string, channel: keyof typeof TYPES, flowName: string): Checklist {
  return {
    code: "create_endpoint",
    title: `Create the Endpoint "${name}"`,
    steps: [
      "In Cognigy.AI, open Deploy > Endpoints and click New Endpoint.",
      `Choose the type ${TYPES[channel]}, enter the name "${name}" and choose the Flow "${flowName}".`,
      "Click Save. Leave everything else as it is.",
      "Come back here: settings and transformer are set for you.",
    ],
  };
}
