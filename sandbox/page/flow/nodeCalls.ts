/** The calls that a node made, from the lines that it logs about them. */
import type { StepView } from "../../app/view";

export interface NodeCall {
  method: string;
  path: string;
  outcome: string;
}

const LINE = /^RingCentral Engage ([A-Z]+) (\S+) (.*\d+ ms \(attempt \d+\))$/;

export function toNodeCalls({ logs }: Pick<StepView, "logs">): NodeCall[] {
  return logs.flatMap(({ message }) => {
    const [, method, path, outcome] = LINE.exec(message) ?? [];
    return method === undefined || path === undefined || outcome === undefined
      ? []
      : [{ method, path, outcome: outcome.replace(" (attempt 1)", "") }];
  });
}

/** What else it logged. */
export function toOtherLogs({ logs }: Pick<StepView, "logs">): StepView["logs"] {
  return logs.filter(({ message }) => !LINE.test(message));
}
