/** A whole handover from Webchat, a channel that Cognigy owns. */
import { hasSpokenAfter } from "../../customer/chatEntry";
import type { TourChapter } from "../createTour";
import { HandoverPlay } from "../HandoverPlay";
import type { TourStage } from "../TourStage";

export function toWebchatChapter(stage: TourStage): TourChapter {
  const handover = new HandoverPlay(stage);
  const botAnswered = () => hasSpokenAfter(stage.webchat().entries, "bot", "customer");
  const customerReads = (words: RegExp) =>
    stage.webchat().entries.some(({ from, text }) => (from === "bot" || from === "system") && words.test(text));
  return {
    title: "From Webchat",
    steps: [
      {
        title: "A customer opens the Webchat",
        text: "The tour uses the platforms' usual behaviour, no faults and your computer's clock. A conversation begins in Webchat, which belongs to Cognigy.",
        region: "customer",
        act: () => {
          stage.choose({ chat: "webchat", column: "customer", executionId: undefined, detail: undefined });
          stage.startWebchat();
        },
        expects: { what: "the Webchat to connect", isMet: () => stage.webchat().isOnline },
      },
      {
        title: "The customer says hello",
        text: "The message goes to the Flow, and the bot answers.",
        region: "customer",
        act: () => stage.say("Hello"),
        expects: { what: "an answer of the bot", isMet: botAnswered },
      },
      {
        title: "The Flow shows what ran",
        text: "The nodes that ran are marked. Click one to see its result and settings. Below is each run with its time and limits.",
        region: "flow",
        act: () => stage.choose({ column: "flow" }),
      },
      {
        title: "The customer asks for a person",
        text: 'Check Agent Availability finds someone, then Handover to RingCentral opens a conversation in Engage and continues at its exit "Handed over".',
        region: "flow",
        act: async () => {
          await handover.prepare();
          stage.say("I would like to talk to a person");
        },
        expects: { what: "a new conversation at the agent desk", isMet: () => handover.findHandedOver() },
      },
      {
        title: "The conversation waits in the queue",
        text: "The desk shows position, profile and context data. The customer reads the position in the chat.",
        region: "desk",
        act: () => stage.choose({ column: "desk", executionId: undefined }),
        expects: {
          what: "the conversation in the queue and its position in the chat",
          isMet: () => handover.is("queued", "agent") && customerReads(/queue/i),
        },
      },
      {
        title: "An agent takes it",
        text: "Engage informs the hub by webhook, the hub informs the customer's session, and the bot says who has joined.",
        region: "desk",
        act: () => handover.take(),
        expects: {
          what: "the conversation with an agent, and the customer to know it",
          isMet: () => handover.is("agent") && customerReads(/joined/i),
        },
      },
      {
        title: "The agent answers",
        text: "Engage brings the answer to the hub, and Receive Engage Events delivers it to the Webchat under the agent's name.",
        region: "customer",
        act: () => {
          stage.choose({ column: "customer" });
          return handover.answer("Hello, this is a person. How can I help?");
        },
        expects: {
          what: "the agent's answer in the Webchat",
          isMet: () => hasSpokenAfter(stage.webchat().entries, "agent", "customer"),
        },
      },
      {
        title: "The customer replies",
        text: "During a handover, the relay on the customer's Endpoint sends each message straight to Engage. The Flow doesn't run.",
        region: "desk",
        act: () => {
          stage.choose({ column: "desk" });
          stage.say("My parcel has not arrived yet.");
        },
        expects: {
          what: "the customer's reply at the desk",
          isMet: () => handover.hasOnDesk("My parcel has not arrived yet."),
        },
      },
      {
        title: "The agent says goodbye",
        text: "This, too, arrives under the agent's name. The conversation is still with the agent.",
        region: "customer",
        act: () => {
          stage.choose({ column: "customer" });
          return handover.answer("It arrives tomorrow. Goodbye!");
        },
        expects: {
          what: "the agent's goodbye in the Webchat",
          isMet: () => stage.webchat().entries.at(-1)?.text === "It arrives tomorrow. Goodbye!",
        },
      },
      {
        title: "The agent closes the conversation",
        text: "Engage sends the webhook intervention.closed, the Flow learns that the handover has ended, and the bot says so.",
        region: "customer",
        act: () => handover.close(),
        expects: {
          what: "the bot to return",
          isMet: () => handover.is("closed", "bot") && hasSpokenAfter(stage.webchat().entries, "bot", "agent"),
        },
      },
      {
        title: "The bot is back",
        text: "The next message goes to the Flow again.",
        region: "flow",
        act: () => stage.say("What are your opening hours?"),
        expects: { what: "an answer of the bot", isMet: botAnswered },
      },
    ],
  };
}
