/** A column of the page, which the tour can point at. */
import type { ComponentChildren } from "preact";
import { type ColumnName, pageChoices } from "../pageChoices";

interface Props {
  name: ColumnName;
  title: ComponentChildren;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

const TONES = { customer: "tone-customer", flow: "tone-bot", desk: "tone-agent" } satisfies Record<ColumnName, string>;

export function Region({ name, title, aside, children }: Props) {
  const { column, region } = pageChoices.value;
  const state = `${column === name ? "is-chosen" : ""} ${region === name ? "is-pointed-at" : ""}`;
  return (
    <section
      class={`column column-${name} stack ${TONES[name]} ${state}`}
      id={`column-panel-${name}`}
      // Where a skip link leads.
      tabIndex={-1}
      aria-labelledby={`column-title-${name}`}
    >
      <header class="column-head row spread fixed">
        <h2 id={`column-title-${name}`}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
