/** One of a few values, as buttons in a row; the browser's own radio buttons are underneath. */

interface Option<Value> {
  value: Value;
  label: string;
  testId?: string;
  hint?: string;
}

interface Props<Value> {
  label: string;
  name: string;
  options: readonly Option<Value>[];
  value: Value;
  /** Anything but the first value is worth noticing. */
  warns?: boolean;
  onChange(value: Value): void;
}

export function Segmented<Value extends string | number>(props: Props<Value>) {
  const { label, name, options, value, warns = false, onChange } = props;
  return (
    <fieldset class={warns && value !== options[0]?.value ? "segmented is-warning" : "segmented"}>
      <legend class="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} data-explain={option.hint} data-testid={option.testId}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
