/** Executions, HTTP calls and log lines in one list, the newest first. */
import type { CallView, ExecutionView, LogView } from "../../app/view";

export type TimelineFilter = "all" | "executions" | "http" | "logs";

export type TimelineRow =
  | { kind: "execution"; key: string; at: number; execution: ExecutionView }
  | { kind: "call"; key: string; at: number; call: CallView }
  | { kind: "log"; key: string; at: number; log: LogView };

const SHOWN_ROWS = 150;

/** Where several began in one millisecond, what was caused is above its cause. */
const HEIGHT = { log: 0, call: 1, execution: 2 } satisfies Record<TimelineRow["kind"], number>;

export function mergeTimeline(
  {
    executions,
    calls,
    logs,
  }: { executions: readonly ExecutionView[]; calls: readonly CallView[]; logs: readonly LogView[] },
  filter: TimelineFilter,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  if (filter === "all" || filter === "executions") {
    for (const execution of executions) {
      rows.push({ kind: "execution", key: `execution-${execution.id}`, at: execution.startedAt, execution });
    }
  }
  if (filter === "all" || filter === "http") {
    for (const call of calls) {
      rows.push({ kind: "call", key: `call-${call.id}`, at: call.at, call });
    }
  }
  if (filter === "all" || filter === "logs") {
    for (const log of logs) {
      rows.push({ kind: "log", key: `log-${log.id}`, at: log.at, log });
    }
  }
  rows.sort((a, b) => b.at - a.at || HEIGHT[a.kind] - HEIGHT[b.kind]);
  return rows.slice(0, SHOWN_ROWS);
}
