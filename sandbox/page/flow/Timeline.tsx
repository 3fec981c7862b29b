/** What happened, the newest first. */
import { useEffect, useRef } from "preact/hooks";
import type { CallView, ExecutionView, LogView } from "../../app/view";
import { Empty } from "../components/Empty";
import { Icon } from "../components/Icon";
import { ScrollArea } from "../components/ScrollArea";
import { Segmented } from "../components/Segmented";
import { useOneTabStop } from "../components/useOneTabStop";
import { choose, pageChoices } from "../pageChoices";
import { TERMS } from "../terms";
import { CallRow } from "./CallRow";
import { ExecutionRow } from "./ExecutionRow";
import { LogRow } from "./LogRow";
import { mergeTimeline, type TimelineFilter } from "./mergeTimeline";

interface Props {
  executions: readonly ExecutionView[];
  calls: readonly CallView[];
  logs: readonly LogView[];
  shownExecutionId: string | undefined;
  filter: TimelineFilter;
  isPaused: boolean;
  onFilter(filter: TimelineFilter): void;
  onPause(isPaused: boolean): void;
}

export function Timeline(props: Props) {
  const { executions, calls, logs, shownExecutionId, filter, isPaused, onFilter, onPause } = props;
  const { detail, executionId } = pageChoices.value;
  const list = useRef<HTMLElement>(null);
  useOneTabStop(list);
  const isLive = executionId === undefined;
  // Who follows live again sees what is new here, too.
  useEffect(() => {
    if (isLive) {
      list.current?.scrollTo(0, 0);
    }
  }, [isLive]);
  const rows = mergeTimeline({ executions, calls, logs }, filter);
  return (
    <section class="timeline stack" id="timeline" tabIndex={-1} aria-label="What happened" data-testid="timeline">
      <div class="pane-head row wrap spread">
        <h3>Timeline</h3>
        <div class="row">
          <Segmented
            label="Show in the timeline"
            name="timeline-filter"
            value={filter}
            onChange={onFilter}
            options={[
              { value: "all", label: "All", testId: "filter-all" },
              { value: "executions", label: "Runs", testId: "filter-executions", hint: TERMS.executions },
              { value: "http", label: "Calls", testId: "filter-http", hint: "HTTP between Cognigy.AI and Engage" },
              { value: "logs", label: "Logs", testId: "filter-logs", hint: "The Project's logs, as in Cognigy.AI" },
            ]}
          />
          <button
            type="button"
            class={isPaused ? "button is-on" : "button"}
            aria-pressed={isPaused}
            data-testid="timeline-pause"
            onClick={() => onPause(!isPaused)}
          >
            <Icon name={isPaused ? "play" : "pause"} />
            {isPaused ? "Resume" : "Pause"}
          </button>
        </div>
      </div>
      <ScrollArea class="timeline-area" label="Runs, calls and log lines" areaRef={list}>
        <ul>
          {rows.map((row) =>
            row.kind === "execution" ? (
              <ExecutionRow
                key={row.key}
                execution={row.execution}
                isShown={row.execution.id === shownExecutionId}
                // The details of a call or a log line would hide the run.
                onShow={() => choose({ executionId: row.execution.id, detail: undefined })}
                onChooseNode={(nodeId) => choose({ executionId: row.execution.id, detail: { kind: "node", nodeId } })}
              />
            ) : row.kind === "log" ? (
              <LogRow
                key={row.key}
                log={row.log}
                isChosen={detail?.kind === "log" && detail.logId === row.log.id}
                onChoose={() => choose({ detail: { kind: "log", logId: row.log.id } })}
              />
            ) : (
              <CallRow
                key={row.key}
                call={row.call}
                isChosen={detail?.kind === "call" && detail.callId === row.call.id}
                onChoose={() => choose({ detail: { kind: "call", callId: row.call.id } })}
              />
            ),
          )}
        </ul>
        {executions.length === 0 && (
          <Empty icon="clock" title="No customer has written yet">
            Write as one, or take the tour. Each run of the Flow, each call between the platforms and each line of the
            logs appears here.
          </Empty>
        )}
      </ScrollArea>
    </section>
  );
}
