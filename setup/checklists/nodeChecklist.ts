/** How a person places one of our nodes, where Cognigy.AI's API creates it without its exits. */
import type { Checklist } from "./Checklist";
import { toUiName } from "./toUiName";

/** `instead`: the label of one that was left without its exits. */
export function nodeChecklist(flowName: string, type: string, after: string, instead?: string): Checklist {
  const name = toUiName(type);
  return {
    code: "place_node",
    title: `Place the node ${name} in the Flow "${flowName}"`,
    steps: [
      `In Cognigy.AI, open Build > Flows > "${flowName}".`,
      ...(instead === undefined ? [] : [`Delete the node "${instead}": it doesn't have all its exits.`]),
      `Click the plus sign below "${after}", choose Extensions, then ${name}.`,
      "Leave its label and its settings as they are. Its exits appear below it.",
      "Come back here: the rest is built for you.",
    ],
  };
}
