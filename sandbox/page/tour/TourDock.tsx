/** The tour's panel at the foot of the page. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/Icon";
import type { Tour } from "./createTour";

export function TourDock({ tour }: { tour: Tour }) {
  const { index, phase, isSelfPlaying } = tour.state.value;
  const nextButton = useRef<HTMLButtonElement>(null);
  const isRunning = index !== undefined;
  useEffect(() => {
    if (isRunning) {
      nextButton.current?.focus();
    }
  }, [isRunning]);
  const place = index === undefined ? undefined : tour.place(index);
  if (index === undefined || place === undefined) {
    return null;
  }
  const { chapter, step, number, isLast } = place;
  return (
    <section class="tour row wrap fixed" aria-label="Tour" data-testid="tour" data-step={index + 1} data-phase={phase}>
      <label class="row quiet">
        <span class="unseen">Chapter</span>
        <select
          value={tour.chapters.indexOf(chapter)}
          data-testid="tour-chapter"
          onChange={({ currentTarget }) => tour.start(Number(currentTarget.value))}
        >
          {tour.chapters.map(({ title }, one) => (
            <option key={title} value={one}>
              {title}
            </option>
          ))}
        </select>
        <span class="digits">
          {number} of {chapter.steps.length}
        </span>
      </label>
      <div class="tour-text" role="status">
        <p class="tour-title">{step.title}</p>
        <p>{step.text}</p>
        {phase === "stuck" && (
          <p class="banner tone-bad" data-testid="tour-problem">
            This didn't happen: {step.expects?.what}. Look at the timeline, try again, or continue.
          </p>
        )}
      </div>
      <div class="row">
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
            {isSelfPlaying ? "Pause" : "Play"}
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
