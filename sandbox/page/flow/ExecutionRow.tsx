/** One execution of the Flow: what started it, the nodes that ran, their exits and times. */
import type { ExecutionView } from "../../app/view";
import { Meter } from "../components/Meter";
import { RoutePill } from "../components/RoutePill";
import { Words } from "../components/Words";
import { formatBytes, formatClock, formatMs } from "../formatTime";
import { TERMS } from "../terms";
import { describeDecision } from "./describeDecision";
import { hasFailed } from "./litPath";

interface Props {
  execution: ExecutionView;
  isShown: boolean;
  onShow(): void;
  onChooseNode(nodeId: string): void;
}

export function ExecutionRow({ execution, isShown, onShow, onChooseNode }: Props) {
  const { startedAt, route, trigger, ms, ended, steps, outputs, limits, lostMessage } = execution;
  const isLost = lostMessage !== undefined || outputs.some((output) => output.lost !== undefined);
  const tone = ended === "error" || isLost ? "tone-bad" : route === "work" ? "tone-extension" : "tone-bot";
  return (
    <li
      class={`execution ${tone} ${isShown ? "is-shown" : ""}`}
      data-testid="execution"
      data-execution-id={execution.id}
      data-route={route}
    >
      <button type="button" class="row-main" aria-pressed={isShown} onClick={onShow}>
        <time class="row-time">{formatClock(startedAt)}</time>
        <RoutePill route={route} />
        <span class="name cut grow">
          <Words isInControl>{trigger}</Words>
        </span>
        {isLost && (
          <span class="pill is-full tone-bad" data-testid="run-lost">
            not delivered
          </span>
        )}
        {/* That a run ended at a Stop node says nothing: nearly all do. */}
        {ended === "error" && (
          <span class="pill tone-bad" data-explain="A node failed, and the Flow ended there.">
            error
          </span>
        )}
        <span class="row-ms">{ms === undefined ? "running" : formatMs(ms)}</span>
      </button>
      {steps.length > 0 && (
        <ol class="steps row wrap">
          {steps.map((step, index) => (
            <li key={index} class="row">
              <button
                type="button"
                class={hasFailed(step) ? "step row is-failed" : "step row"}
                data-explain={step.error ?? describeDecision(step)}
                onClick={() => onChooseNode(step.nodeId)}
              >
                <span>{step.label}</span>
                {step.exit !== undefined && (
                  <strong>
                    <Words isInControl>{step.exitLabel ?? step.exit}</Words>
                  </strong>
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
      {isShown && (
        <div class="execution-more stack">
          {lostMessage !== undefined && (
            <p class="tone-bad quiet" data-testid="message-lost">
              The customer's message didn't reach the agent: {lostMessage}
            </p>
          )}
          {outputs.some(({ text }) => text !== "") && (
            <ul class="outputs stack" aria-label="Outputs">
              {outputs
                .filter(({ text }) => text !== "")
                .map((output, index) => (
                  <li key={index} class={output.lost === undefined ? "" : "tone-bad"}>
                    {output.text}
                    {output.lost !== undefined && (
                      <p class="quiet" data-testid="output-lost">
                        Not delivered: {output.lost}
                      </p>
                    )}
                  </li>
                ))}
            </ul>
          )}
          <div class="row wrap">
            <Meter label="API calls" explain={TERMS.apiCalls} use={limits.apiCalls} />
            <Meter
              label="largest call"
              explain={TERMS.largestCall}
              use={limits.largestArgumentBytes}
              format={formatBytes}
            />
            <Meter label="slowest node" explain={TERMS.slowestNode} use={limits.nodeMs} format={formatMs} />
          </div>
        </div>
      )}
    </li>
  );
}
