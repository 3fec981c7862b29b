/** The hub's Flow: Receive Engage Events, and from its exits into the bot's Flow, which words them all. */
import { marked, NAMES } from "../marker";
import type { FlowPlan, PlannedNode } from "./FlowPlan";

export function hubFlow(): FlowPlan {
  return {
    role: "hub",
    name: NAMES.hubFlow,
    nodes: [
      {
        label: marked("receive"),
        type: "receiveEngageEvents",
        from: "extension",
        config: { afterHandover: "returnToBot" },
        branches: {
          onCustomerMessage: [enterBot(marked("customer writes"))],
          onHandoverUpdate: [enterBot(marked("handover update"))],
          // The node has done everything: the Flow ends here.
          onEngageEventHandled: [],
        },
      },
    ],
  };
}

function enterBot(label: string): PlannedNode {
  return {
    label,
    type: "goTo",
    from: "platform",
    config: {
      executionMode: "continue",
      absorbContext: false,
      injectedText: "",
      injectedData: "{}",
      parseIntents: false,
      parseKeyphrases: false,
    },
    enters: "bot",
  };
}
