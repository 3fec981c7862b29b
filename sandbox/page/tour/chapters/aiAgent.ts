/** An AI Agent that hands over with a tool. */
import { hasSpokenAfter } from "../../customer/chatEntry";
import type { TourChapter } from "../createTour";
import { HandoverPlay } from "../HandoverPlay";
import type { TourStage } from "../TourStage";

export function toAiAgentChapter(stage: TourStage): TourChapter {
  const handover = new HandoverPlay(stage);
  const customerReads = (words: RegExp) =>
    stage.webchat().entries.some(({ from, text }) => from === "bot" && words.test(text));
  return {
    title: "With an AI Agent",
    steps: [
      {
        title: "Another customer arrives",
        text: "The Webchat starts a new conversation.",
        region: "customer",
        act: () => {
          stage.choose({ chat: "webchat", column: "customer", executionId: undefined, detail: undefined });
          stage.startWebchat();
        },
        expects: { what: "the Webchat to connect", isMet: () => stage.webchat().isOnline },
      },
      {
        title: "The customer asks for the AI Agent",
        text: "No language model runs here. A script in the Flow file says what the AI Agent answers and which tool it calls.",
        region: "customer",
        act: () => stage.say("ai agent"),
        expects: { what: "the AI Agent's greeting", isMet: () => customerReads(/^I'm the AI Agent/) },
      },
      {
        title: "It answers a question",
        text: "The AI Agent node answers without a tool.",
        region: "flow",
        act: () => {
          stage.choose({ column: "flow" });
          stage.say("Where is my order?");
        },
        expects: { what: "the AI Agent's answer", isMet: () => customerReads(/^Your desk lamp is on its way/) },
      },
      {
        title: "It hands over with a tool",
        text: "The tool's branch has the node Handover to RingCentral. Reason, summary and urgency are the tool's arguments.",
        region: "flow",
        act: async () => {
          await handover.prepare();
          stage.say("I want a person");
        },
        expects: { what: "a new conversation at the agent desk", isMet: () => handover.findHandedOver() },
      },
      {
        title: "The agent knows what it is about",
        text: "The opening message begins with the AI Agent's briefing. While the agent has the conversation, the AI Agent is quiet.",
        region: "desk",
        act: () => {
          stage.choose({ column: "desk", executionId: undefined });
          return handover.take();
        },
        expects: { what: "the conversation with an agent", isMet: () => handover.is("agent") },
      },
      {
        title: "The agent answers",
        text: "The answer appears under the agent's name, as in every handover.",
        region: "customer",
        act: () => {
          stage.choose({ column: "customer" });
          return handover.answer("I have sent it by express.");
        },
        expects: {
          what: "the agent's answer in the Webchat",
          isMet: () => stage.webchat().entries.some(({ from }) => from === "agent"),
        },
      },
      {
        title: "The agent closes the conversation",
        text: "The bot has the customer again, and Webchat asks for a rating.",
        region: "customer",
        act: () => handover.close(),
        expects: {
          what: "the bot to return",
          isMet: () => handover.is("closed", "bot") && hasSpokenAfter(stage.webchat().entries, "bot", "agent"),
        },
      },
    ],
  };
}
