/** The runs of one conversation, for going back to each of them. */
import type { ExecutionView } from "../../app/view";

const SHOWN = 6;

export interface Run {
  execution: ExecutionView;
  label: string;
}

/** The latest ones, oldest first; the run with the handover stays however many follow. */
export function runsOf(shown: ExecutionView | undefined, executions: readonly ExecutionView[]): Run[] {
  if (shown === undefined) {
    return [];
  }
  const runs = executions
    .filter(({ sessionId }) => sessionId === shown.sessionId)
    .sort((one, other) => one.startedAt - other.startedAt);
  const latest = runs.slice(-SHOWN);
  const kept = [runs.filter(isHandover).at(-1), shown].filter((run) => run !== undefined && !latest.includes(run));
  const counts = new Map<string, number>();
  return [...runs.filter((run) => kept.includes(run)), ...latest].map((execution) => {
    const label = isHandover(execution) ? "Handover" : toLabel(execution.trigger);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    // A queue update is rarely the only one, and whether a second one follows is a matter of time.
    return { execution, label: count === 1 && label !== NEWS.queue ? label : `${label} ${count}` };
  });
}

const NEWS: Readonly<Record<string, string>> = {
  queue: "Queue update",
  active: "Agent joined",
  completed: "Handover ended",
  cancelled: "Handover cancelled",
  error: "Message not delivered",
};

/** "Customer: Hello" is "Hello", "Handover: queue" is what that means. */
function toLabel(trigger: string): string {
  const [, of, words = trigger] = /^(Customer|Handover): (.*)$/.exec(trigger) ?? [];
  return of === "Handover" ? (NEWS[words] ?? words) : words;
}

function isHandover({ steps }: ExecutionView): boolean {
  return steps.some(({ type }) => type === "handoverToRingCentral");
}
