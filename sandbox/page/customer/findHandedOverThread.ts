/** The thread in Engage that a session's latest handover opened, by its id. */
import type { ExecutionView } from "../../app/view";

export function findHandedOverThread(executions: readonly ExecutionView[], sessionId: string): string | undefined {
  const steps = executions.filter((one) => one.sessionId === sessionId).flatMap((one) => one.steps);
  const handovers = steps.filter(({ type }) => type === "handoverToRingCentral");
  return handovers.flatMap(({ wrote }) => Object.values(wrote).flatMap(readThreadId)).at(-1);
}

function readThreadId(written: unknown): string[] {
  const isRecord = typeof written === "object" && written !== null && "threadId" in written;
  return isRecord && typeof written.threadId === "string" ? [written.threadId] : [];
}
