/** What a Webchat customer wrote to an agent and Engage didn't take: the relay reports it to the Flow, which runs for that. */
import { member, readRecord, readText, toRecord } from "../../../src/core/inbound/read";
import { readStatus } from "../../../src/protocol/handoverUpdate";
import { MEMBERS } from "../../../src/protocol/members";
import type { FlowExecution, OutgoingCall } from "../../cognigy/startCognigy";
import type { LostMessage } from "../view";

export interface ReportedLoss extends LostMessage {
  /** Of the run that heard of it. */
  executionId: string;
  sessionId: string;
}

export function findLostMessages(
  executions: readonly Pick<FlowExecution, "inputId" | "sessionId" | "startedAt" | "inputAtStart">[],
  calls: readonly OutgoingCall[],
): ReportedLoss[] {
  return executions.flatMap(({ inputId, sessionId, startedAt: at, inputAtStart }): ReportedLoss[] => {
    const update = toRecord(member(toRecord(inputAtStart.data), MEMBERS.handoverUpdate));
    const undelivered = readRecord(update, "undelivered");
    if (readStatus(update) !== "error" || undelivered === undefined) {
      return [];
    }
    const reason = findReason(calls, readText(undelivered, "id"), at);
    return [{ executionId: inputId, sessionId, at, text: readText(undelivered, "text") ?? "", reason }];
  });
}

function findReason(calls: readonly OutgoingCall[], messageId: string | undefined, reportedAt: number): string {
  // Written again, the same message keeps its id.
  const call = calls
    .filter(
      ({ startedAt, body }) =>
        startedAt <= reportedAt && readText(readRecord(toRecord(body), "params"), "id") === messageId,
    )
    .at(-1);
  return call?.status === undefined ? "Engage didn't answer" : `Engage answered ${call.status}`;
}

/** As the chats show them. */
export function toLostBySession(lost: readonly ReportedLoss[]): Record<string, LostMessage[]> {
  const sessions: Record<string, LostMessage[]> = {};
  for (const { sessionId, at, text, reason } of lost) {
    sessions[sessionId] = [...(sessions[sessionId] ?? []), { at, text, reason }];
  }
  return sessions;
}
