/** Where the platforms behave otherwise than usual, so that nobody wonders. */
import { useEffect } from "preact/hooks";
import { loadQuestions, questions } from "./questions";
import { startAnew } from "./startAnew";

export function ReadingsBanner({ readings }: { readings: Readonly<Record<string, string>> }) {
  const chosen = Object.entries(readings);
  const isUsual = chosen.length === 0;
  useEffect(() => {
    if (!isUsual) {
      void loadQuestions();
    }
  }, [isUsual]);
  return (
    <div role="status">
      {!isUsual && (
        <div class="banner above row tone-warn" data-testid="readings-active">
          <p class="grow">
            <strong>The platforms don't behave as usual.</strong>{" "}
            {chosen.map(([id, name]) => describe(id, name)).join(" ")}
          </p>
          <button type="button" class="button" data-testid="readings-reset" onClick={() => void startAnew({})}>
            Back to usual
          </button>
        </div>
      )}
    </div>
  );
}

function describe(id: string, name: string): string {
  const question = questions.value.find((one) => one.id === id);
  const answer = question?.readings.find((one) => one.name === name)?.answer;
  return question === undefined ? "" : `${question.question} ${answer}`.replaceAll("`", "");
}
