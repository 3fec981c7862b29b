/** The error in a node's result: it says what to do. */
import { member, readText, toRecord } from "../../../src/core/inbound/read";
import type { StepView } from "../../app/view";

export interface NodeError {
  code: string;
  message: string;
  hint: string;
}

export function findNodeError({ wrote }: Pick<StepView, "wrote">): NodeError | undefined {
  for (const result of Object.values(wrote)) {
    const error = toRecord(member(toRecord(result), "error"));
    const code = readText(error, "code");
    if (code !== undefined) {
      return { code, message: readText(error, "message") ?? "", hint: readText(error, "hint") ?? "" };
    }
  }
  return undefined;
}
