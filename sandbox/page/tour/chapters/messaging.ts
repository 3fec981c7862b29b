/** The same on Engage Messaging, a channel that Engage owns. */
import { hasSpokenAfter } from "../../customer/chatEntry";
import type { TourChapter } from "../createTour";
import { HandoverPlay } from "../HandoverPlay";
import { MessagingGuest } from "../MessagingGuest";
import type { TourStage } from "../TourStage";

export function toMessagingChapter(stage: TourStage): TourChapter {
  const handover = new HandoverPlay(stage);
  const guest = new MessagingGuest(stage);
  const has = (speaker: "bot" | "agent", after: "customer" | "agent") =>
    hasSpokenAfter(guest.entries(), speaker, after);
  return {
    title: "From Engage Messaging",
    steps: [
      {
        title: "A customer writes on Engage's own channel",
        text: "Here Engage owns the chat. Its webhook brings the message to the hub, and the bot answers through Engage's REST API.",
        region: "customer",
        act: async () => {
          stage.choose({ executionId: undefined, detail: undefined });
          await guest.arrive();
          await guest.write("Hello");
        },
        expects: { what: "an answer of the bot on Engage Messaging", isMet: () => has("bot", "customer") },
      },
      {
        title: "A handover is a change of categories",
        text: "The Agent category replaces the Bot category, and the conversation appears in the queue. No message has to move.",
        region: "desk",
        act: async () => {
          stage.choose({ column: "desk" });
          await handover.prepare();
          await guest.write("I would like to talk to a person");
        },
        expects: {
          what: "the conversation in the queue",
          isMet: () => guest.threadId !== undefined && handover.findHandedOver(guest.threadId),
        },
      },
      {
        title: "An agent takes it",
        text: "The hub learns it by webhook, the Flow runs, and the bot says who has joined.",
        region: "customer",
        act: () => {
          stage.choose({ column: "customer", executionId: undefined });
          return handover.take();
        },
        expects: {
          what: "the conversation with an agent, and the customer to know it",
          isMet: () =>
            handover.is("agent") && guest.entries().some(({ from, text }) => from !== "agent" && /joined/i.test(text)),
        },
      },
      {
        title: "The agent answers",
        text: "Engage carries the answer itself: it needs neither hub nor Flow.",
        region: "customer",
        act: () => handover.answer("Hello, I have solved it for you."),
        expects: { what: "the agent's answer in the chat", isMet: () => has("agent", "customer") },
      },
      {
        title: "The agent closes, and the bot is back",
        text: "The hub hears of it by webhook and returns the conversation to the Bot category.",
        region: "customer",
        act: () => handover.close(),
        expects: {
          what: "the conversation back with the bot",
          isMet: () => handover.is("bot", "closed") && has("bot", "agent"),
        },
      },
    ],
  };
}
