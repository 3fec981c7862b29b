/** A column of the page, which the tour can point at. */
import type { ComponentChildren } from "preact";
import { type ColumnName, pageChoices } from "../pageChoices";

interface Props {
  name: ColumnName;
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function Region({ name, title, aside, children }: Props) {
  const { column, region } = pageChoices.value;
  const classes = ["column", `column-${name}`, column === name ? "is-chosen" : "", region === name ? "is-shown" : ""];
  return (
    <section
      class={classes.filter((one) => one !== "").join(" ")}
      id={`column-panel-${name}`}
      aria-labelledby={`column-title-${name}`}
    >
      <header class="column-head">
        <h2 id={`column-title-${name}`}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
