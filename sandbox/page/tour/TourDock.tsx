/** The tour's panel at the foot of the page. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/Icon";
import type { Tour, TourStep } from "./createTour";

export function TourDock({ tour, steps }: { tour: Tour; steps: readonly TourStep[] }) {
  const { index, phase, isSelfPlaying } = tour.state.value;
  const nextButton = useRef<HTMLButtonElement>(null);
  const isRunning = index !== undefined;
  useEffect(() => {
    if (isRunning) {
      nextButton.current?.focus();
    }
  }, [isRunning]);
  const step = index === undefined ? undefined : steps[index];
  if (index === undefined || step === undefined) {
    return null;
  }
  const isLast = index === steps.length - 1;
  return (
    <section class="tour row wrap fixed" aria-label="Tour" data-testid="tour" data-step={index + 1} data-phase={phase}>
      <p class="digits">
        {index + 1} <span class="quiet">/ {steps.length}</span>
      </p>
      <div class="tour-text" role="status">
        <p class="tour-title">{step.title}</p>
        <p>{step.text}</p>
        {phase === "stuck" && (
          <p class="banner tone-bad" data-testid="tour-problem">
            Expected {step.expects?.what}, and it did not come. Look at the timeline, or go on.
          </p>
        )}
      </div>
      <div class="row wrap">
        {phase === "doing" && (
          <span class="row quiet">
            <span class="spinner" aria-hidden="true" />
            Waiting…
          </span>
        )}
        {phase === "stuck" && (
          <button type="button" class="button" onClick={tour.retry}>
            Try again
          </button>
        )}
        {!isLast && (
          <button
            type="button"
            class={isSelfPlaying ? "button is-on" : "button"}
            aria-pressed={isSelfPlaying}
            data-testid="tour-play"
            onClick={() => tour.playByItself(!isSelfPlaying)}
          >
            <Icon name={isSelfPlaying ? "pause" : "play"} />
            {isSelfPlaying ? "Pause" : "Play by itself"}
          </button>
        )}
        <button type="button" class="button" data-testid="tour-stop" onClick={tour.stop}>
          <Icon name="stop" />
          {isLast ? "End" : "Stop"}
        </button>
        {!isLast && (
          <button
            type="button"
            class="button is-primary"
            ref={nextButton}
            data-testid="tour-next"
            disabled={phase === "doing"}
            onClick={tour.next}
          >
            Next
            <Icon name="next" />
          </button>
        )}
      </div>
    </section>
  );
}
