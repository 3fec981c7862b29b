/** How a person chooses the Connection in nodes that are there already. */
import type { Checklist } from "./Checklist";

export function connectionChecklist(flowName: string, labels: readonly string[], connectionName: string): Checklist {
  return {
    code: "choose_connection",
    title: `Choose the Connection in the Flow "${flowName}"`,
    steps: [
      `In Cognigy.AI, open Build > Flows > "${flowName}".`,
      ...labels.map((label) => `Click the node "${label}", and under Connection choose "${connectionName}".`),
      "Click Save Node after each.",
    ],
  };
}
