/** A long wait: what the customer hears while nobody takes the conversation. */
import type { TourChapter } from "../createTour";
import { HandoverPlay } from "../HandoverPlay";
import type { TourStage } from "../TourStage";

const WAIT_SECONDS = 180;

export function toLongWaitChapter(stage: TourStage): TourChapter {
  const handover = new HandoverPlay(stage);
  const customerReads = (words: RegExp) =>
    stage.webchat().entries.some(({ from, text }) => from === "bot" && words.test(text));
  return {
    title: "A long wait",
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
        title: "The customer waits in the queue",
        text: "Nobody takes the conversation yet.",
        region: "desk",
        act: async () => {
          stage.choose({ column: "desk" });
          await handover.prepare();
          stage.say("I would like to talk to a person");
        },
        expects: { what: "the conversation in the queue", isMet: () => handover.findHandedOver() },
      },
      {
        title: "Three minutes pass at once",
        text: 'The relay compares the wait with longestWaitMinutes, here 2. Handover Update continues at its exit "Long wait", and the bot offers a way back.',
        region: "customer",
        act: () => {
          stage.choose({ column: "customer", executionId: undefined });
          return stage.moveClock(WAIT_SECONDS);
        },
        expects: { what: "the bot to say that it takes longer", isMet: () => customerReads(/longer than usual/) },
      },
      {
        title: "No agent takes it in time",
        text: 'Engage stops offering the conversation and sends task.undelivered. Handover Update continues at its exit "Nobody took it".',
        region: "customer",
        act: () => handover.ignore(),
        expects: {
          what: "the bot to say that nobody can take it",
          isMet: () => customerReads(/^None of my colleagues/),
        },
      },
      {
        title: "The customer goes back to the bot",
        text: "The relay knows the phrase, and Close Engage Conversation ends the wait in Engage. Agents don't see the conversation any more.",
        region: "customer",
        act: () => stage.say("back to the bot"),
        expects: {
          what: "the customer back with the bot",
          isMet: () => handover.is("bot", "closed") && customerReads(/^You are back with me/),
        },
      },
    ],
  };
}
