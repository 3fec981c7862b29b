/** What Cognigy.AI's editor calls a node. */
const UI_NAMES: Readonly<Record<string, string>> = {
  receiveEngageEvents: "Receive Engage Events",
  handoverToRingCentral: "Handover to RingCentral",
  handoverUpdate: "Handover Update",
  closeEngageConversation: "Close Engage Conversation",
  say: "Say",
  stop: "Stop and Return",
  if: "If",
  once: "Once",
  goTo: "Go To",
  aiAgentJob: "AI Agent",
  aiAgentJobTool: "Tool",
  aiAgentToolAnswer: "Resolve Tool Action",
};

export function toUiName(type: string): string {
  return UI_NAMES[type] ?? type;
}
