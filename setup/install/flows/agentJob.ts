/** An AI Agent that talks to the customer and hands over with a tool. */
import { marked } from "../marker";
import type { PlannedNode } from "./FlowPlan";

/** The tool's branch ends without an answer to the model: else the bot would talk over the agent. */
export function agentJob(handOver: PlannedNode): PlannedNode {
  return {
    label: marked("AI Agent"),
    type: "aiAgentJob",
    from: "platform",
    config: {
      name: "Concierge",
      description: "Answers customers and hands them over to people.",
      instructions:
        "Answer briefly. If you can't help, or the customer asks for a person, use the tool talk_to_a_person.",
      toolChoice: "auto",
      memoryType: "inherit",
      knowledgeSearchBehavior: "never",
      storeLocation: "stream",
      outputImmediately: true,
      errorHandling: "continue",
      temperature: 0.3,
      maxTokens: 4_000,
      timeoutInMs: 8_000,
    },
    refersTo: "agent",
    branches: { aiAgentJobDefault: [] },
    tools: [
      {
        label: marked("talk to a person"),
        type: "aiAgentJobTool",
        from: "platform",
        config: {
          toolId: "talk_to_a_person",
          description: "Use when the customer asks for a person, or when you can't help.",
          useParameters: true,
          parameters: JSON.stringify({
            type: "object",
            properties: { reason: { type: "string" } },
            required: ["reason"],
            additionalProperties: false,
          }),
          condition: "",
        },
        content: [
          {
            ...handOver,
            branches: Object.fromEntries(
              Object.entries(handOver.branches ?? {}).map(([exit, nodes]) => [
                exit,
                exit === "onHandedOver" ? nodes : [answerModel(exit)],
              ]),
            ),
          },
        ],
      },
    ],
  };
}

function answerModel(exit: string): PlannedNode {
  return {
    label: marked(`answer ${exit}`),
    type: "aiAgentToolAnswer",
    from: "platform",
    config: { answer: "{{JSON.stringify(input.engageHandover)}}", maxLoops: 4 },
  };
}
