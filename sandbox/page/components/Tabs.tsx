/** Tabs that are moved through with the arrow keys. */
import type { ComponentChildren } from "preact";

interface Tab<Name extends string> {
  name: Name;
  label: ComponentChildren;
  testId?: string;
  explain?: string;
}

interface Props<Name extends string> {
  label: string;
  tabs: readonly Tab<Name>[];
  chosen: Name;
  /** Begins the ids of the tabs and of the panels that they control. */
  prefix: string;
  onChoose(name: Name): void;
}

export function Tabs<Name extends string>({ label, tabs, chosen, prefix, onChoose }: Props<Name>) {
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const index = tabs.findIndex(({ name }) => name === chosen);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (step === 0 || next === undefined) {
      return;
    }
    event.preventDefault();
    onChoose(next.name);
    document.getElementById(`${prefix}-tab-${next.name}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          id={`${prefix}-tab-${tab.name}`}
          aria-selected={tab.name === chosen}
          aria-controls={`${prefix}-panel-${tab.name}`}
          tabIndex={tab.name === chosen ? 0 : -1}
          data-testid={tab.testId}
          data-explain={tab.explain}
          aria-description={tab.explain}
          onClick={() => onChoose(tab.name)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
