/** A chat on Engage's channel with what the bot said in vain, each where it is missing. */
import type { ChatMessage } from "../view";
import type { LostOutput } from "./findLostOutputs";

/** Engage's times are whole seconds. */
const SECOND_MS = 1_000;

/** Each has its place by its time. Within the same second, an answer belongs before the customer's next message. */
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
