/** What is seen when Engage fails. */
import type { TourChapter } from "../createTour";
import { MessagingGuest } from "../MessagingGuest";
import type { TourStage } from "../TourStage";

export function toFaultsChapter(stage: TourStage): TourChapter {
  const guest = new MessagingGuest(stage);
  const lostLine = () => stage.view()?.logs.findLast(({ code }) => code === "reply_failed");
  return {
    title: "When something fails",
    steps: [
      {
        title: "Engage breaks down",
        text: "Now every call to Engage is answered with 500. You find this and more under Break something.",
        region: "faults",
        act: () => {
          stage.choose({ executionId: undefined, detail: undefined });
          return stage.setFaults({ engage: "errors" });
        },
        expects: { what: "the fault to be on", isMet: () => stage.view()?.faults.engage === "errors" },
      },
      {
        title: "The bot's answer gets lost",
        text: "On Engage Messaging the bot's answers travel through Engage, so this one never arrives. The chat marks its place.",
        region: "customer",
        act: async () => {
          await guest.arrive();
          await guest.write("Hello");
        },
        expects: {
          what: "the bot's lost answer",
          isMet: () => guest.entries().some(({ from, problem }) => from === "bot" && problem !== undefined),
        },
      },
      {
        title: "The logs say why",
        text: "The hub wrote reply_failed to the Project's logs. The page explains each code and what to do about it.",
        region: "flow",
        act: () => stage.choose({ column: "flow" }),
        expects: {
          what: "the line in the logs",
          isMet: () => {
            const line = lostLine();
            if (line !== undefined) {
              stage.choose({ detail: { kind: "log", logId: line.id } });
            }
            return line !== undefined;
          },
        },
      },
      {
        title: "Engage works again",
        text: "The fault is off, and the next message gets its answer. The lost one isn't sent again, because Engage might have it after all.",
        region: "customer",
        act: async () => {
          stage.choose({ detail: undefined, column: "customer" });
          await stage.resetFaults();
          await guest.write("Hello again");
        },
        expects: {
          what: "an answer of the bot",
          isMet: () => {
            const last = guest.entries().at(-1);
            return last?.from === "bot" && last.problem === undefined;
          },
        },
      },
      {
        title: "Your turn",
        text: "Write as a customer, answer as an agent, or break something else. Everything you do is in the timeline.",
        region: "flow",
      },
    ],
  };
}
