/** Misrouted, and the bot talking over a person. */
import type { ConversationRecord } from "../Records";
import { tokensIn } from "../Records";
import type { Finding } from "./Finding";

type Note = (finding: Omit<Finding, "conversation">) => void;

export function checkRouting({ name, contents, flowRuns, sent }: ConversationRecord, note: Note): number {
  const texts = [
    ...contents.map(({ body }) => body),
    ...sent,
    ...flowRuns.flatMap(({ text, outputs, undelivered }) => [text, undelivered ?? "", ...outputs]),
  ];
  for (const text of texts) {
    const foreign = tokensIn(text).filter((token) => !token.startsWith(`#${name}.`));
    if (foreign.length > 0) {
      note({ invariant: "misrouted", kind: "text", tokens: foreign, text: `${name} has "${text}"` });
    }
  }
  return texts.length;
}

/** On route channel the category that a message came under decides; on route bridge what the customer had been told. */
export function checkSilence({ route, customer, contents, flowRuns }: ConversationRecord, note: Note): number {
  const held = customer.filter(({ holder }) => holder === "agents");
  for (const { token } of held) {
    const others = customer.filter((one) => one.token === token && one.holder !== "agents").length;
    const forBot = contents.filter(
      ({ by, body, withAgents }) => by === "customer" && !withAgents && body.includes(token),
    );
    const runs = flowRuns.filter(({ text }) => text.includes(token)).length;
    const answerable = route === "channel" ? forBot.length : others;
    if (runs > answerable) {
      note({
        invariant: "botOverPerson",
        kind: "customerMessage",
        tokens: [token],
        text: `${token}: ${runs} Flow run(s)`,
      });
    }
  }
  return held.length;
}
