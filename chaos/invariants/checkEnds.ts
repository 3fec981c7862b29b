/** Each end of a handover (an agent closes or gives back, a customer leaves by the cancel phrase) is told once. */

import { isForwardedId, isHandoverId } from "../../src/protocol/messageIds";
import { CANCEL_PHRASE } from "../flows";
import type { ConversationRecord, EndAtEngage } from "../Records";
import type { Finding } from "./Finding";

/** Engage may go on showing the category before a handover for so long: until then a message in the bot's category is no end. */
export const SETTLED_MS = 30_000 + 1_000;

type Note = (finding: Omit<Finding, "conversation">) => void;

export function checkEnds(conversation: ConversationRecord, note: Note): number {
  const { route, ends, flowRuns, contents } = conversation;
  const finals = flowRuns.filter(({ handover }) => handover === "completed" || handover === "cancelled");
  const all = ends.filter(
    // On route channel the next message goes to the bot by its categories, and nothing is to be told.
    ({ kind, byBot, withAgents }) => withAgents && !byBot && (kind !== "givenBack" || route === "bridge"),
  );
  const byPhrase = finals.filter(({ text }) => text === CANCEL_PHRASE).map(({ atMs }) => atMs);
  // The Close node after the phrase was refused, and the agent closes what the customer has left already.
  const isLeft = (endMs: number) => {
    const leftMs = byPhrase.filter((ms) => ms < endMs).at(-1);
    const isSince = ({ atMs }: { atMs: number }) => leftMs !== undefined && atMs > leftMs && atMs < endMs;
    return (
      leftMs !== undefined && !all.some(isSince) && !flowRuns.some((run) => run.exit === "onHandedOver" && isSince(run))
    );
  };
  const beganMs = (endMs: number) =>
    contents.filter((one) => one.atMs < endMs && isHandoverId(one.foreignId)).at(-1)?.atMs ?? 0;
  const mustBeTold = ({ kind, isAnnounced, atMs }: EndAtEngage) => {
    if (isLeft(atMs)) {
      return false;
    }
    // Whoever leaves before hearing that the conversation was given back has ended it already.
    if (kind === "givenBack" && finals.find((final) => final.atMs >= atMs)?.text === CANCEL_PHRASE) {
      return false;
    }
    return (
      isAnnounced ||
      contents.some(
        (one) =>
          one.atMs > Math.max(atMs, beganMs(atMs) + SETTLED_MS) &&
          !one.withAgents &&
          one.by === "customer" &&
          isForwardedId(one.foreignId),
      )
    );
  };
  const byAgents = all.filter(mustBeTold).map(({ atMs }) => atMs);
  // Where nobody writes afterwards, nothing shows it; should something have shown it all the same, that is fine.
  const unseen = all.filter((end) => !mustBeTold(end)).map(({ atMs }) => atMs);
  const causes = [...byAgents, ...byPhrase].sort((one, other) => one - other);
  const untold = [...causes];
  for (const { atMs, handover } of finals) {
    const cause = untold.filter((causeMs) => causeMs <= atMs).at(-1);
    const shown = unseen.filter((unseenMs) => unseenMs <= atMs).at(-1);
    if (cause !== undefined) {
      untold.splice(untold.indexOf(cause), 1);
    } else if (shown !== undefined) {
      unseen.splice(unseen.indexOf(shown), 1);
    } else {
      note({
        invariant: "finalStatus",
        kind: "twice",
        tokens: [],
        atMs,
        text: `"${handover}" without an end of its own`,
      });
    }
  }
  for (const atMs of untold) {
    note({ invariant: "finalStatus", kind: "missing", tokens: [], atMs, text: "An end was never told" });
  }
  return causes.length;
}
