/** Each end of a handover (an agent closes, a customer leaves by the cancel phrase) is told to the Flow once. */
import { CANCEL_PHRASE } from "../flows";
import type { ConversationRecord } from "../Records";
import type { Finding } from "./Finding";

type Note = (finding: Omit<Finding, "conversation">) => void;

export function checkEnds(conversation: ConversationRecord, note: Note): number {
  const { ends, flowRuns } = conversation;
  const finals = flowRuns.filter(({ handover }) => handover === "completed" || handover === "cancelled");
  const byAgents = ends.filter(({ byBot, withAgents }) => withAgents && !byBot).map(({ atMs }) => atMs);
  const byPhrase = finals.filter(({ text }) => text === CANCEL_PHRASE).map(({ atMs }) => atMs);
  const causes = [...byAgents, ...byPhrase].sort((one, other) => one - other);
  const untold = [...causes];
  for (const { atMs, handover } of finals) {
    const cause = untold.filter((causeMs) => causeMs <= atMs).at(-1);
    if (cause !== undefined) untold.splice(untold.indexOf(cause), 1);
    else
      note({
        invariant: "finalStatus",
        kind: "twice",
        tokens: [],
        atMs,
        text: `"${handover}" without an end of its own`,
      });
  }
  for (const atMs of untold)
    note({ invariant: "finalStatus", kind: "missing", tokens: [], atMs, text: "An end was never told" });
  return causes.length;
}
