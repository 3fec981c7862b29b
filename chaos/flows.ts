/** The bot of a simulation: whatever it says repeats the text that it answers, so that every word can be traced. */
import type { Flow, FlowNode } from "../sandbox/cognigy/startCognigy";

export const CANCEL_PHRASE = "back to the bot";

/** How the bot's texts begin. */
export const SAYS = {
  answer: "Bot:",
  connecting: "I am connecting you:",
  nobody: "Nobody is there:",
  failed: "Handover failed:",
  undelivered: "Not delivered:",
  completed: "The agent has left.",
  cancelled: "You are back with me.",
} as const;

export function createFlows(connection: Record<string, string>): { hub: Flow; webchat: Flow } {
  const say = (text: string): FlowNode => ({ type: "say", text });
  const bot: FlowNode[] = [
    {
      type: "lookup",
      path: "data.handover.status",
      cases: {
        queue: [say("You are number {{input.data.handover.position}} in the queue.")],
        active: [say("An agent is with you now.")],
        completed: [say(SAYS.completed)],
        cancelled: [
          {
            type: "if",
            condition: { path: "data.engageRelay", exists: true },
            then: [{ type: "extension", node: "closeEngageConversation", config: { connection } }],
          },
          say(SAYS.cancelled),
        ],
        error: [say(`${SAYS.undelivered} {{input.data.handover.undelivered.text}}`)],
        default: [
          {
            type: "if",
            condition: { path: "text", contains: "agent" },
            then: [
              {
                type: "extension",
                node: "handoverToRingCentral",
                config: { connection, acceptedMessage: `${SAYS.connecting} {{input.text}}` },
                children: {
                  onHandedOver: [],
                  onNoAgentAvailable: [say(`${SAYS.nobody} {{input.text}}`)],
                  onHandoverError: [say(`${SAYS.failed} {{input.text}} {{input.engageHandover.error.code}}`)],
                },
              },
            ],
            else: [
              {
                type: "if",
                condition: { path: "text", contains: "choices" },
                then: [
                  {
                    type: "extension",
                    node: "sendEngageStructuredMessage",
                    config: {
                      connection,
                      messageType: "select",
                      body: `${SAYS.answer} {{input.text}}`,
                      choices: "Small | size_s\nLarge | size_l",
                    },
                  },
                ],
                else: [
                  say(`${SAYS.answer} {{input.text}}`),
                  {
                    type: "if",
                    condition: { path: "text", contains: "Goodbye" },
                    then: [
                      {
                        type: "extension",
                        node: "closeEngageConversation",
                        config: { connection, closeThread: true },
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  ];
  const receive: FlowNode = {
    type: "extension",
    node: "receiveEngageEvents",
    // Agents' words are compared as they were written.
    config: { connection, agentNames: "off" },
    children: { onCustomerMessage: bot, onHandoverUpdate: bot, onEngageEventHandled: [] },
  };
  return { hub: { nodes: [receive] }, webchat: { nodes: bot } };
}
