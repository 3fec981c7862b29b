/** Why an If or a Lookup took its exit, in words. */
import type { StepView } from "../../app/view";

/** Undefined for nodes that decide nothing by a value. */
export function describeDecision({ tested, exit, exitLabel = exit }: StepView): string | undefined {
  if (tested === undefined) {
    return undefined;
  }
  const found = tested.value === undefined ? "is missing" : `is ${tested.value}`;
  return `${tested.what} ${found} → ${exitLabel ?? "continues"}`;
}
