/** Where a replay is, and how it ended: at the foot of the page, as the tour. */
import { Icon } from "../components/Icon";
import type { Replay } from "./createReplay";
import { describeStep } from "./describeStep";

export function ReplayDock({ replay }: { replay: Replay }) {
  const state = replay.state.value;
  const step = state?.script.steps[state.index];
  if (state === undefined || step === undefined) {
    return null;
  }
  const { script, index, phase, failure } = state;
  const count = script.steps.length;
  const titles = {
    playing: `Step ${index + 1} of ${count}`,
    passed: `Passed: all ${count} steps`,
    failed: `Failed at step ${index + 1} of ${count}`,
  };
  return (
    <section
      class="tour row wrap fixed"
      aria-label="Replay"
      data-testid="replay"
      data-step={index + 1}
      data-phase={phase}
    >
      <span class={`pill is-full ${phase === "passed" ? "tone-agent" : phase === "failed" ? "tone-bad" : "tone-bot"}`}>
        {titles[phase]}
      </span>
      <div class="tour-text" role="status">
        <p class="tour-title">{script.name}</p>
        {phase !== "passed" && <p>{describeStep(step)}</p>}
        {failure !== undefined && (
          <p class="banner tone-bad" data-testid="replay-failure">
            {failure}
          </p>
        )}
      </div>
      <div class="row">
        {phase !== "playing" && (
          <button type="button" class="button" data-testid="replay-again" onClick={() => void replay.play(script)}>
            <Icon name="play" />
            Replay again
          </button>
        )}
        <button type="button" class="button" data-testid="replay-stop" onClick={replay.stop}>
          <Icon name={phase === "playing" ? "stop" : "close"} />
          {phase === "playing" ? "Stop" : "Close"}
        </button>
      </div>
    </section>
  );
}
