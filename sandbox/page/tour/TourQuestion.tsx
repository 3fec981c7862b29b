/** Asks before the tour deletes something, where the tour will be. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../components/Icon";
import { cancelTour, startTourFromScratch, tourQuestion } from "./startFromScratch";

export function TourQuestion() {
  const changes = tourQuestion.value;
  const startButton = useRef<HTMLButtonElement>(null);
  const isAsked = changes.length > 0;
  useEffect(() => {
    if (isAsked) {
      startButton.current?.focus();
    }
  }, [isAsked]);
  if (!isAsked) {
    return null;
  }
  return (
    <section class="tour row wrap fixed" aria-label="Start of the tour" data-testid="tour-question">
      <div class="tour-text" role="status">
        <p class="tour-title">Start the tour from scratch?</p>
        <p>{changes.join(" ")}</p>
      </div>
      <div class="row">
        <button type="button" class="button" data-testid="tour-question-no" onClick={cancelTour}>
          Cancel
        </button>
        <button
          type="button"
          class="button is-primary"
          ref={startButton}
          data-testid="tour-question-yes"
          onClick={() => void startTourFromScratch()}
        >
          <Icon name="play" />
          Start the tour
        </button>
      </div>
    </section>
  );
}
