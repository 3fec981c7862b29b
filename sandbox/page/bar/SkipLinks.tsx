/** The first stops of the Tab key: straight to what a person came for. Seen only while they have the focus. */
import { type ColumnName, choose, pageChoices } from "../pageChoices";

const TARGETS: { label: string; id: string; column: ColumnName }[] = [
  { label: "Skip to the chat", id: "column-panel-customer", column: "customer" },
  { label: "Skip to the agent desk", id: "column-panel-desk", column: "desk" },
  { label: "Skip to what happened", id: "timeline", column: "flow" },
];

export function SkipLinks() {
  return (
    <nav class="skip" aria-label="Skip to">
      {TARGETS.map(({ label, id, column }) => (
        <a
          key={id}
          href={`#${id}`}
          data-testid="skip"
          onClick={(event) => {
            event.preventDefault();
            const { detail } = pageChoices.peek();
            // A node's details take the timeline's place.
            choose({ column, ...(column === "flow" && detail?.kind === "node" && { detail: undefined }) });
            // On a narrow screen the column has to be shown first.
            requestAnimationFrame(() => document.getElementById(id)?.focus());
          }}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
