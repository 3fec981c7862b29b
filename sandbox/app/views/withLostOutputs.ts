/** A chat on Engage's channel, with the bot's lost answers where they would have been. */
import type { ChatMessage } from "../view";
import type { LostOutput } from "./findLostOutputs";

/** Engage's times are whole seconds. */
const SECOND_MS = 1_000;

/** Sorted by time. Within a second, a lost answer comes before the customer's next message. */
export function withLostOutputs(messages: readonly ChatMessage[], lost: readonly LostOutput[]): ChatMessage[] {
  return lost.reduce<ChatMessage[]>(
    (all, output) => {
      const asked = all.findIndex(({ id }) => id === output.answers);
      const next = all.findIndex(({ at, from }, index) => {
        const isNextQuestion = from === "customer" && asked !== -1 && at > output.at - SECOND_MS;
        return index > asked && (at > output.at || isNextQuestion);
      });
      const place = next === -1 ? all.length : next;
      return [...all.slice(0, place), toMessage(output), ...all.slice(place)];
    },
    [...messages],
  );
}

function toMessage({ at, text, reason }: LostOutput): ChatMessage {
  return {
    id: `lost-${at}-${text}`,
    at,
    from: "bot",
    name: "",
    text,
    attachments: [],
    problem: `Not delivered: ${reason}`,
  };
}
