/** What the platforms' documents leave open: each question in words, and how this sandbox's platforms behave. */
import { useEffect, useState } from "preact/hooks";
import type { QuestionView } from "../../app/view";
import { Menu } from "../components/Menu";
import { pageChoices } from "../pageChoices";
import { Question } from "./Question";
import { loadQuestions, questions } from "./questions";
import { startAnew } from "./startAnew";

type Readings = Readonly<Record<string, string>>;

export function PlatformBehaviour({ readings }: { readings: Readings }) {
  const isPointedAt = pageChoices.value.region === "readings";
  return (
    <Menu
      label="Platform behaviour"
      short="Platform"
      icon="puzzle"
      look={`${Object.keys(readings).length > 0 ? "is-on" : "is-quiet"} ${isPointedAt ? "is-pointed-at" : ""}`}
      testId="readings"
    >
      {(close) => <Panel readings={readings} onDone={close} />}
    </Menu>
  );
}

function Panel({ readings, onDone }: { readings: Readings; onDone(): void }) {
  const [chosen, setChosen] = useState(readings);
  useEffect(() => void loadQuestions(), []);
  const isChanged = JSON.stringify(sorted(chosen)) !== JSON.stringify(sorted(readings));
  const choose = ({ id, readings: [usual] }: QuestionView, name: string) => {
    const { [id]: _before, ...others } = chosen;
    setChosen(name === usual?.name ? others : { ...others, [id]: name });
  };
  return (
    <form
      class="readings stack"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
        void startAnew(chosen);
      }}
    >
      <p>
        The documents of Cognigy.AI and Engage leave some points open. Choose how the platforms behave here.{" "}
        <em>Restart both platforms</em> applies your choice: it deletes all conversations, ends faults and sets the
        clock back to your computer's time.
      </p>
      <div class="stack scrolls readings-list">
        {toPlatforms(questions.value).map(({ platform, own }) => {
          const changed = own.filter(({ id }) => chosen[id] !== undefined).length;
          return (
            <details key={platform} class="fixed" data-testid="readings-platform" data-platform={platform}>
              <summary>
                <span class="name">{platform}</span> <span class="pill tone-idle">{own.length}</span>{" "}
                {changed > 0 && <span class="pill tone-warn">{changed} changed</span>}
              </summary>
              <div class="readings-questions stack">
                {own.map((question) => (
                  <Question
                    key={question.id}
                    question={question}
                    chosen={chosen[question.id]}
                    onChoose={(name) => choose(question, name)}
                  />
                ))}
              </div>
            </details>
          );
        })}
      </div>
      <div class="row wrap">
        <button type="submit" class="button is-primary" disabled={!isChanged} data-testid="readings-apply">
          Restart both platforms
        </button>
        <button
          type="button"
          class="button is-quiet"
          disabled={Object.keys(chosen).length === 0}
          data-testid="readings-usual"
          onClick={() => setChosen({})}
        >
          Choose the usual behaviour
        </button>
      </div>
    </form>
  );
}

function toPlatforms(all: readonly QuestionView[]) {
  const platforms = [...new Set(all.map(({ platform }) => platform))];
  return platforms.map((platform) => ({ platform, own: all.filter((one) => one.platform === platform) }));
}

function sorted(readings: Readings): [string, string][] {
  return Object.entries(readings).sort(([one], [other]) => one.localeCompare(other));
}
