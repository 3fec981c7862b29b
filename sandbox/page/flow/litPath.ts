/** Where an execution went through the Flow. */
import type { ExecutionView, FlowNodeView, StepView } from "../../app/view";

export type LitPath = ReadonlyMap<string, StepView>;

/** The last visit counts: a `goto` may come back to a node. */
export function toLitPath(execution: ExecutionView | undefined): LitPath {
  return new Map(execution?.steps.map((step) => [step.nodeId, step]));
}

/** The branch that was taken: named by the exit, or told by what ran in it. */
export function isTakenBranch(node: FlowNodeView, branch: FlowNodeView["branches"][number], path: LitPath): boolean {
  const step = path.get(node.id);
  if (step === undefined) {
    return false;
  }
  return step.exit === undefined ? branch.nodes.some(({ id }) => path.has(id)) : step.exit === branch.name;
}

/** Nodes of the Extension have exits for what failed. */
export function hasFailed({ error, exit }: StepView): boolean {
  return error !== undefined || /(Error|Undelivered)$/.test(exit ?? "");
}

/** Work sessions run in between and for a moment: most people follow their customer's way through the Flow. */
export function isListed({ route }: Pick<ExecutionView, "route">, withWork: boolean): boolean {
  return withWork || route !== "work";
}

export function findShownExecution(
  executions: readonly ExecutionView[],
  wanted: { executionId?: string | undefined; withWork: boolean },
): ExecutionView | undefined {
  const pinned = executions.find(({ id }) => id === wanted.executionId);
  if (pinned !== undefined) {
    return pinned;
  }
  const latest = [...executions].sort((a, b) => b.startedAt - a.startedAt);
  return latest.find((execution) => isListed(execution, wanted.withWork));
}

/** Where a run said or decided something last: it ends at a Stop, which is rarely what people look for. */
export function findTellingStep({ steps }: Pick<ExecutionView, "steps">): StepView | undefined {
  const telling = steps.filter(({ type, exit }) => type === "say" || exit !== undefined);
  return telling.at(-1) ?? steps.at(-1);
}

/** When a node did not run in the execution that is shown, its last run elsewhere tells more than nothing. */
export function findLastStep(nodeId: string, executions: readonly ExecutionView[]): StepView | undefined {
  const latest = [...executions].sort((a, b) => b.startedAt - a.startedAt);
  for (const { steps } of latest) {
    const step = steps.filter((one) => one.nodeId === nodeId).at(-1);
    if (step !== undefined) {
      return step;
    }
  }
  return undefined;
}
