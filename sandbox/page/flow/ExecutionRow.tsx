/** One execution of the Flow: what started it, the nodes that ran, their exits and times. */
import type { ExecutionView } from "../../app/view";
import { Meter } from "../components/Meter";
import { formatBytes, formatClock, formatMs } from "../formatTime";
import { hasFailed } from "./litPath";

interface Props {
  execution: ExecutionView;
  isShown: boolean;
  onShow(): void;
  onChooseNode(nodeId: string): void;
}

const ROUTE_LABELS = {
  bridge: "bridge",
  channel: "channel",
  work: "hub's work",
} satisfies Record<ExecutionView["route"], string>;

const END_LABELS = {
  completed: "",
  error: "error",
  stopped: "stopped",
} satisfies Record<NonNullable<ExecutionView["ended"]>, string>;

export function ExecutionRow({ execution, isShown, onShow, onChooseNode }: Props) {
  const { startedAt, route, trigger, ms, ended, steps, outputs, limits } = execution;
  const classes = ["row", "execution", isShown ? "is-shown" : "", ended === "error" ? "is-failed" : ""];
  return (
    <li
      class={classes.filter((one) => one !== "").join(" ")}
      data-testid="execution"
      data-execution-id={execution.id}
      data-route={route}
    >
      <button type="button" class="row-main" aria-pressed={isShown} onClick={onShow}>
        <time class="row-time">{formatClock(startedAt)}</time>
        <span class={`route is-${route}`}>{ROUTE_LABELS[route]}</span>
        <span class="row-text">{trigger}</span>
        {ended !== undefined && END_LABELS[ended] !== "" && (
          <span class={ended === "stopped" ? "mark is-plain" : "mark is-bad"}>{END_LABELS[ended]}</span>
        )}
        <span class="row-ms">{ms === undefined ? "running" : formatMs(ms)}</span>
      </button>
      {steps.length > 0 && (
        <ol class="steps">
          {steps.map((step, index) => (
            <li key={index}>
              <button
                type="button"
                class={hasFailed(step) ? "step is-failed" : "step"}
                title={step.error}
                onClick={() => onChooseNode(step.nodeId)}
              >
                <span>{step.label}</span>
                {step.exit !== undefined && <span class="step-exit">{step.exitLabel ?? step.exit}</span>}
              </button>
            </li>
          ))}
        </ol>
      )}
      {isShown && (
        <div class="execution-more">
          {outputs.some(({ text }) => text) && (
            <ul class="outputs" aria-label="Outputs">
              {outputs
                .filter(({ text }) => text)
                .map(({ text }, index) => (
                  <li key={index}>{text}</li>
                ))}
            </ul>
          )}
          <div class="meters">
            <Meter label="api calls" use={limits.apiCalls} />
            <Meter label="largest call" use={limits.largestArgumentBytes} format={formatBytes} />
            <Meter label="slowest node" use={limits.nodeMs} format={formatMs} />
          </div>
        </div>
      )}
    </li>
  );
}
