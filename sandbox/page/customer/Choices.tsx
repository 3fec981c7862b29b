/** What a customer can tap on instead of writing. */
import { Icon } from "../components/Icon";
import type { ChatChoice } from "./structuredParts";

interface Props {
  choices: readonly ChatChoice[];
  onChoose?: ((choice: ChatChoice) => void) | undefined;
}

export function Choices({ choices, onChoose }: Props) {
  if (choices.length === 0) {
    return null;
  }
  return (
    <ul class="choices">
      {choices.map((choice, index) => (
        <li key={index}>
          {choice.group !== undefined && choice.group !== choices[index - 1]?.group && (
            <span class="choice-group">{choice.group}</span>
          )}
          <ChoiceButton choice={choice} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  );
}

function ChoiceButton({ choice, onChoose }: { choice: ChatChoice; onChoose: Props["onChoose"] }) {
  if (choice.url !== undefined) {
    return (
      <a class="choice" href={choice.url} target="_blank" rel="noreferrer">
        {choice.title}
        <Icon name="link" />
      </a>
    );
  }
  return (
    <button
      type="button"
      class="choice"
      data-testid="quick-reply"
      disabled={onChoose === undefined}
      onClick={() => onChoose?.(choice)}
    >
      <span>{choice.title}</span>
      {choice.detail !== undefined && <span class="quiet">{choice.detail}</span>}
    </button>
  );
}
