/** Which exit a step took, and which it didn't. */
import type { NodeTypeView, StepView } from "../../app/view";
import { Icon } from "../components/Icon";
import { formatMs } from "../formatTime";
import { hasFailed } from "./litPath";

interface Props {
  step: StepView;
  /** Of the node's type; Cognigy's own nodes have none here. */
  exits: NodeTypeView["exits"];
}

export function NodeExits({ step, exits }: Props) {
  const taken = exits.find(({ type }) => type === step.exit);
  const others = exits.filter((exit) => exit !== taken);
  if (step.ms === undefined) {
    return (
      <p class="quiet" data-testid="node-exits">
        Running…
      </p>
    );
  }
  const hasContinued = taken === undefined && exits.length > 0 && step.error === undefined;
  return (
    <div class="row wrap" data-testid="node-exits">
      {taken !== undefined && (
        <span class={`pill is-full row ${hasFailed(step) ? "tone-bad" : "tone-bot"}`}>
          <Icon name="check" /> Exit: {taken.label} <code>{taken.type}</code>
        </span>
      )}
      {hasContinued && <span class="pill tone-bot">No exit: continues below</span>}
      {others.length > 0 && <span class="quiet">Not taken:</span>}
      {others.map(({ type, label }) => (
        <span key={type} class="chip">
          {label} <code>{type}</code>
        </span>
      ))}
      <span class="quiet">{formatMs(step.ms)}</span>
    </div>
  );
}
