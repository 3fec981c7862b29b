/** Marks the runs that report a message of the customer that didn't reach the agent. */
import type { ExecutionView } from "../view";
import type { ReportedLoss } from "./findLostMessages";

export function markLostMessages(
  executions: readonly ExecutionView[],
  lost: readonly Pick<ReportedLoss, "executionId" | "reason">[],
): ExecutionView[] {
  const reasons = new Map(lost.map(({ executionId, reason }) => [executionId, reason]));
  return executions.map((execution) => {
    const reason = reasons.get(execution.id);
    return reason === undefined ? execution : { ...execution, lostMessage: reason };
  });
}
