/** Which run the diagram shows, and the others of the same conversation. */
import type { ExecutionView } from "../../app/view";
import { formatClock } from "../formatTime";
import { choose, pageChoices } from "../pageChoices";
import { runsOf } from "./runsOf";

interface Props {
  execution: ExecutionView;
  executions: readonly ExecutionView[];
}

export function RunBar({ execution, executions }: Props) {
  const isPinned = pageChoices.value.executionId === execution.id;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for values that are filled in.
    <div class="runs row scrolls" role="group" aria-label="Runs of this conversation">
      {isPinned ? (
        <>
          <span class="pill is-full tone-bot" data-testid="run-pinned">
            Showing the run of {formatClock(execution.startedAt)}
          </span>
          <button
            type="button"
            class="button is-quiet"
            data-testid="follow-live"
            onClick={() => choose({ executionId: undefined })}
          >
            Follow live
          </button>
        </>
      ) : (
        <span class="pill tone-agent">Live</span>
      )}
      {runsOf(execution, executions).map(({ execution: run, label }) => (
        <button
          key={run.id}
          type="button"
          class="chip fixed"
          aria-pressed={run.id === execution.id}
          data-testid="run"
          data-execution-id={run.id}
          data-explain={`Run of ${formatClock(run.startedAt)}: ${run.trigger}`}
          onClick={() => choose({ executionId: run.id })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
