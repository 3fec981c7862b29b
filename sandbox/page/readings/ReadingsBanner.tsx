/** Where the platforms behave otherwise than usual, so that nobody wonders. */
import { useEffect } from "preact/hooks";
import { Confirmation } from "../components/Confirmation";
import { Menu } from "../components/Menu";
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
          <Menu label="Back to usual" short="Back to usual" testId="readings-reset">
            {(close) => (
              <Confirmation
                label="Restart both platforms"
                testId="readings-reset"
                onConfirm={() => {
                  close();
                  void startAnew({});
                }}
                onCancel={close}
              >
                This deletes all conversations, ends faults and sets the clock back to your computer's time.
              </Confirmation>
            )}
          </Menu>
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
