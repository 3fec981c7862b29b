/** Business hours: what a customer hears when the shop is closed. */
import { hasSpokenAfter } from "../../customer/chatEntry";
import type { TourChapter } from "../createTour";
import { HandoverPlay } from "../HandoverPlay";
import type { TourStage } from "../TourStage";

/** From opening to closing, and a minute more. */
const DAY_SECONDS = 9 * 3600 + 60;

export function toHoursChapter(stage: TourStage): TourChapter {
  const handover = new HandoverPlay(stage);
  const clock = () => stage.view()?.clock;
  const secondsToChange = () => {
    const { clock: { changesAt = 0 } = {}, now = 0 } = stage.view() ?? {};
    return Math.max(1, Math.ceil((changesAt - now) / 1000) + 1);
  };
  const customerReads = (words: RegExp) =>
    stage.webchat().entries.some(({ from, text }) => from === "bot" && words.test(text));
  return {
    title: "Outside business hours",
    steps: [
      {
        title: "The shop gets business hours",
        text: "Engage has time sheets. From now on, this shop is open Monday to Saturday, 9:00 to 18:00.",
        region: "customer",
        act: () => {
          stage.choose({ chat: "webchat", column: "customer", executionId: undefined, detail: undefined });
          stage.startWebchat();
          return stage.setShopHours("shop");
        },
        expects: {
          what: "the new hours, and the Webchat to connect",
          isMet: () => clock()?.hours === "shop" && stage.webchat().isOnline,
        },
      },
      {
        title: "The clock moves to closing time",
        text: "The sandbox has its own clock, at the agent desk. Both platforms, the transformers and the nodes see its time.",
        region: "desk",
        act: () => {
          stage.choose({ column: "desk" });
          return stage.moveClock(secondsToChange() + (clock()?.isOpen === true ? 0 : DAY_SECONDS));
        },
        expects: { what: "the shop to close", isMet: () => clock()?.isOpen === false },
      },
      {
        title: "A customer asks for a person",
        text: 'Check Agent Availability looks at the time sheet and continues at its exit "Closed now". The bot says when the shop opens.',
        region: "customer",
        act: () => {
          stage.choose({ column: "customer" });
          stage.say("I would like to talk to a person");
        },
        expects: { what: "the bot to say when the shop opens", isMet: () => customerReads(/^We are closed/) },
      },
      {
        title: "The shop opens, and the customer asks again",
        text: "The clock moves to 9:00. Now the handover works.",
        region: "desk",
        act: async () => {
          stage.choose({ column: "desk" });
          await stage.moveClock(secondsToChange());
          await handover.prepare();
          stage.say("I would like to talk to a person");
        },
        expects: { what: "a new conversation at the agent desk", isMet: () => handover.findHandedOver() },
      },
      {
        title: "The shop is open round the clock again",
        text: "The customer leaves the queue with a phrase that the relay knows. The clock stays ahead until you reset the sandbox.",
        region: "customer",
        act: async () => {
          stage.choose({ column: "customer", executionId: undefined });
          stage.say("back to the bot");
          await stage.setShopHours("always");
        },
        expects: {
          what: "the customer back with the bot",
          isMet: () =>
            clock()?.hours === "always" &&
            handover.is("bot", "closed") &&
            hasSpokenAfter(stage.webchat().entries, "bot", "customer"),
        },
      },
    ],
  };
}
