/** Reordered: of each kind of message, what was written first arrives first. */

import { isForwardedId } from "../../src/protocol/messageIds";
import type { ConversationRecord } from "../Records";
import { tokensIn } from "../Records";
import type { Finding } from "./Finding";

type Note = (finding: Omit<Finding, "conversation">) => void;

export function checkOrder(conversation: ConversationRecord, note: Note): number {
  const { customer, agent, contents, flowRuns, sent, route } = conversation;
  const all = customer.map(({ token }) => token);
  // What was written again belongs to no place.
  const byCustomer = all.filter((token) => all.indexOf(token) === all.lastIndexOf(token));
  const forwarded = contents.filter(({ by, foreignId }) => by === "customer" && isForwardedId(foreignId));
  compare(
    "flowRun",
    byCustomer,
    flowRuns.map(({ text }) => text),
    note,
  );
  compare(
    "forwarded",
    byCustomer,
    forwarded.map(({ body }) => body),
    note,
  );
  const runs = flowRuns.flatMap(({ text }) => tokensIn(text)).filter((token) => byCustomer.includes(token));
  const answers = sent.filter((text) => /^(Bot|I am connecting you|Nobody is there|Handover failed):/.test(text));
  compare("botAnswer", runs, answers, note);
  if (route === "bridge") {
    const written = agent.map(({ token }) => token);
    compare(
      "agentMessage",
      written,
      sent.filter((text) => written.some((token) => text.includes(token))),
      note,
    );
  }
  return 1;
}

/** Of what came more than once the first counts. */
function compare(kind: string, written: readonly string[], arrived: readonly string[], note: Note): void {
  const places = new Map([...new Set(written)].map((token, place) => [token, place]));
  const order = [...new Set(arrived.flatMap(tokensIn))].filter((token) => places.has(token));
  for (const [index, later] of order.entries()) {
    const overtaken = order.slice(index + 1).filter((token) => (places.get(token) ?? 0) < (places.get(later) ?? 0));
    for (const token of overtaken) {
      note({
        invariant: "reordered",
        kind,
        tokens: [token, later],
        text: `${later} arrived before ${token} (${kind})`,
      });
    }
  }
}
