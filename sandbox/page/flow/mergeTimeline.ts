/** Executions and HTTP calls in one list, the newest first. */
import type { CallView, ExecutionView } from "../../app/view";

export type TimelineFilter = "all" | "executions" | "http";

export type TimelineRow =
  | { kind: "execution"; key: string; at: number; execution: ExecutionView }
  | { kind: "call"; key: string; at: number; call: CallView };

const SHOWN_ROWS = 150;

export function mergeTimeline(
  executions: readonly ExecutionView[],
  calls: readonly CallView[],
  filter: TimelineFilter,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  if (filter !== "http") {
    for (const execution of executions) {
      rows.push({ kind: "execution", key: `execution-${execution.id}`, at: execution.startedAt, execution });
    }
  }
  if (filter !== "executions") {
    for (const call of calls) {
      rows.push({ kind: "call", key: `call-${call.id}`, at: call.at, call });
    }
  }
  // An execution stands below the calls that it made, also when both began in one millisecond.
  rows.sort((a, b) => b.at - a.at || (a.kind === b.kind ? 0 : a.kind === "call" ? -1 : 1));
  return rows.slice(0, SHOWN_ROWS);
}
