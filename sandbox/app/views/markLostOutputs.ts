/** Marks the outputs that got lost in the executions that made them: for each, the latest of its conversation that said so. */
import type { ExecutionView } from "../view";
import type { LostOutput } from "./findLostOutputs";

export function markLostOutputs(executions: readonly ExecutionView[], lost: readonly LostOutput[]): ExecutionView[] {
  const left = [...lost];
  const takeReason = ({ sessionId, route, startedAt }: ExecutionView, said: string): string | undefined => {
    const index = left.findIndex(
      ({ threadId, at, text }) => threadId === sessionId && at >= startedAt && said !== "" && text.includes(said),
    );
    return route === "channel" && index !== -1 ? left.splice(index, 1)[0]?.reason : undefined;
  };
  // From the latest back: an earlier run may have said the same, with more luck.
  const marked = [...executions].reverse().map((execution): ExecutionView => {
    const outputs = execution.outputs.map((output) => {
      const reason = takeReason(execution, output.text);
      return reason === undefined ? output : { ...output, lost: reason };
    });
    return outputs.every((output, index) => output === execution.outputs[index])
      ? execution
      : { ...execution, outputs };
  });
  return marked.reverse();
}
