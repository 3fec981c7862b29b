/** What is said of a Flow that stays as it is. */
import { toUiName } from "../checklists/toUiName";
import type { RemoteFlow } from "../cognigy/shapes";
import type { Finding } from "../report";
import type { FlowComparison } from "./compareFlow";
import type { StoredFlow } from "./InstallState";

type Lacking = Pick<FlowComparison, "gaps" | "incomplete">;

/** People have changed it: what this version adds is theirs to add. */
export function explainKept(
  found: RemoteFlow,
  { gaps: all, incomplete, moved }: FlowComparison,
  stored: StoredFlow | undefined,
): Finding[] {
  const gaps = without(all, moved);
  const isOurs = stored?.id === found._id;
  const before = isOurs ? stored.nodes : [];
  // Without a note of what it had, people may have deleted what is missing.
  const missing = toLacking({ gaps: before === undefined ? [] : without(gaps, before), incomplete });
  const doubtful = toLacking({ gaps: before === undefined ? gaps : [], incomplete: [] });
  const doubt =
    doubtful.length === 0 ? "" : ` If you didn't delete it yourselves, it lacks this: ${doubtful.join("; ")}.`;
  const kept: Finding = {
    level: "pass",
    code: "flow_changed",
    message: `The Flow "${found.name}" ${isOurs ? "was changed by people" : "may have been changed by people"}, so it stays as it is. --new-flow creates a new one beside it.${doubt}`,
  };
  return missing.length === 0 ? [kept] : [kept, explainLacking(found, missing)];
}

export function explainLacking({ name }: RemoteFlow, missing: readonly string[]): Finding {
  return {
    level: "warn",
    code: "flow_lacks_nodes",
    message: `The Flow "${name}" lacks what this version adds: ${missing.join("; ")}.`,
    fix: "Add it there, or let --new-flow create a new Flow beside it, and copy your changes.",
    place: `In Cognigy.AI: Build > Flows > ${name}`,
  };
}

/** Each with its place. */
export function toLacking({ gaps, incomplete }: Lacking): string[] {
  return [
    ...gaps.map(({ node, place }) => `${toUiName(node.type)} ("${node.label}") ${place}`),
    ...incomplete.map(
      ({ node, label, exits }) =>
        `the exit ${exits.join(", ")} of "${label}" (place another ${toUiName(node.type)} below it, move there what is below its exits, and then delete "${label}")`,
    ),
  ];
}

function without(gaps: FlowComparison["gaps"], labels: readonly string[]): FlowComparison["gaps"] {
  return gaps.filter(({ node }) => !labels.includes(node.label));
}
