/** The survey that Engage sends on its channels after a conversation with an agent. */
import type { SurveyView } from "../../app/view";
import { sendCommand } from "../sendCommand";

const SCORES = [1, 2, 3, 4, 5];

export function SurveyCard({ customerId, survey }: { customerId: string; survey: SurveyView | undefined }) {
  if (survey?.state !== "open") {
    return null;
  }
  return (
    <section class="rating stack fixed" aria-label="Engage's survey" data-testid="survey">
      <p>
        <span class="name">How satisfied are you with our service?</span>{" "}
        <span class="quiet">Engage's survey, from 1 (not at all) to 5 (very)</span>
      </p>
      <div class="row">
        {SCORES.map((score) => (
          <button
            key={score}
            type="button"
            class="button"
            data-testid="survey-score"
            onClick={() => void sendCommand({ type: "answerSurvey", customerId, score })}
          >
            {score}
          </button>
        ))}
      </div>
    </section>
  );
}
