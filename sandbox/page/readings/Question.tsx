/** One open question with the behaviour that was chosen for it, and what you notice of that. */
import type { QuestionView } from "../../app/view";
import { Words } from "../components/Words";

interface Props {
  question: QuestionView;
  /** Missing: the usual reading. */
  chosen: string | undefined;
  onChoose(name: string): void;
}

export function Question({ question: { id, question, readings }, chosen, onChoose }: Props) {
  const reading = readings.find(({ name }) => name === chosen) ?? readings[0];
  return (
    <div class="reading stack" data-testid="reading" data-question-id={id}>
      <label class="stack">
        <span class="name">
          <Words isInControl>{withoutMarks(question)}</Words>
        </span>
        <select value={chosen ?? readings[0]?.name} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          {readings.map(({ name, answer }, index) => (
            <option key={name} value={name}>
              {withoutMarks(answer)}
              {index === 0 ? " (usual)" : ""}
            </option>
          ))}
        </select>
      </label>
      {reading !== undefined && (
        <p class="quiet">
          <Words>{withoutMarks(reading.effect)}</Words>
        </p>
      )}
      {reading?.outage !== undefined && (
        <p class="banner tone-warn">A route can't work like this: {withoutMarks(reading.outage)}</p>
      )}
    </div>
  );
}

/** The texts are written for the documentation. */
function withoutMarks(text: string): string {
  return text.replaceAll("`", "");
}
