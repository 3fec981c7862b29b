/** Which run the diagram shows, and the others of the same conversation. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ExecutionView } from "../../app/view";
import { formatClock } from "../formatTime";
import { choose, pageChoices } from "../pageChoices";
import { runsOf } from "./runsOf";

interface Props {
  execution: ExecutionView;
  executions: readonly ExecutionView[];
}

export function RunBar({ execution, executions }: Props) {
  const { executionId, column } = pageChoices.value;
  const isPinned = executionId === execution.id;
  const runs = runsOf(execution, executions);
  const list = useRef<HTMLDivElement>(null);
  const [hasMore, setHasMore] = useState(false);
  // The chosen run is in sight, however many there are: one line of them is seen at a time, and none is cut.
  useEffect(() => {
    list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [execution.id, runs.length, column]);
  useEffect(() => {
    const element = list.current;
    if (element === null) {
      return;
    }
    const sizes = new ResizeObserver(() => setHasMore(element.scrollHeight > element.clientHeight));
    for (const one of [element, ...element.children]) {
      sizes.observe(one);
    }
    return () => sizes.disconnect();
  }, [runs.length]);
  return (
    <div class="runs row">
      {/* As wide either way: nothing moves away from the pointer that has clicked it. */}
      <div class="run-state fixed">
        {isPinned ? (
          <button
            type="button"
            class="button is-on"
            data-testid="follow-live"
            onClick={() => choose({ executionId: undefined })}
          >
            Follow live
            <span class="unseen" data-testid="run-pinned">
              Showing the run of {formatClock(execution.startedAt)}
            </span>
          </button>
        ) : (
          <span class="pill tone-agent">Live</span>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for values that are filled in. */}
      <div class="runs-list row wrap scrolls grow" role="group" aria-label="Runs of this conversation" ref={list}>
        {runs.toReversed().map(({ execution: run, label }) => (
          <button
            key={run.id}
            type="button"
            class="chip cut fixed"
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
      {hasMore && (
        <button
          type="button"
          class="chip fixed"
          aria-label="More runs"
          data-explain="More runs of this conversation"
          data-testid="runs-more"
          onClick={() => showNextLine(list.current)}
        >
          …
        </button>
      )}
    </div>
  );
}

/** After the last line the first one again. */
function showNextLine(list: HTMLElement | null): void {
  if (list !== null) {
    const isLast = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    list.scrollTo(0, isLast ? 0 : list.scrollTop + list.clientHeight);
  }
}
